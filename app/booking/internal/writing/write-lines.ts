import type { Line } from "../../world.ts";
import { json } from "./write-batch.ts";
import { type Column, type Given, part } from "./write-part.ts";

// Lines of bookings, except the only lines of new bookings with a single claim, which are written with them.

interface WrittenLine {
  bookingId: string;
  line: Line;
}

const LINE: Column<WrittenLine>[] = [
  ["booking_id", "uuid", (each) => each.bookingId],
  ["position", "bigint", ({ line }) => line.position, "constant"],
  ["session_id", "uuid", ({ line }) => line.sessionId, "constant"],
  ["quantity", "bigint", ({ line }) => line.quantity, "constant"],
  ["takes", "jsonb", ({ line }) => json(line.takes), "constant"],
  ["guests", "bigint", ({ line }) => line.guests, "constant"],
  ["seats", "bigint", ({ line }) => line.seats, "constant"],
];

/** The lines of new bookings, if at least one has several claims or lines. */
export const MADE_LINES = part<WrittenLine>({
  columns: LINE,
  rows: ({ made }) =>
    made.flatMap(({ booking }) => booking.lines.map((line) => ({ bookingId: booking.id, line }))),
  statements: (given) => [insertLines(given)],
});

/** The new lines of changed bookings. A booking that an earlier version has made may have none yet. */
export const CHANGED_LINES = part<WrittenLine>({
  columns: LINE,
  rows: ({ changes: { formerLines, changedBookings } }) =>
    Array.from(formerLines.keys()).flatMap((bookingId) => {
      const lines = changedBookings.get(bookingId)?.lines ?? [];
      return lines.map((line) => ({ bookingId, line }));
    }),
  statements: (given) => [
    `${insertLines(given)} where true on conflict (organization_id, booking_id, position) do update
        set session_id = excluded.session_id, quantity = excluded.quantity, takes = excluded.takes,
          guests = excluded.guests, seats = excluded.seats`,
  ],
});

/** The lines that changed bookings no longer have. */
export const REMOVED_LINES = part<{ bookingId: string; position: number }>({
  columns: [
    ["booking_id", "uuid", (each) => each.bookingId],
    ["position", "bigint", (each) => each.position, "constant"],
  ],
  rows: ({ changes: { formerLines, changedBookings } }) =>
    Array.from(formerLines).flatMap(([bookingId, former]) => {
      const lines = changedBookings.get(bookingId)?.lines ?? [];
      const isGone = ({ position }: Line) => lines.every((line) => line.position !== position);
      return former.filter(isGone).map(({ position }) => ({ bookingId, position }));
    }),
  statements: ({ of, from }) => [
    `delete from booking_lines t ${from.replace("from", "using")}
      where t.organization_id = $1::uuid and t.booking_id = ${of("booking_id")} and t.position = ${of("position")}`,
  ],
});

function insertLines({ of, from }: Given): string {
  const values = ["booking_id", "position", "session_id", "quantity", "takes", "guests", "seats"].map(of);
  return `insert into booking_lines (organization_id, booking_id, position, session_id, quantity, takes, guests, seats)
      select $1::uuid, ${values.join(", ")} ${from}`;
}
