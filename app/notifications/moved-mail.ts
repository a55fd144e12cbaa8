import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import type { TimelineEntry } from "#app/attendees/timeline.server.ts";
import type { FormerWhereabouts } from "#db/schema/index.ts";

/** The former values of a booking, as far as a change of it or its event altered them. */
export interface Formerly {
  seats?: number | undefined;
  place: string | undefined;
  /** Whether the join link has changed. The former link is not included. */
  isJoinedElsewhere?: boolean;
  times: { startsAt: Date; endsAt: Date; timeZone: string }[];
}

/**
 * Returns the former values of a booking before the change with this timeline id and the later ones that share its mail.
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

/** Returns what a move changed for this booking; undefined if nothing differs, for example after the move was reverted. */
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
