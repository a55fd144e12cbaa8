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
import { type Call, type Visit, visitEvent } from "./visit.server.ts";

/** Everything that the details page shows. */
export interface DetailsPageData {
  locale: Locale;
  event: Event;
  organization: Organization;
  contact: string | null;
  session: SessionWithSeats;
  questions: Question[];
  panel: SeatPanel;
  /** How many seats it is about: those that are held, or those that are wanted. */
  seats: number;
  /** Undefined where the seats are taken only when the form is sent. */
  hold: HoldShown | undefined;
  /** What this browser has booked of the event a moment ago, where the hold is not that booking. */
  recent: RecentBooking | undefined;
  /** Dates with free seats. */
  others: SessionWithSeats[];
  formToken: string;
  now: Date;
}

interface HoldShown {
  /** What names it in addresses. */
  token: string;
  fate: Hold["fate"];
  expiresAt: Date;
  mayExtend: boolean;
  /** Whether it may be made anew although it has not run out: it had its extension, and others find seats all the same. */
  mayRestart: boolean;
  /** Whether as many seats may be held anew; they can be booked in any case. */
  mayHoldAgain: boolean;
  /** How many seats of it can be had anew once its time is up. */
  free: number;
}

/** How many other dates are offered. */
const MOST_OTHERS = 6;

/**
 * Reads the details page. The browser that made a booking of its hold is led to the booking; an address that names no
 * hold of ours leads back to the event. Throws 404 where the event is not published, and 410 where it was removed.
 */
export async function loadDetailsPage(call: Call, surface: Surface): Promise<DetailsPageData> {
  const query = new URL(call.request.url).searchParams;
  const h = query.get("h");
  if (h === null) {
    const visit = await visitEvent(call, { session: query.get("session") });
    const session = visit.session ?? (await openEvent(visit.ctx, visit.event, {}))?.session;
    if (!session) throw notFound();
    const recent = await findRecentBooking(call, surface, visit);
    return showDetails(visit, { session, seats: Number(query.get("seats")), recent });
  }
  const visit = await visitEvent(call, { hold: holdOfToken(call.context.signer, h) });
  const { event, hold, session } = visit;
  if (!hold || !session) throw redirect(surface.eventStep(event.slug), 303);
  // Who has sent the form once more is told that the seats are booked, and not led past it.
  if (hold.fate === "confirmed" && !query.has("send") && (await isOwn(call, surface, hold))) {
    const token = linkTokenOf(visit.ctx, hold.id);
    throw redirect(surface.doneStep({ slug: event.slug, reference: hold.reference, token }), 303);
  }
  const recent = await findRecentBooking(call, surface, visit);
  return showDetails(visit, { session, seats: hold.seats, recent });
}

/** Reads what the page shows of a session, with the hold that the visit names. `seats` are wanted where none are held. */
export async function showDetails(
  { ctx, event, organization, questions, locale, hold }: Visit,
  about: { session: Session; seats: number; recent: RecentBooking | undefined },
): Promise<DetailsPageData> {
  const { session, others, maintenance } = await openSession(ctx, event, about.session, MOST_OTHERS);
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
    seats: hold ? hold.seats : Math.min(wanted, Math.max(1, panel.most)),
    hold: hold && {
      fate: hold.fate,
      expiresAt: hold.expiresAt,
      mayExtend: !hold.extended && hold.mayRenew,
      mayRestart: hold.extended && hold.mayRenew && hold.counts && panel.most >= hold.seats,
      mayHoldAgain: hold.mayRenew,
      token: holdTokenOf(signer, hold.id),
      free: freeFor(event, session, panel, hold),
    },
    formToken: newFormToken(signer, formPurpose(event), ctx.now),
  };
}

/** How many seats of a hold can be had anew: what it still has itself counts as free once its time is up. */
function freeFor(event: Event, session: SessionWithSeats, { state }: SeatPanel, hold: Hold): number {
  if (!["open", "full", "all-held"].includes(state)) return 0;
  const left = session.seats.remaining + (hold.counts ? hold.seats : 0);
  return Math.max(0, Math.min(left, hold.seats, event.maxPerBooking));
}

async function isOwn(call: Call, surface: Surface, hold: Hold): Promise<boolean> {
  if (surface.holder !== "cookie") return false;
  const holder = await holderOf(call, surface, "");
  return hold.browser === holder.browser;
}
