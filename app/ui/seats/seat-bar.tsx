import { type SeatCount, seatShares } from "./seat-marks.ts";

/**
 * Booked, held and free as one bar. The hatch lies on the box behind; the solid and the free part are painted over
 * it. That keeps the hatch even at every width, without a style attribute and without a pattern id to keep unique.
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
