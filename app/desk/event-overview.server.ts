import { findAccessCode } from "#app/events/access-code.server.ts";
import { readDatesQuery } from "#app/events/dates-query.ts";
import type { Event } from "#app/events/event.ts";
import { findJoinLink } from "#app/events/join-link.server.ts";
import { type DatesPage, isBookingClosed, listDates } from "#app/events/list-dates.server.ts";
import { type DatesSaving, findDatesSaving } from "#app/events/save-dates-task.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { type BookingPage, countBookings, listBookings } from "./list-bookings.server.ts";
import { LISTED_FATES, type ListedFate } from "./listed-fates.ts";

export interface EventOverview {
  event: Event;
  /** Link to join the event online; empty if it has none. */
  joinUrl: string;
  /** Access code of a private event; empty for all others. */
  accessCode: string;
  /** Undefined for members who may not read contact data. */
  page: BookingPage | undefined;
  counts: Record<ListedFate, number>;
  fate: ListedFate;
  now: Date;
  dates: DatesPage;
  /** Whether booking is closed for all upcoming dates; undefined if there are none. */
  isClosed: boolean | undefined;
  /** Background save of the event's dates, while it runs or has a result to report. */
  saving: DatesSaving | undefined;
}

/**
 * Loads an event's dates and, for members who may read contact data, a page of its bookings, filtered by the query's `state`,
 * after its cursor `after`.
 */
export async function readEventOverview(
  ctx: Ctx,
  event: Event,
  { query, maySeePeople }: { query: URLSearchParams; maySeePeople: boolean },
): Promise<EventOverview> {
  const fate = LISTED_FATES.find((each) => each === query.get("state")) ?? "confirmed";
  const [joinUrl, accessCode, page, counts, dates, isClosed, saving] = await Promise.all([
    findJoinLink(ctx, event.id),
    event.visibility === "private" ? findAccessCode(ctx, event.id) : "",
    maySeePeople ? listBookings(ctx, event.id, { fate, after: query.get("after") ?? undefined }) : undefined,
    countBookings(ctx, event.id),
    listDates(ctx, event, readDatesQuery(query)),
    isBookingClosed(ctx, event.id),
    findDatesSaving(ctx, event.id),
  ]);
  return { event, joinUrl, accessCode, page, counts, fate, now: ctx.now, dates, isClosed, saving };
}
