import { figureSeats } from "./figure-seats.ts";

/** Up to three digits, set in seats: solid ones write the figure, free ones are the room around it. */
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
