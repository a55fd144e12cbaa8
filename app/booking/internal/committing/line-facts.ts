import { lineOfClaims, numbered, takeExactly } from "../../lines.ts";
import { counts } from "../../states.ts";
import type { Booking, Line } from "../../world.ts";

/** SQL: the stored lines of a booking, from a row `b`, as a JSON array; null if it has none. */
export const LINES = `(select json_agg(json_build_object('position', i.position, 'sessionId', i.session_id,
      'quantity', i.quantity, 'takes', i.takes, 'guests', i.guests, 'seats', i.seats) order by i.position)
    from booking_lines i where i.organization_id = b.organization_id and i.booking_id = b.id)`;

/** A booking as it is read: one that an earlier version has made has no lines. */
export type ReadBooking = Omit<Booking, "lines"> & { lines: Line[] | null };

/**
 * Returns the booking with lines. Those of a booking that an earlier version has made or changed are derived from what it
 * takes, or took when it ended.
 */
export function withLines<Read extends Pick<ReadBooking, "reservations" | "lines">>(
  booking: Read,
): Read & { lines: Line[] } {
  const { lines, reservations } = booking;
  const active = reservations.filter((each) => counts(each.status));
  if (lines && (active.length === 0 || takeExactly(lines, active))) return { ...booking, lines };
  const last = Math.max(...reservations.map((each) => each.decidedAt));
  const taken = active.length > 0 ? active : reservations.filter((each) => each.decidedAt === last);
  const sessionId = lines?.length === 1 ? (lines[0]?.sessionId ?? null) : null;
  return { ...booking, lines: taken.length > 0 ? numbered([lineOfClaims(taken, sessionId)]) : [] };
}
