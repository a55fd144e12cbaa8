import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, instant, json, organizationId, whole } from "./columns.ts";

/** One attendee's claims, all or nothing. */
export const bookings = pgTable(
  "bookings",
  {
    organizationId: organizationId(),
    id: uuid("id").notNull(),
    /** A name that can be read aloud; not a secret. */
    reference: text("reference").notNull(),
    fate: text("fate", { enum: ["pending", "confirmed", "cancelled", "expired"] }).notNull(),
    clientId: text("client_id").notNull(),
    /** The scope of its resources' rules: for pages, the event. */
    scope: text("scope"),
    /** The person whose limit applies, as an HMAC, and the part of the limit that this booking uses. */
    person: bytea("person"),
    counted: whole("counted").notNull().default(0),
    /** Hashes of the browser and the network of its holder. */
    holder: bytea("holder"),
    network: bytea("network"),
    /** Hash of the IPv6 /48 around the network; null for IPv4. */
    wideNetwork: bytea("wide_network"),
    expiresAt: instant("expires_at"),
    source: text("source"),
    metadata: json("metadata"),
    /** Where the booking came from: campaign, the page with the form, and the like. */
    attribution: json("attribution"),
    requestId: uuid("request_id").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    /** Never changes, except from tentative to guest. */
    kind: text("kind", { enum: ["guest", "walk_in", "block", "tentative", "test"] })
      .notNull()
      .default("guest"),
    /** Whether it was tentative before it was confirmed, and so counts as a guest's only since then. */
    wasTentative: boolean("was_tentative").notNull().default(false),
  },
  (t) => [
    primaryKey({ name: "bookings_pk", columns: [t.organizationId, t.id] }),
    unique("bookings_reference_unique").on(t.organizationId, t.reference),
    unique("bookings_request_unique").on(t.organizationId, t.requestId),
    index("bookings_scope_index").on(t.organizationId, t.scope, t.createdAt, t.id),
    index("bookings_newest_index").on(t.organizationId, t.createdAt, t.id),
    index("bookings_created_index").using("brin", t.createdAt).with({ autosummarize: true }),
    index("bookings_due_index").on(t.expiresAt).where(sql`${t.fate} = 'pending'`),
    index("bookings_overdue_index").on(t.organizationId, t.expiresAt).where(sql`${t.fate} = 'pending'`),
    // Rare kinds, so that lists leave them out without a look at each booking, and guests' bookings are not in it.
    index("bookings_kind_index")
      .on(t.organizationId, t.id, t.kind)
      .where(sql`${t.kind} not in ('guest', 'walk_in')`),
    // Live holds of a holder, and its recent ones.
    index("bookings_holder_index")
      .on(t.organizationId, t.holder, t.createdAt)
      .where(sql`${t.fate} <> 'confirmed' and ${t.holder} is not null`),
    // Without blocks, and never a way to find overdue holds, which would read all that are pending.
    index("bookings_held_network_index")
      .on(t.organizationId, t.network)
      .where(sql`${t.fate} = 'pending' and ${t.network} is not null`),
    index("bookings_wide_network_index")
      .on(t.organizationId, t.wideNetwork)
      .where(sql`${t.fate} = 'pending' and ${t.wideNetwork} is not null`),
    check("bookings_counted", sql`${t.counted} >= 0`),
    check("bookings_fate", sql`${t.fate} in ('pending', 'confirmed', 'cancelled', 'expired')`),
    check("bookings_kind", sql`${t.kind} in ('guest', 'walk_in', 'block', 'tentative', 'test')`),
    check("bookings_hold_has_deadline", sql`${t.fate} <> 'pending' or ${t.expiresAt} is not null`),
    check("bookings_reference_shape", sql`${t.reference} ~ '^[2-9A-HJKMNP-TV-Z]{8}$'`),
  ],
);

