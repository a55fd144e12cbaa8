import { findMaintenance, type Maintenance } from "#app/organizations/settings.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { isId } from "#app/platform/ids.ts";
import type { Event, SessionWithSeats } from "./event.ts";
import { findSession, listSessions, withSeats } from "./find-events.server.ts";

/** How many sessions a page lists at a time. */
export const SESSIONS_A_PAGE = 50;

export interface OpenEvent {
  /** The session that the page is about: the one asked for, else the first that has seats, else the next, else the last. */
  session: SessionWithSeats;
  sessions: SessionWithSeats[];
  /** From when on the sessions after this page begin; undefined on the last page. */
  later: Date | undefined;
  maintenance: Maintenance | undefined;
}

/** What an event's page shows of its sessions; undefined for an event without any. */
export async function openEvent(
  ctx: Ctx,
  event: Event,
  asked: { session?: string | null; from?: Date },
): Promise<OpenEvent | undefined> {
  const from = asked.from && asked.from > ctx.now ? asked.from : ctx.now;
  const [page, wanted, maintenance] = await Promise.all([
    listSessions(ctx, event.id, { from, limit: SESSIONS_A_PAGE + 1 }),
    asked.session && isId(asked.session) ? findSession(ctx, event.id, asked.session) : undefined,
    findMaintenance(ctx.db, ctx.organizationId),
  ]);
  const sessions = await withSeats(ctx, page.slice(0, SESSIONS_A_PAGE));
  const later = page[SESSIONS_A_PAGE]?.startsAt;
  const session = await chooseSession(ctx, event, sessions, wanted);
  return session && { session, sessions, later, maintenance };
}

async function chooseSession(
  ctx: Ctx,
  event: Event,
  upcoming: SessionWithSeats[],
  wanted: Awaited<ReturnType<typeof findSession>>,
): Promise<SessionWithSeats | undefined> {
  if (wanted) {
    const [seated] = await withSeats(ctx, [wanted]);
    return seated;
  }
  const bookable = upcoming.find((each) => each.startsAt > ctx.now && each.seats.remaining > 0);
  if (bookable ?? upcoming[0]) return bookable ?? upcoming[0];
  const all = await listSessions(ctx, event.id, { limit: 1_000 });
  const [last] = await withSeats(ctx, all.slice(-1));
  return last;
}
