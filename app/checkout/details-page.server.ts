import { redirect } from "@remix-run/server-runtime";
import type { Event, Session, SessionWithSeats } from "#app/events/event.ts";
import { openEvent, openSession } from "#app/events/open-event.server.ts";
import { type SeatPanel, seatPanel } from "#app/events/seat-panel.ts";
import type { Organization } from "#app/organizations/organizations.server.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import { newFormToken } from "#app/platform/http/form-tokens.ts";
import type { Locale } from "#app/platform/locales.ts";
import type { Question } from "#app/questions/question.ts";
import type { Hold } from "./find-visited.server.ts";
import { formPurpose } from "./guard-form.server.ts";
import { holdOfToken, holdTokenOf } from "./hold-token.ts";
import { holderOf } from "./holder.ts";
import { linkTokenOf } from "./holds.server.ts";
import { findRecentBooking } from "./recent-booking.server.ts";
import type { RecentBooking } from "./recent-booking.ts";
import type { Surface } from "./surface.ts";
import { type EventRequest, type Visit, visitEvent } from "./visit.server.ts";

/** Everything that the details page shows. */
export interface DetailsPageData {
  locale: Locale;
  event: Event;
  organization: Organization;
  contact: string | null;
  session: SessionWithSeats;
  questions: Question[];
  panel: SeatPanel;
  /** Number of seats: held, or else requested. */
  seats: number;
  /** Undefined if the seats are taken only when the form is submitted. */
  hold: HoldShown | undefined;
  /** A booking that this browser has just made for the event, other than the one made of the hold. */
  recent: RecentBooking | undefined;
  /** Other dates with free seats. */
  others: SessionWithSeats[];
  formToken: string;
  now: Date;
}

interface HoldShown {
  /** Identifies the hold in URLs. */
  token: string;
  fate: Hold["fate"];
  expiresAt: Date;
  mayExtend: boolean;
  /** Whether a live hold may be replaced by a new one: it was extended already, and enough seats are free. */
  mayRestart: boolean;
  /** Whether its holder may hold the seats again; if not, they can still be booked. */
  mayHoldAgain: boolean;
  /** Number of its seats that are available after it expires. */
  free: number;
}

/** Maximum number of other dates offered. */
const MAX_OTHER_DATES = 6;

/**
 * Reads the details page. Throws a redirect to the booking for the browser that confirmed the hold, and to the event's page
 * if the token names no hold of the event. Throws 404 and 410 as `visitEvent` does, and 404 if the event has no session.
 */
export async function loadDetailsPage(
  eventRequest: EventRequest,
  surface: Surface,
): Promise<DetailsPageData> {
  const query = new URL(eventRequest.request.url).searchParams;
  const h = query.get("h");
  if (h === null) {
    const visit = await visitEvent(eventRequest, { session: query.get("session") });
    const session = visit.session ?? (await openEvent(visit.ctx, visit.event, {}))?.session;
    if (!session) throw notFound();
    const recent = await findRecentBooking(eventRequest, surface, visit);
    return showDetails(visit, { session, seats: Number(query.get("seats")), recent });
  }
  const visit = await visitEvent(eventRequest, { hold: holdOfToken(eventRequest.context.signer, h) });
  const { event, hold, session } = visit;
  if (!hold || !session) throw redirect(surface.eventStep(event.slug), 303);
  // A resubmitted form shows that the seats are booked, instead of redirecting past that notice.
  if (hold.fate === "confirmed" && !query.has("send") && (await isOwn(eventRequest, surface, hold))) {
    const token = linkTokenOf(visit.ctx, hold.id);
    throw redirect(surface.doneStep({ slug: event.slug, reference: hold.reference, token }), 303);
  }
  const recent = await findRecentBooking(eventRequest, surface, visit);
  return showDetails(visit, { session, seats: hold.seats, recent });
}

/** Reads the page's data for a session, with the hold that the visit names. `seats` is the requested number if none are held. */
export async function showDetails(
  { ctx, event, organization, questions, locale, hold }: Visit,
  about: { session: Session; seats: number; recent: RecentBooking | undefined },
): Promise<DetailsPageData> {
  const { session, others, maintenance } = await openSession(ctx, event, about.session, MAX_OTHER_DATES);
  const panel = seatPanel(event, session, maintenance, ctx.now);
  const wanted = Math.max(1, Math.trunc(about.seats) || 1);
  const { signer } = ctx;
  return {
    locale,
    event,
    organization,
    session,
    questions,
    panel,
    others,
    recent: about.recent,
    now: ctx.now,
    contact: event.contactEmail ?? organization.contactEmail,
    seats: hold ? hold.seats : Math.min(wanted, Math.max(1, panel.maxSeats)),
    hold: hold && {
      fate: hold.fate,
      expiresAt: hold.expiresAt,
      mayExtend: !hold.extended && hold.mayRenew,
      mayRestart: hold.extended && hold.mayRenew && hold.counts && panel.maxSeats >= hold.seats,
      mayHoldAgain: hold.mayRenew,
      token: holdTokenOf(signer, hold.id),
      free: freeFor(event, session, panel, hold),
    },
    formToken: newFormToken(signer, formPurpose(event), ctx.now),
  };
}

/** Returns how many seats of a hold are available after it expires. Seats that it still occupies count as free. */
function freeFor(event: Event, session: SessionWithSeats, { state }: SeatPanel, hold: Hold): number {
  if (!["open", "full", "all-held"].includes(state)) return 0;
  const left = session.seats.remaining + (hold.counts ? hold.seats : 0);
  return Math.max(0, Math.min(left, hold.seats, event.maxPerBooking));
}

async function isOwn(eventRequest: EventRequest, surface: Surface, hold: Hold): Promise<boolean> {
  if (surface.holder !== "cookie") return false;
  const holder = await holderOf(eventRequest, surface, "");
  return hold.browser === holder.browser;
}
