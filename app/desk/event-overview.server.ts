import type { Event, SessionWithSeats } from "#app/events/event.ts";
import { listSessions, withSeats } from "#app/events/find-events.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { type BookingPage, countBookings, listBookings } from "./list-bookings.server.ts";
import { LISTED_FATES, type ListedFate } from "./listed-fates.ts";

export interface EventOverview {
  event: Event;
  page: BookingPage;
  counts: Record<ListedFate, number>;
  fate: ListedFate;
  now: Date;
  sessions: SessionWithSeats[];
}

/** How many sessions the page shows. */
const MOST_SHOWN = 200;

/** Reads an event with its sessions and a page of its bookings: those that the query's `state` names, behind `after`. */
export async function readEventOverview(
  ctx: Ctx,
  event: Event,
  query: URLSearchParams,
): Promise<EventOverview> {
  const fate = LISTED_FATES.find((each) => each === query.get("state")) ?? "confirmed";
  const [page, counts, sessions] = await Promise.all([
    listBookings(ctx, event.id, { fate, after: query.get("after") ?? undefined }),
    countBookings(ctx, event.id),
    listSessions(ctx, event.id, { limit: MOST_SHOWN }),
  ]);
  return { event, page, counts, fate, now: ctx.now, sessions: await withSeats(ctx, sessions) };
}
