import { SeatBar } from "../seats/seat-bar.tsx";
import type { SeatCount } from "../seats/seat-marks.ts";

/** The small bar of lists: how full, with the numbers as text. Held seats are hatched and told to screen readers. */
export function CapacityBar(count: SeatCount) {
  return (
    <span className="capacity">
      <SeatBar {...count} />
      <span className="capacity-text">
        {`${count.booked} / ${count.capacity}`}
        <span className="sr-only">{count.held > 0 ? ` booked, ${count.held} held` : " booked"}</span>
      </span>
    </span>
  );
}
