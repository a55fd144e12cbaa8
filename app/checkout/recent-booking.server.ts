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
import type { Call, Visit } from "./visit.server.ts";

const COOKIE = "booked";
const LASTS_SECONDS = 30 * 60;
/** A reference, the token of the link, when it was booked, and a signature. */
const SHAPE = /^[\w-]{1,20}\.[\w-]{43}\.[\da-z]{1,9}\.[\w-]{22}$/;
const MINUTE_MS = 60_000;

/** A booking as its cookie names it. */
interface Named {
  reference: string;
  token: string;
  bookedAt: Date;
}

/**
 * Returns the Set-Cookie header by which the event's pages know for half an hour what this browser has booked. It has the link that
 * the browser is led to next, signed with the event and the time, so that a made-up value costs no query (decision 0082).
 */
function recentBookingCookie(
  { context: { signer, secure }, slug }: Call,
  { reference, token }: Pick<Named, "reference" | "token">,
): string {
  const unsigned = `${reference}.${token}.${now().getTime().toString(36)}`;
  const value = `${unsigned}.${proofOf(signer, slug, unsigned)}`;
  return serializeCookie({ name: COOKIE, secure, maxAge: LASTS_SECONDS, path: eventPage(slug) }, value);
}

/**
 * Finds what this browser has booked of the event within the last half hour; undefined where that is nothing, was cancelled
 * meanwhile, or is not known, as in frames.
 */
export async function findRecentBooking(
  call: Call,
  surface: Surface,
  { ctx, event }: Pick<Visit, "ctx" | "event">,
): Promise<RecentBooking | undefined> {
  const named = namedIn(call, surface, ctx.now);
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
 * Finds the recent booking of this browser that the page of a form did not show, so that it is asked about first; undefined where
 * there is none, or where it is the form's own, sent again: `tokens` are those of the bookings that the form makes.
 */
export async function findUnseenBooking(
  { call, surface, visit, typed }: SentForm,
  tokens: string[],
): Promise<RecentBooking | undefined> {
  const named = namedIn(call, surface, visit.ctx.now);
  if (!named || tokens.includes(named.token)) return undefined;
  // A hold that has been confirmed books nothing more.
  if (visit.hold?.fate === "confirmed" || textOf(typed, RECENT_FIELD) === named.reference) return undefined;
  return findRecentBooking(call, surface, visit);
}

/** Returns the Set-Cookie headers of a booking that was made: it is the recent one, and its hold is none any more. */
export function cookiesOfBooking(
  { call, surface, visit }: SentForm,
  booked: Pick<Named, "reference" | "token">,
): Headers {
  const { request, context, slug } = call;
  const headers = new Headers();
  if (surface.holder !== "cookie") return headers;
  // What another tab holds meanwhile stays known.
  const held = holdOfCookie(request, slug, context, now());
  if (held === undefined || held === visit.hold?.id)
    headers.append("Set-Cookie", noHoldCookie(context, slug));
  headers.append("Set-Cookie", recentBookingCookie(call, booked));
  return headers;
}

/** Reads the cookie; undefined where it is not ours, of another event, too old, or from a frame. */
function namedIn({ request, context, slug }: Call, surface: Surface, at: Date): Named | undefined {
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
