import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, unique, uuid } from "drizzle-orm/pg-core";
import { bookings } from "./bookings.ts";
import { bytea, instant, organizationId, whole } from "./columns.ts";

/**
 * A code to be scanned at the door. Its 128-bit id is derived from the deployment's secret, the booking and the serial; only
 * its hash is stored. A revoked one stays, so that scanning it shows the reason.
 */
export const tickets = pgTable(
  "tickets",
  {
    organizationId: organizationId(),
    ticketHash: bytea("ticket_hash").notNull(),
    bookingId: uuid("booking_id").notNull(),
    /** 0, 1, 2 … within its booking; never reused. */
    serial: whole("serial").notNull(),
    /** The position of the booking's person that it is for; 0 is the person who booked. */
    position: whole("position").notNull(),
    createdAt: instant("created_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    primaryKey({ name: "tickets_pk", columns: [t.organizationId, t.ticketHash] }),
    foreignKey({
      name: "tickets_booking_fk",
      columns: [t.organizationId, t.bookingId],
      foreignColumns: [bookings.organizationId, bookings.id],
    }),
    unique("tickets_serial_unique").on(t.organizationId, t.bookingId, t.serial),
    index("tickets_hash_index").on(t.ticketHash),
    check("tickets_numbers", sql`${t.serial} >= 0 and ${t.position} >= 0`),
  ],
);
