import { useWords } from "#app/i18n/words.tsx";

/** The numbers of the seat grid as one line of text; empty without bookings, until a live update fills it. */
export function SeatKey({ booked, held }: { booked: number; held: number }) {
  const { t } = useWords();
  const words = [
    booked > 0 ? t("frame.seatsTaken.booked", { count: booked }) : "",
    held > 0 ? t("frame.seatsTaken.held", { count: held }) : "",
  ].filter(Boolean);
  return <p className="seat-key">{words.join(", ")}</p>;
}
