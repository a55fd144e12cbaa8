import type { View } from "#app/availability/view.ts";
import { cachePerDatabase } from "#app/platform/async-cache.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { isId } from "#app/platform/ids.ts";
import { type Session, seatsOf } from "./event.ts";
import type { EventFacts } from "./event-facts.server.ts";
import { listSessions } from "./find-events.server.ts";
import { isShown, seatPanel } from "./seat-panel.ts";

/** Number of sessions per page of the list on an event's page. */
export const SESSIONS_PER_PAGE = 50;

/**
 * The seats of a listed date, as its row shows them: the number of free seats; null if some are free and the number is not
 * shown; 0 if it is full; -n if the remaining n seats are all held; false if the row shows no seats, such as for a closed date.
 */
type LiveDate = number | null | false;

/** The seats of dates by session id. */
export type LiveDates = Record<string, LiveDate>;

/** A change of a session changes the event's version, so the lists of a version can be cached. */
const listCaches = cachePerDatabase<Session[]>({ max: 1_000, ttl: 10_000 });

/** Returns the sessions that an event's page lists from `first`, or else the next one; empty if it lists fewer than two. */
export async function listedDates(
  ctx: Ctx,
  { event }: EventFacts,
  first: string | undefined,
): Promise<Session[]> {
  if (first === undefined) return [];
  const from = isId(first) ? first : undefined;
  const cache = listCaches(ctx.db);
  const name = `${event.organizationId} ${event.id} ${event.version} ${from}`;
  const page = { from: ctx.now, limit: SESSIONS_PER_PAGE, ...(from !== undefined && { first: from }) };
  const listed = await cache.getOrRead(name, () => listSessions(ctx, event.id, page));
  // Invented ids must not evict real ones.
  if (listed.length === 0) cache.delete(name);
  return listed.length > 1 ? listed : [];
}

/** Returns the seats of each of these sessions as its row shows them. */
export function liveDates(
  { event, maintenance }: EventFacts,
  listed: Session[],
  views: Map<string, View>,
  at: Date,
): LiveDates {
  const stateOf = (session: Session): LiveDate => {
    const seats = seatsOf(session, views);
    const { state } = seatPanel(event, { ...session, seats }, maintenance, at);
    if (state === "full") return 0;
    if (state === "all-held") return event.numbersShown === "never" ? -1 : -seats.held;
    if (state !== "open") return false;
    return isShown(event, seats) ? seats.remaining : null;
  };
  return Object.fromEntries(listed.map((session) => [session.id, stateOf(session)]));
}

/** Returns the dates whose rows differ from before. */
export function changedDates(dates: LiveDates, before: LiveDates): LiveDates {
  return Object.fromEntries(Object.entries(dates).filter(([id, said]) => before[id] !== said));
}
