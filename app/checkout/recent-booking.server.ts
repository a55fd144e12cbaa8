import { findByLink } from "#app/attendees/find-by-link.server.ts";
import { now } from "#app/platform/clock.ts";
import { readCookie, serializeCookie } from "#app/platform/http/cookies.ts";
import { confirmationPage, eventPage } from "#app/platform/http/paths.ts";
import { equalInConstantTime, toBase64Url } from "#app/platform/secrets.ts";
import type { Signer } from "#app/platform/signer.ts";
import { textOf } from "#app/questions/booking-form.ts";
import type { SentForm } from "./guard-form.server.ts";
import { holdOfCookie, noHoldCookie } from "./hold-cookie.ts";
import { RECENT_FIELD, type RecentBooking } from "./recent-booking.ts";
import type { Surface } from "./surface.ts";
import type { EventRequest, Visit } from "./visit.server.ts";

const COOKIE = "booked";
const LASTS_SECONDS = 30 * 60;
/** The reference, the link token, the time of booking and a signature. */
const SHAPE = /^[\w-]{1,20}\.[\w-]{43}\.[\da-z]{1,9}\.[\w-]{22}$/;
const MINUTE_MS = 60_000;

/** The booking in the cookie. */
interface CookieBooking {
  reference: string;
  token: string;
  bookedAt: Date;
}

/**
 * Returns the Set-Cookie header that identifies this browser's booking on the event's pages for half an hour. It has the
 * link token, signed with the event and the time, so that a forged value costs no query (decision 0082).
 */
function recentBookingCookie(
  { context: { signer, secure }, slug }: EventRequest,
  { reference, token }: Pick<CookieBooking, "reference" | "token">,
): string {
  const unsigned = `${reference}.${token}.${now().getTime().toString(36)}`;
  const value = `${unsigned}.${proofOf(signer, slug, unsigned)}`;
  return serializeCookie({ name: COOKIE, secure, maxAge: LASTS_SECONDS, path: eventPage(slug) }, value);
}

/**
 * Finds the booking that this browser has made for the event within the last half hour; undefined if there is none, it was
 * cancelled in the meantime, or the surface sets no cookies, as in frames.
 */
export async function findRecentBooking(
  eventRequest: EventRequest,
  surface: Surface,
  { ctx, event }: Pick<Visit, "ctx" | "event">,
): Promise<RecentBooking | undefined> {
  const named = namedIn(eventRequest, surface, ctx.now);
  if (!named) return undefined;
  const found = await findByLink(ctx, named.reference, named.token);
  if (found?.booking.fate !== "confirmed" || found.booking.event.id !== event.id) return undefined;
  const { reference, seats, session } = found.booking;
  return {
    reference,
    seats,
    session,
    minutes: Math.floor((ctx.now.getTime() - named.bookedAt.getTime()) / MINUTE_MS),
    link: confirmationPage(reference, named.token),
  };
}

/**
 * Finds a recent booking of this browser that the form's page did not show, so that the user has to confirm another one first.
 * Undefined if there is none, or if the form itself made it and is submitted again: `tokens` are the link tokens of the
 * bookings that the form makes.
 */
export async function findUnseenBooking(
  { eventRequest, surface, visit, typed }: SentForm,
  tokens: string[],
): Promise<RecentBooking | undefined> {
  const named = namedIn(eventRequest, surface, visit.ctx.now);
  if (!named || tokens.includes(named.token)) return undefined;
  // A confirmed hold makes no further booking.
  if (visit.hold?.fate === "confirmed" || textOf(typed, RECENT_FIELD) === named.reference) return undefined;
  return findRecentBooking(eventRequest, surface, visit);
}

/** Returns the Set-Cookie headers after a booking: they store it as the recent one and remove the hold. */
export function cookiesOfBooking(
  { eventRequest, surface, visit }: SentForm,
  booked: Pick<CookieBooking, "reference" | "token">,
): Headers {
  const { request, context, slug } = eventRequest;
  const headers = new Headers();
  if (surface.holder !== "cookie") return headers;
  // A hold that another tab has made in the meantime stays in the cookie.
  const held = holdOfCookie(request, slug, context, now());
  if (held === undefined || held === visit.hold?.id)
    headers.append("Set-Cookie", noHoldCookie(context, slug));
  headers.append("Set-Cookie", recentBookingCookie(eventRequest, booked));
  return headers;
}

/** Reads the cookie; undefined if it is forged, for another event or too old, or the request is from a frame. */
function namedIn(
  { request, context, slug }: EventRequest,
  surface: Surface,
  at: Date,
): CookieBooking | undefined {
  if (surface.holder !== "cookie") return undefined;
  const { signer, secure } = context;
  const value = readCookie(request, COOKIE, secure, eventPage(slug));
  if (value === undefined || !SHAPE.test(value)) return undefined;
  const [reference = "", token = "", time = "", proof = ""] = value.split(".");
  const bookedAt = new Date(Number.parseInt(time, 36));
  if (bookedAt.getTime() + LASTS_SECONDS * 1_000 <= at.getTime()) return undefined;
  const isOurs = equalInConstantTime(proof, proofOf(signer, slug, `${reference}.${token}.${time}`));
  return isOurs ? { reference, token, bookedAt } : undefined;
}

function proofOf(signer: Signer, slug: string, unsigned: string): string {
  return toBase64Url(signer.sign("recent booking", slug, unsigned)).slice(0, 22);
}
