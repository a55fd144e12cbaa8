import { sql } from "drizzle-orm";
import { check, date, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant, organizationId, whole } from "./columns.ts";

/**
 * Daily totals (UTC) of a resource, counted as they happen: a dashboard adds up days, never bookings. The rows of one resource
 * are written under its lock, so two resources never wait for each other.
 */
export const resourceDays = pgTable(
  "resource_days",
  {
    organizationId: organizationId(),
    resourceId: text("resource_id").notNull(),
    day: date("day", { mode: "string" }).notNull(),
    taken: whole("taken").notNull(),
    takenQuantity: whole("taken_quantity").notNull(),
    freed: whole("freed").notNull(),
    freedQuantity: whole("freed_quantity").notNull(),
    rejected: whole("rejected").notNull(),
    rejectedQuantity: whole("rejected_quantity").notNull(),
  },
  (t) => [
    primaryKey({ name: "resource_days_pk", columns: [t.organizationId, t.resourceId, t.day] }),
    index("resource_days_day_index").on(t.organizationId, t.day),
    check("resource_days_counts", sql`${t.taken} >= 0 and ${t.freed} >= 0 and ${t.rejected} >= 0`),
  ],
);

/** The bookings of each client: gathered from the ledger by a job, so that bookings do not contend for shared rows. */
export const clients = pgTable(
  "clients",
  {
    organizationId: organizationId(),
    clientId: text("client_id").notNull(),
    taken: whole("taken").notNull(),
    takenQuantity: whole("taken_quantity").notNull(),
    freed: whole("freed").notNull(),
    lastAt: instant("last_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "clients_pk", columns: [t.organizationId, t.clientId] }),
    index("clients_latest_index").on(t.organizationId, t.lastAt),
  ],
);

/** Position up to which the job that gathers clients has read a resource's ledger. */
export const clientCursors = pgTable(
  "client_cursors",
  {
    organizationId: organizationId(),
    resourceId: text("resource_id").notNull(),
    sequence: whole("sequence").notNull(),
  },
  (t) => [primaryKey({ name: "client_cursors_pk", columns: [t.organizationId, t.resourceId] })],
);

/** Number of clients of an organisation: counted by the job that gathers them, so that no query has to count rows. */
export const clientCounts = pgTable(
  "client_counts",
  {
    organizationId: organizationId(),
    clients: whole("clients").notNull(),
  },
  (t) => [primaryKey({ name: "client_counts_pk", columns: [t.organizationId] })],
);

/** Number of rejections by reason: gathered by a job from the rejections, which are themselves stored for 30 days. */
export const rejectionCounts = pgTable(
  "rejection_counts",
  {
    organizationId: organizationId(),
    reason: text("reason").notNull(),
    rejected: whole("rejected").notNull(),
  },
  (t) => [primaryKey({ name: "rejection_counts_pk", columns: [t.organizationId, t.reason] })],
);

/** Time up to which the job that gathers rejections has read those of an organisation. */
export const rejectionCursors = pgTable(
  "rejection_cursors",
  {
    organizationId: organizationId(),
    readTo: instant("read_to").notNull(),
  },
  (t) => [primaryKey({ name: "rejection_cursors_pk", columns: [t.organizationId] })],
);
