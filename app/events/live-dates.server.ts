import type { View } from "#app/availability/view.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { isId } from "#app/platform/ids.ts";
import { memoryOfEach } from "#app/platform/memory.ts";
import { type Session, seatsOf } from "./event.ts";
import type { EventFacts } from "./event-facts.server.ts";
import { listSessions } from "./find-events.server.ts";
import { isShown, seatPanel } from "./seat-panel.ts";

/** How many sessions an event's page lists at a time. */
export const SESSIONS_A_PAGE = 50;

/**
 * The seats of a listed date, as its row shows them: the number of free ones; null where some are free and the number is not
 * shown; 0 where it is full; -n where all n free seats are held; false where the row shows no seats, such as for a closed date.
 */
type LiveDate = number | null | false;

/** By the ids of sessions. */
export type LiveDates = Record<string, LiveDate>;

/** Sessions change with their event's version, so the lists of one version need to be read once for a while. */
const remembered = memoryOfEach<Session[]>({ max: 1_000, ttl: 10_000 });

/** Returns the sessions that an event's page lists from `first` on, or from the next one on; none where it lists no others. */
export async function listedDates(
  ctx: Ctx,
  { event }: EventFacts,
  first: string | undefined,
): Promise<Session[]> {
  if (first === undefined) return [];
  const from = isId(first) ? first : undefined;
  const memory = remembered(ctx.db);
  const name = `${event.organizationId} ${event.id} ${event.version} ${from}`;
  const page = { from: ctx.now, limit: SESSIONS_A_PAGE, ...(from !== undefined && { first: from }) };
  const listed = await memory.recall(name, () => listSessions(ctx, event.id, page));
  // Made-up ids must not take the room of real ones.
  if (listed.length === 0) memory.forget(name);
  return listed.length > 1 ? listed : [];
}

/** Returns what is said of each of these sessions. */
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

/** Returns those of the dates of which something else is said than before. */
export function changedDates(dates: LiveDates, before: LiveDates): LiveDates {
  return Object.fromEntries(Object.entries(dates).filter(([id, said]) => before[id] !== said));
}
