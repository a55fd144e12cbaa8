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
import { SESSIONS_A_PAGE } from "./live-dates.server.ts";

/** How many of them can be chosen where seats are booked. */
const CHOICES = 3;

export interface OpenEvent {
  /** The session that the page is about: the one asked for, else the first that has seats, else the next, else the last. */
  session: SessionWithSeats;
  sessions: SessionWithSeats[];
  /** How many sessions are listed on all pages together. */
  coming: number;
  /** The first few that can be booked, and the one that the page is about, where there is more than one to choose from. */
  choices: SessionWithSeats[];
  /** The session with which the next page of the list begins; undefined on the last page. */
  later: string | undefined;
  maintenance: Maintenance | undefined;
}

/** Which sessions are asked for, and what the visitor holds of them, which counts as free. */
interface AskedSessions {
  session?: string | null;
  from?: string | null;
  own?: OwnClaims | undefined;
}

/** What an event's page shows of its sessions; undefined for an event without any. */
export async function openEvent(
  ctx: Ctx,
  event: Event,
  asked: AskedSessions,
): Promise<OpenEvent | undefined> {
  const { own } = asked;
  const first = asked.from && isId(asked.from) ? asked.from : undefined;
  const [page, wanted, maintenance] = await Promise.all([
    listSessions(ctx, event.id, { from: ctx.now, first, limit: SESSIONS_A_PAGE + 1 }),
    asked.session && isId(asked.session) ? findSession(ctx, event.id, asked.session) : undefined,
    findMaintenance(ctx.db, ctx.organizationId),
  ]);
  const listed = await withSeats(ctx, page.slice(0, SESSIONS_A_PAGE), own);
  const later = page[SESSIONS_A_PAGE]?.id;
  const session = wanted
    ? (await withSeats(ctx, [wanted], own))[0]
    : await chooseSession(ctx, event, listed, later !== undefined);
  if (!session) return undefined;
  const isWhole = !first && !later;
  const [coming, choices] = await Promise.all([
    isWhole ? listed.length : countComing(ctx, event.id),
    listChoices(ctx, event, session, { listed, isWhole, isFirst: !first }),
  ]);
  return { session, sessions: listed, coming, choices, later, maintenance };
}

async function listChoices(
  ctx: Ctx,
  event: Event,
  session: SessionWithSeats,
  page: { listed: SessionWithSeats[]; isWhole: boolean; isFirst: boolean },
): Promise<SessionWithSeats[]> {
  const onPage = page.isFirst
    ? page.listed.filter((each) => canBook(ctx, event, each)).slice(0, CHOICES)
    : [];
  const first =
    onPage.length === CHOICES || page.isWhole ? onPage : await listBookable(ctx, event, { limit: CHOICES });
  const isListed = first.some((each) => each.id === session.id);
  // The first of them are the soonest, so that one which is not among them comes later or cannot be booked.
  const choices = isListed || !canBook(ctx, event, session) ? first : [...first, session];
  return choices.length > 1 ? choices : [];
}

async function countComing(ctx: Ctx, eventId: string): Promise<number> {
  const isComing = and(
    eq(sessions.organizationId, ctx.organizationId),
    eq(sessions.eventId, eventId),
    gt(sessions.endsAt, ctx.now),
  );
  return ctx.db.$count(sessions, isComing);
}

/** What the page of one session shows. */
export interface OpenSession {
  session: SessionWithSeats;
  /** The soonest other sessions that can be booked and have seats. */
  others: SessionWithSeats[];
  maintenance: Maintenance | undefined;
}

/** Reads what the page of one session shows, with at most `limit` other sessions. */
export async function openSession(
  ctx: Ctx,
  event: Event,
  asked: Session,
  limit: number,
): Promise<OpenSession> {
  const [bookable, maintenance] = await Promise.all([
    findBookable(ctx, event, { limit, except: asked.id }),
    findMaintenance(ctx.db, ctx.organizationId),
  ]);
  const [session, ...others] = await withSeats(ctx, [asked, ...bookable]);
  assert(session, "each session that is asked for comes back with its seats");
  return { session, others: others.filter(hasSeats), maintenance };
}

/** The soonest sessions of an event that can be booked and have seats, but for one of them. */
export async function listBookable(
  ctx: Ctx,
  event: Event,
  which: { limit: number; except?: string },
): Promise<SessionWithSeats[]> {
  return (await withSeats(ctx, await findBookable(ctx, event, which))).filter(hasSeats);
}

/** What has just been taken may still be found by a query, and is already gone from the cached view. */
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
