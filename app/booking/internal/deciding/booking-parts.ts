import { claimsOfLines, keepOnly, type LinePart, linesWithout, shrunkLine, subtract } from "../../lines.ts";
import type { Booking, Claim, Line, Reservation } from "../../world.ts";
import { active } from "./decide-take.ts";
import type { BookingPart, ReservationPart } from "./decision.ts";

/** A booking without some of it. */
export interface Without {
  /** The reservations that end, and the claims that begin since the quantity of a reservation never changes. */
  ended: Reservation[];
  begun: Claim[];
  /** The claims of the booking afterwards; none if all of it ends. */
  kept: Claim[];
  lines: Line[];
}

/** Returns a booking without any of it. The lines of an ended booking stay. */
export function withoutAll(booking: Booking): Without {
  return { ended: active(booking), begun: [], kept: [], lines: booking.lines };
}

/**
 * Returns a booking without the part. Undefined if there is no such part, and for a part by reservations of a booking with
 * several lines: which line they belong to is undecided.
 */
export function withoutPart(booking: Booking, part: BookingPart): Without | undefined {
  return "lines" in part
    ? withoutLines(booking, part.lines)
    : withoutReservations(booking, part.reservations);
}

function withoutLines(booking: Booking, parts: LinePart[]): Without | undefined {
  const lines = parts.length > 0 ? linesWithout(booking.lines, parts) : undefined;
  if (!lines) return undefined;
  if (lines.length === 0) return withoutAll(booking);
  const kept = claimsOfLines(lines);
  return { ...keepOnly(active(booking), kept), kept, lines };
}

function withoutReservations(booking: Booking, parts: ReservationPart[]): Without | undefined {
  const all = active(booking);
  const named = parts.map(({ reservationId, quantity }) => ({ key: reservationId, quantity }));
  const kept = parts.length > 0 ? subtract(all, (each) => each.id, named) : undefined;
  if (!kept) return undefined;
  if (kept.length === 0) return withoutAll(booking);
  const [line] = booking.lines;
  if (!line || booking.lines.length > 1) return undefined;
  const isUntouched = ({ id, quantity }: Reservation) =>
    kept.some((rest) => rest.id === id && rest.quantity === quantity);
  const ended = all.filter((each) => !isUntouched(each));
  const begun = kept.filter((rest) => ended.some((each) => each.id === rest.id));
  return { ended, begun, kept, lines: [shrunkLine(line, kept)] };
}
