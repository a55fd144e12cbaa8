import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import type { FormerWhereabouts } from "#db/schema/index.ts";

/** How a booking's event was before it was moved, as far as that was otherwise. */
export interface Formerly {
  place: string | undefined;
  times: { startsAt: Date; endsAt: Date; timeZone: string }[];
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
  return times.length > 0 || place !== undefined ? { place, times } : undefined;
}
