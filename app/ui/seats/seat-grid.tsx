import { SeatBar } from "./seat-bar.tsx";
import { countableSeats, type SeatCount, seatsInRow, seatsOf } from "./seat-marks.ts";

/**
 * The capacity as a picture: one mark per seat up to 60 seats, a bar above. Hidden from assistive technology, since
 * SeatKey has the same numbers as text.
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
