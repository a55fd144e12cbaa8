import { sql } from "drizzle-orm";
import { check, foreignKey, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { bookings } from "./bookings.ts";
import { json, organizationId, whole } from "./columns.ts";

/** What one unit of a line takes of a resource. */
export interface LineTake {
  resourceId: string;
  quantity: number;
}

/**
 * The contents of bookings; reservations are the capacity that they take. The lines of an ended booking stay. A foreign key to sessions
 * would lock a row of them per line; a trigger keeps sessions that have lines.
 */
export const bookingLines = pgTable(
  "booking_lines",
  {
    organizationId: organizationId(),
    bookingId: uuid("booking_id").notNull(),
    position: whole("position").notNull(),
    sessionId: uuid("session_id"),
    /** The number of units. */
    quantity: whole("quantity").notNull(),
    /** What one unit takes, and how many guests and seats it is, as they were when it was booked. */
    takes: json("takes").$type<LineTake[]>().notNull(),
    guests: whole("guests").notNull(),
    seats: whole("seats").notNull(),
  },
  (t) => [
    primaryKey({ name: "booking_lines_pk", columns: [t.organizationId, t.bookingId, t.position] }),
    foreignKey({
      name: "booking_lines_booking_fk",
      columns: [t.organizationId, t.bookingId],
      foreignColumns: [bookings.organizationId, bookings.id],
    }),
    check("booking_lines_position", sql`${t.position} >= 1`),
    check("booking_lines_quantity", sql`${t.quantity} between 1 and 1000`),
    check("booking_lines_takes", sql`jsonb_array_length(${t.takes}) > 0`),
    check("booking_lines_counts", sql`${t.guests} >= 0 and ${t.seats} >= 0`),
  ],
);
