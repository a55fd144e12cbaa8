import { type SeatCount, seatShares } from "./seat-marks.ts";

/**
 * Booked, held and free seats as one bar. The box behind is hatched, and the booked and free parts are painted over it.
 * This keeps the hatching even at every width, without a style attribute or a unique pattern id.
 */
export function SeatBar(count: SeatCount) {
  const { booked, held, free } = seatShares(count);
  return (
    <div className="seat-bar" aria-hidden="true">
      <svg width="100%" height="100%" focusable="false" aria-hidden="true">
        <rect className="seat-bar-free" x={`${booked + held}%`} width={`${free}%`} height="100%" />
        <rect className="seat-bar-booked" width={`${booked}%`} height="100%" />
      </svg>
    </div>
  );
}
