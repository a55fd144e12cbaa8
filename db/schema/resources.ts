import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, instant, organizationId, whole, withinYears } from "./columns.ts";

/**
 * Everything with a finite capacity; the row that the booking engine locks. No index covers a column that bookings change, and
 * the fill factor is a fifth (set by a migration), so that every update stays on its page.
 */
export const resources = pgTable(
  "resources",
  {
    organizationId: organizationId(),
    id: text("id").notNull(),
    type: text("type").notNull(),
    capacity: whole("capacity").notNull(),
    booked: whole("booked").notNull().default(0),
    held: whole("held").notNull().default(0),
    setAside: whole("set_aside").notNull().default(0),
    state: text("state", { enum: ["OPEN", "CLOSED"] })
      .notNull()
      .default("OPEN"),
    /**
     * Together with the state CLOSED: nothing can be booked. An earlier version, which does not know this column, sells nothing
     * of it either.
     */
    cancelled: boolean("cancelled").notNull().default(false),
    waiting: boolean("waiting").notNull().default(false),
    // Rules, copied when an event is saved, so that they are applied under the lock.
    opensAt: instant("opens_at"),
    closesAt: instant("closes_at"),
    cancelUntil: instant("cancel_until"),
    maxPerBooking: whole("max_per_booking"),
    maxPerPerson: whole("max_per_person"),
    holdSeconds: whole("hold_seconds"),
    scope: text("scope"),
    /** The sequence of the newest ledger row; a new resource has 1. */
    version: whole("version").notNull(),
    /** The hash of the newest ledger row. */
    head: bytea("head").notNull(),
    /** The lowest remainder so far: capacity less booked, held and set aside. */
    lowestMargin: whole("lowest_margin").notNull(),
    createdAt: instant("created_at").notNull(),
    /** The part of `held` that blocks and tentative bookings hold. The previous version does not keep it. */
    blocked: whole("blocked").notNull().default(0),
  },
  (t) => [
    primaryKey({ name: "resources_pk", columns: [t.organizationId, t.id] }),
    index("resources_type_index").on(t.organizationId, t.type),
    index("resources_newest_index").on(t.organizationId, t.createdAt),
    check("resources_id_shape", sql`${t.id} ~ '^[A-Za-z0-9._@+-]{1,100}$'`),
    check("resources_capacity", sql`${t.capacity} >= 1`),
    check("resources_blocked", sql`${t.blocked} >= 0`),
    check("resources_counts", sql`${t.booked} >= 0 and ${t.held} >= 0 and ${t.setAside} >= 0`),
    check("resources_never_oversold", sql`${t.booked} + ${t.held} + ${t.setAside} <= ${t.capacity}`),
    check("resources_state", sql`${t.state} in ('OPEN', 'CLOSED')`),
    check("resources_cancelled", sql`not ${t.cancelled} or ${t.state} <> 'OPEN'`),
    check("resources_version", sql`${t.version} >= 1`),
    check("resources_margin", sql`${t.lowestMargin} >= 0`),
    withinYears("resources_instants", [t.opensAt, t.closesAt, t.cancelUntil]),
  ],
);

/** One row per change of one resource, chained by hash; ids and numbers only. Append-only by trigger. */
export const ledger = pgTable(
  "ledger",
  {
    organizationId: organizationId(),
    resourceId: text("resource_id").notNull(),
    sequence: whole("sequence").notNull(),
    kind: text("kind", {
      enum: [
        "created",
        "taken",
        "confirmed",
        "freed",
        "capacity",
        "type",
        "rules",
        "opened",
        "closed",
        "cancelled",
      ],
    }).notNull(),
    bookingId: uuid("booking_id"),
    reservationId: uuid("reservation_id"),
    requestId: uuid("request_id").notNull(),
    bookedDelta: whole("booked_delta").notNull(),
    heldDelta: whole("held_delta").notNull(),
    booked: whole("booked").notNull(),
    held: whole("held").notNull(),
    setAside: whole("set_aside").notNull(),
    capacity: whole("capacity").notNull(),
    at: instant("at").notNull(),
    hash: bytea("hash").notNull(),
  },
  (t) => [
    primaryKey({ name: "ledger_pk", columns: [t.organizationId, t.resourceId, t.sequence] }),
    index("ledger_booking_index").on(t.organizationId, t.bookingId),
    // Finds recent rows: they are inserted in the order of their time.
    index("ledger_at_index").using("brin", t.at).with({ autosummarize: true }),
    uniqueIndex("ledger_taken_once").on(t.organizationId, t.reservationId).where(sql`${t.kind} = 'taken'`),
    uniqueIndex("ledger_freed_once").on(t.organizationId, t.reservationId).where(sql`${t.kind} = 'freed'`),
    check("ledger_sequence", sql`${t.sequence} >= 1`),
    check(
      "ledger_never_oversold",
      sql`${t.booked} >= 0 and ${t.held} >= 0 and ${t.setAside} >= 0 and ${t.booked} + ${t.held} + ${t.setAside} <= ${t.capacity}`,
    ),
    check(
      "ledger_kind",
      sql`${t.kind} in ('created', 'taken', 'confirmed', 'freed', 'capacity', 'type', 'rules', 'opened', 'closed', 'cancelled')`,
    ),
    check(
      "ledger_names_what_moved",
      sql`(${t.kind} in ('taken', 'confirmed', 'freed')) = (${t.reservationId} is not null)`,
    ),
  ],
);
