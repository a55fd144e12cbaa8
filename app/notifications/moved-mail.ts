import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import type { TimelineEntry } from "#app/attendees/timeline.server.ts";
import type { FormerWhereabouts } from "#db/schema/index.ts";

/** How a booking was before it or its event was changed, as far as that was otherwise. */
export interface Formerly {
  seats?: number | undefined;
  place: string | undefined;
  /** Whether it is joined online at another address now; the former one is not named. */
  isJoinedElsewhere?: boolean;
  times: { startsAt: Date; endsAt: Date; timeZone: string }[];
}

/**
 * Returns how a booking was before a change of it, and those that were gathered with it, by the entry of the change in its
 * timeline.
 */
export function beforeChange(
  booking: BookingDetails,
  timeline: TimelineEntry[],
  changeId: string,
): Formerly | undefined {
  const before = timeline[timeline.findIndex(({ id }) => id === changeId) - 1];
  if (!before) return undefined;
  const { session, seats } = before;
  const isElsewhen =
    session && booking.sessions.length === 1 && session.id !== booking.session.id && !session.cancelledAt;
  return {
    place: undefined,
    seats: seats === booking.seats ? undefined : seats,
    times: isElsewhen ? [{ ...session, timeZone: booking.event.timeZone }] : [],
  };
}

/** What has changed for this booking since; undefined where nothing has (any more), as when a move was taken back. */
export function formerlyOf(booking: BookingDetails, before: FormerWhereabouts): Formerly | undefined {
  const times = booking.sessions.flatMap(({ id, startsAt, endsAt }) => {
    const was = before.sessions[id];
    if (!was) return [];
    const time = { ...was, startsAt: new Date(was.startsAt), endsAt: new Date(was.endsAt) };
    return +time.startsAt === +startsAt && +time.endsAt === +endsAt ? [] : [time];
  });
  const place = before.place === booking.event.place ? undefined : before.place;
  const isJoinedElsewhere = before.joinUrl !== undefined && before.joinUrl !== booking.joinUrl;
  if (times.length === 0 && place === undefined && !isJoinedElsewhere) return undefined;
  return { place, times, isJoinedElsewhere };
}
