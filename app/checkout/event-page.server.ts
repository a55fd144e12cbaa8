import type { Event, SessionWithSeats } from "#app/events/event.ts";
import { renderMarkdown } from "#app/events/markdown.server.ts";
import { listBookable, openEvent } from "#app/events/open-event.server.ts";
import { plainText } from "#app/events/plain-text.server.ts";
import { type SeatPanel, seatPanel } from "#app/events/seat-panel.ts";
import type { Organization } from "#app/organizations/organizations.server.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import { pageFormToken } from "#app/platform/http/form-tokens.ts";
import type { Locale } from "#app/platform/locales.ts";
import { bookingDeadline } from "#app/schedules/deadlines.ts";
import { isExpress } from "./express.ts";
import { formPurpose } from "./guard-form.server.ts";
import { latestHoldEnd } from "./holds.server.ts";
import { namedHold, type OwnHold, ownHoldOf } from "./own-hold.server.ts";
import { type Admitted, type EventRequest, visitEvent } from "./visit.server.ts";

/**
 * The data of an event's page. Apart from `formToken` it is the same for all visitors of a language without a hold, so
 * that the page can be cached.
 */
export interface EventPageData {
  locale: Locale;
  event: Event;
  organization: Organization;
  /** The organiser's e-mail address for questions. */
  contact: string | null;
  /** Rendered from the organiser's Markdown. */
  description: string;
  /** The description as plain text, for search engines. */
  plainDescription: string;
  /** The origin under which the visitor reached Reservo. */
  origin: string;
  session: SessionWithSeats;
  sessions: SessionWithSeats[];
  /** Number of sessions on all pages of the list. */
  upcoming: number;
  /** Sessions to choose from in the seat panel; empty if there are fewer than two. */
  choices: SessionWithSeats[];
  /** Whether the list starts after the next session, and the session that the following page of the list starts with. */
  isLaterPage: boolean;
  later: string | undefined;
  panel: SeatPanel;
  /** The visitor's hold on the event. Its seats count as free in all numbers of the page. */
  hold: OwnHold | undefined;
  /** Whether the visitor has just released their hold. */
  released: boolean;
  /** The message of maintenance mode. */
  message: string | null;
  /** The end of the latest hold, if all remaining seats are held. */
  holdsUntil: Date | null;
  /** Dates with free seats, if this one has none. */
  others: SessionWithSeats[];
  /** Number of seats that the visitor has chosen so far. */
  seats: number;
  /** Whether the page itself has the fields for name and e-mail, so that nothing is held. */
  express: boolean;
  /** A new token per visit; empty if nothing can be booked. */
  formToken: string;
  now: Date;
}

/** Returns the times at which a cached page becomes stale by the clock alone: booking opens or closes, a session begins or ends. */
function turnsOf(event: Event, shown: SessionWithSeats[]): Date[] {
  const ofSessions = shown.flatMap((each) => [bookingDeadline(event, each), each.startsAt, each.endsAt]);
  return event.opensAt ? [event.opensAt, ...ofSessions] : ofSessions;
}

/** Reads an event's page. Throws 404 and 410 as `visitEvent` does. */
export async function loadEventPage(eventRequest: EventRequest, admitted?: Admitted): Promise<EventPageData> {
  const visit = await visitEvent(eventRequest, { hold: namedHold(eventRequest) }, admitted);
  const { ctx, event, organization, questions, locale } = visit;
  const query = new URL(eventRequest.request.url).searchParams;
  const hold = ownHoldOf(visit);
  const open = await openEvent(ctx, event, {
    session: query.get("session") ?? hold?.session.id,
    from: query.get("from"),
    own: hold && { resourceIds: hold.session.resourceIds, seats: hold.seats },
  });
  if (!open) throw notFound();
  const { session, sessions, upcoming, choices, later, maintenance } = open;
  const panel = seatPanel(event, session, maintenance, ctx.now);
  const isShut = event.state !== "published" || panel.maxSeats > 0;
  const [holdsUntil, others, formToken] = await Promise.all([
    panel.state === "all-held" ? latestHoldEnd(ctx, event.id, session.resourceIds) : null,
    isShut ? [] : listBookable(ctx, event, { limit: 3, except: session.id }),
    panel.maxSeats > 0 ? pageFormToken(eventRequest.context, formPurpose(event), ctx.now) : "",
  ]);
  const shown = [session, ...sessions, ...choices, ...others];
  if (event.visibility !== "private")
    eventRequest.context.page?.cache({
      organizationId: event.organizationId,
      eventSlug: eventRequest.slug,
      resourceIds: shown.flatMap((each) => each.resourceIds),
      turns: turnsOf(event, shown),
    });
  const held = hold?.session.id === session.id ? hold.seats : 1;
  const requested = Math.trunc(Number(query.get("seats"))) || held;
  return {
    locale,
    event,
    organization,
    session,
    sessions,
    upcoming,
    choices,
    later,
    panel,
    hold,
    holdsUntil,
    others,
    formToken,
    released: query.get("released") === "1" && !hold,
    contact: event.contactEmail ?? organization.contactEmail,
    description: renderMarkdown(event.description),
    plainDescription: plainText(event.description),
    origin: eventRequest.context.origin,
    isLaterPage: query.get("from") !== null,
    message: maintenance?.message ?? null,
    seats: Math.min(Math.max(1, requested), Math.max(1, panel.maxSeats)),
    express: isExpress(event, questions),
    now: ctx.now,
  };
}
