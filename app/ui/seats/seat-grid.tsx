import { SeatBar } from "./seat-bar.tsx";
import { countableSeats, type SeatCount, seatsInRow, seatsOf } from "./seat-marks.ts";

/**
 * Capacity as something countable: one mark a seat up to 60 seats, a bar above. It is a picture of numbers that
 * stand beside it as text (SeatKey), so assistive technology skips it.
 */
export function SeatGrid(count: SeatCount) {
  if (count.capacity > countableSeats) return <SeatBar {...count} />;
  return (
    <div className="seats" data-columns={seatsInRow(count.capacity)} aria-hidden="true">
      {seatsOf(count).map(({ place, state }) => (
        <i key={place} data-seat={state} />
      ))}
    </div>
  );
}
