import { and, asc, desc, eq, gt, ne } from "drizzle-orm";
import { findMaintenance, type Maintenance } from "#app/organizations/settings.server.ts";
import { assert } from "#app/platform/assert.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { isId } from "#app/platform/ids.ts";
import { bookingDeadline } from "#app/schedules/deadlines.ts";
import { events, sessions } from "#db/schema/index.ts";
import { isBookable } from "./bookable-sessions.server.ts";
import type { Event, OwnClaims, Session, SessionWithSeats } from "./event.ts";
import { findSession, listSessions, ownEvent, sessionColumns, withSeats } from "./find-events.server.ts";
import { SESSIONS_PER_PAGE } from "./live-dates.server.ts";

/** Maximum number of dates to choose from in the seat panel. */
const MAX_CHOICES = 3;

export interface OpenEvent {
  /** The session of the page: the requested one, else the first with free seats, else the next, else the last. */
  session: SessionWithSeats;
  sessions: SessionWithSeats[];
  /** Number of sessions on all pages of the list. */
  upcoming: number;
  /** The first few bookable sessions, and the page's session if it is bookable; empty if there are fewer than two. */
  choices: SessionWithSeats[];
  /** The first session of the next page of the list; undefined on the last page. */
  later: string | undefined;
  maintenance: Maintenance | undefined;
}

/** The requested session, the first one of the list, and the visitor's own claims, which count as free. */
interface RequestedSessions {
  session?: string | null;
  from?: string | null;
  own?: OwnClaims | undefined;
}

/** Reads the sessions that an event's page shows; undefined for an event without sessions. */
export async function openEvent(
  ctx: Ctx,
  event: Event,
  requested: RequestedSessions,
): Promise<OpenEvent | undefined> {
  const { own } = requested;
  const first = requested.from && isId(requested.from) ? requested.from : undefined;
  const [page, wanted, maintenance] = await Promise.all([
    listSessions(ctx, event.id, { from: ctx.now, first, limit: SESSIONS_PER_PAGE + 1 }),
    requested.session && isId(requested.session) ? findSession(ctx, event.id, requested.session) : undefined,
    findMaintenance(ctx.db, ctx.organizationId),
  ]);
  const listed = await withSeats(ctx, page.slice(0, SESSIONS_PER_PAGE), own);
  const later = page[SESSIONS_PER_PAGE]?.id;
  const session = wanted
    ? (await withSeats(ctx, [wanted], own))[0]
    : await chooseSession(ctx, event, listed, later !== undefined);
  if (!session) return undefined;
  const isWhole = !first && !later;
  const [upcoming, choices] = await Promise.all([
    isWhole ? listed.length : countUpcoming(ctx, event.id),
    listChoices(ctx, event, session, { listed, isWhole, isFirst: !first }),
  ]);
  return { session, sessions: listed, upcoming, choices, later, maintenance };
}

async function listChoices(
  ctx: Ctx,
  event: Event,
  session: SessionWithSeats,
  page: { listed: SessionWithSeats[]; isWhole: boolean; isFirst: boolean },
): Promise<SessionWithSeats[]> {
  const onPage = page.isFirst
    ? page.listed.filter((each) => canBook(ctx, event, each)).slice(0, MAX_CHOICES)
    : [];
  const first =
    onPage.length === MAX_CHOICES || page.isWhole
      ? onPage
      : await listBookable(ctx, event, { limit: MAX_CHOICES });
  const isListed = first.some((each) => each.id === session.id);
  // `first` has the soonest bookable sessions, so a session that is not among them is later or cannot be booked.
  const choices = isListed || !canBook(ctx, event, session) ? first : [...first, session];
  return choices.length > 1 ? choices : [];
}

async function countUpcoming(ctx: Ctx, eventId: string): Promise<number> {
  const isComing = and(
    eq(sessions.organizationId, ctx.organizationId),
    eq(sessions.eventId, eventId),
    gt(sessions.endsAt, ctx.now),
  );
  return ctx.db.$count(sessions, isComing);
}

/** The data of a page about one session. */
export interface OpenSession {
  session: SessionWithSeats;
  /** The soonest other sessions with bookable seats. */
  others: SessionWithSeats[];
  maintenance: Maintenance | undefined;
}

/** Reads the data of a page about one session, with at most `limit` other sessions. */
export async function openSession(
  ctx: Ctx,
  event: Event,
  requested: Session,
  limit: number,
): Promise<OpenSession> {
  const [bookable, maintenance] = await Promise.all([
    findBookable(ctx, event, { limit, except: requested.id }),
    findMaintenance(ctx.db, ctx.organizationId),
  ]);
  const [session, ...others] = await withSeats(ctx, [requested, ...bookable]);
  assert(session, "each requested session has its seats");
  return { session, others: others.filter(hasSeats), maintenance };
}

/** Returns the soonest sessions of an event with bookable seats, except for one of them. */
export async function listBookable(
  ctx: Ctx,
  event: Event,
  which: { limit: number; except?: string },
): Promise<SessionWithSeats[]> {
  return (await withSeats(ctx, await findBookable(ctx, event, which))).filter(hasSeats);
}

/** Checks the cached view as well, which may be newer than the result of the query. */
const hasSeats = (each: SessionWithSeats) => each.seats.remaining > 0;

async function findBookable(
  ctx: Ctx,
  event: Event,
  { limit, except }: { limit: number; except?: string },
): Promise<Session[]> {
  return ctx.db
    .select(sessionColumns)
    .from(sessions)
    .innerJoin(events, ownEvent)
    .where(
      and(
        eq(sessions.organizationId, ctx.organizationId),
        eq(sessions.eventId, event.id),
        except ? ne(sessions.id, except) : undefined,
        isBookable(ctx, sessions),
      ),
    )
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
    .limit(limit);
}

function canBook(ctx: Ctx, event: Event, session: SessionWithSeats): boolean {
  return bookingDeadline(event, session) > ctx.now && hasSeats(session) && !session.seats.closed;
}

async function chooseSession(
  ctx: Ctx,
  event: Event,
  upcoming: SessionWithSeats[],
  hasMore: boolean,
): Promise<SessionWithSeats | undefined> {
  const bookable = upcoming.find((each) => canBook(ctx, event, each));
  if (bookable) return bookable;
  const [later] = hasMore ? await listBookable(ctx, event, { limit: 1 }) : [];
  return (
    later ??
    upcoming.find((each) => !each.cancelledAt) ??
    upcoming[0] ??
    (await findLastSession(ctx, event.id))
  );
}

async function findLastSession(ctx: Ctx, eventId: string): Promise<SessionWithSeats | undefined> {
  const [row] = await ctx.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.organizationId, ctx.organizationId), eq(sessions.eventId, eventId)))
    .orderBy(desc(sessions.startsAt), desc(sessions.id))
    .limit(1);
  const session = row && (await findSession(ctx, eventId, row.id));
  return session && (await withSeats(ctx, [session]))[0];
}
