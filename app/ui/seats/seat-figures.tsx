import { figureSeats } from "./figure-seats.ts";

/** Up to three digits drawn in seats: booked seats form the digits, free seats the background. */
export function SeatFigures({ figures }: { figures: string }) {
  const { columns, seats } = figureSeats(figures);
  return (
    <div className="seats" data-columns={columns} aria-hidden="true">
      {seats.map(({ place, state }) => (
        <i key={place} data-seat={state} />
      ))}
    </div>
  );
}