/** One claim of a booking. Its quantity never changes. A rejected one belongs to no booking and is stored for 30 days. */
export const reservations = pgTable(
  "reservations",
  {
    organizationId: organizationId(),
    id: uuid("id").notNull(),
    bookingId: uuid("booking_id"),
    resourceId: text("resource_id").notNull(),
    clientId: text("client_id").notNull(),
    quantity: whole("quantity").notNull(),
    status: text("status", { enum: ["PENDING", "CONFIRMED", "CANCELLED", "EXPIRED", "REJECTED"] }).notNull(),
    rejectionReason: text("rejection_reason"),
    /** The sequence of the resource at which the status was decided. */
    sequence: whole("sequence").notNull(),
    /** Database time of that decision. */
    decidedAt: instant("decided_at").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "reservations_pk", columns: [t.organizationId, t.id] }),
    foreignKey({
      name: "reservations_booking_fk",
      columns: [t.organizationId, t.bookingId],
      foreignColumns: [bookings.organizationId, bookings.id],
    }),
    index("reservations_booking_index").on(t.organizationId, t.bookingId),
    index("reservations_resource_index").on(t.organizationId, t.resourceId, t.createdAt),
    index("reservations_client_index").on(t.organizationId, t.clientId, t.createdAt),
    index("reservations_newest_index").on(t.organizationId, t.createdAt, t.id),
    // Most are confirmed, and inserting those must stay cheap; the others are few and are queried by status.
    index("reservations_status_index")
      .on(t.organizationId, t.status, t.createdAt, t.id)
      .where(sql`${t.status} <> 'CONFIRMED'`),
    check("reservations_quantity", sql`${t.quantity} between 1 and 1000`),
    check(
      "reservations_status",
      sql`${t.status} in ('PENDING', 'CONFIRMED', 'CANCELLED', 'EXPIRED', 'REJECTED')`,
    ),
    check(
      "reservations_rejected_stand_alone",
      sql`(${t.status} = 'REJECTED') = (${t.bookingId} is null) and (${t.status} = 'REJECTED') = (${t.rejectionReason} is not null)`,
    ),
  ],
);

/** One row per change of a booking; no personal data. Append-only by trigger. */
export const history = pgTable(
  "history",
  {
    organizationId: organizationId(),
    id: uuid("id").notNull(),
    bookingId: uuid("booking_id").notNull(),
    position: whole("position").notNull(),
    kind: text("kind", {
      enum: ["held", "confirmed", "changed", "cancelled", "expired", "extended"],
    }).notNull(),
    actor: text("actor", { enum: ["guest", "member", "key", "system"] }).notNull(),
    actorId: uuid("actor_id"),
    requestId: uuid("request_id").notNull(),
    at: instant("at").notNull(),
    /** As what the actor acted; null in rows of versions before 0033. */
    actsAs: text("acts_as", { enum: ["attendee", "program", "desk", "system"] }),
    /** The codes of the booking rules that were overridden; null if there are none. */
    warnings: text("warnings").array(),
    /** The lines before it, if it changed them. */
    lines: json("lines"),
  },
  (t) => [
    primaryKey({ name: "history_pk", columns: [t.organizationId, t.id] }),
    foreignKey({
      name: "history_booking_fk",
      columns: [t.organizationId, t.bookingId],
      foreignColumns: [bookings.organizationId, bookings.id],
    }),
    uniqueIndex("history_position_unique").on(t.organizationId, t.bookingId, t.position),
    uniqueIndex("history_request_unique").on(t.organizationId, t.requestId),
    check("history_position", sql`${t.position} >= 1`),
    check(
      "history_kind",
      sql`${t.kind} in ('held', 'confirmed', 'changed', 'cancelled', 'expired', 'extended')`,
    ),
    check("history_actor", sql`${t.actor} in ('guest', 'member', 'key', 'link', 'system')`),
    check("history_acts_as", sql`${t.actsAs} in ('attendee', 'program', 'desk', 'system')`),
    check("history_warnings", sql`cardinality(${t.warnings}) > 0`),
  ],
);

/** History rows that still have to be sent, under the same id; a relay deletes each when done. */
export const outbox = pgTable(
  "outbox",
  {
    organizationId: organizationId(),
    id: uuid("id").notNull(),
    bookingId: uuid("booking_id").notNull(),
    position: whole("position").notNull(),
    kind: text("kind").notNull(),
    /** False if the guest gets no mail about it. */
    notify: boolean("notify").notNull().default(true),
    dueAt: instant("due_at").notNull(),
    attempts: whole("attempts").notNull().default(0),
    lastError: text("last_error"),
    /** Whether the webhook endpoints have their copies; until then no other worker may take the row. */
    fannedOut: boolean("fanned_out").notNull().default(false),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "outbox_pk", columns: [t.organizationId, t.id] }),
    foreignKey({
      name: "outbox_history_fk",
      columns: [t.organizationId, t.id],
      foreignColumns: [history.organizationId, history.id],
    }),
    index("outbox_due_index").on(t.dueAt),
    index("outbox_booking_index").on(t.organizationId, t.bookingId, t.position),
  ],
);

/** A change of a booking, taken from the outbox for mails and webhooks. */
export interface OutboxRow {
  organization_id: string;
  /** Also the id of the mail and of the webhook event made from it, so that neither is made twice. */
  id: string;
  booking_id: string;
  /** The position of the change in the booking's history. */
  position: number;
  kind: string;
  notify: boolean;
  /** With microseconds, as the database prints it. */
  created_at: string;
}
