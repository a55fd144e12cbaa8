import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, organizationId, whole } from "./columns.ts";
import { users } from "./members.ts";
import { organizations } from "./organizations.ts";

/** An endpoint of an organisation's programs that receives events. Its secrets are derived, so none is stored. */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    organizationId: organizationId().references(() => organizations.id),
    id: uuid("id").notNull(),
    url: text("url").notNull(),
    description: text("description").notNull().default(""),
    types: text("types").array().notNull(),
    /** Version of what members edit: incremented by each change of URL, description or event types. */
    version: whole("version").notNull().default(1),
    state: text("state", { enum: ["active", "disabled"] })
      .notNull()
      .default("active"),
    disabledReason: text("disabled_reason", { enum: ["member", "failing", "gone"] }),
    disabledAt: instant("disabled_at"),
    /** Start of the current series of failed deliveries; null if the latest one succeeded. */
    failingSince: instant("failing_since"),
    /** When the organisation is to be notified that this endpoint was disabled; null if there is nothing to notify. */
    noticeDueAt: instant("notice_due_at"),
    /** Number of the derived secret that signs; the previous one also signs until `previousSecretUntil`. */
    secretNumber: whole("secret_number").notNull().default(1),
    previousSecretUntil: instant("previous_secret_until"),
    /** The user who created the endpoint. They may leave the organisation: the endpoint and this column stay. */
    createdBy: uuid("created_by"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "webhook_endpoints_pk", columns: [t.organizationId, t.id] }),
    foreignKey({
      name: "webhook_endpoints_creator_fk",
      columns: [t.createdBy],
      foreignColumns: [users.id],
    }).onDelete("set null"),
    index("webhook_endpoints_creator_index").on(t.createdBy),
    index("webhook_endpoints_notice_index").on(t.noticeDueAt),
    check("webhook_endpoints_url", sql`length(${t.url}) between 1 and 2000`),
    check(
      "webhook_endpoints_types",
      sql`cardinality(${t.types}) > 0 and ${t.types} <@ array['booking.confirmed', 'booking.held', 'booking.changed', 'booking.cancelled', 'booking.expired', 'event.cancelled']`,
    ),
    check(
      "webhook_endpoints_state",
      sql`${t.state} in ('active', 'disabled') and (${t.state} = 'disabled') = (${t.disabledAt} is not null) and (${t.state} = 'disabled') = (${t.disabledReason} is not null)`,
    ),
    check("webhook_endpoints_disabled_reason", sql`${t.disabledReason} in ('member', 'failing', 'gone')`),
    check("webhook_endpoints_secret_number", sql`${t.secretNumber} >= 1`),
  ],
);

/**
 * One event for one endpoint about one change, under the id of the history row. Bookings are named, not referenced: what has
 * been sent stays, whatever happens to them.
 */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    organizationId: organizationId(),
    endpointId: uuid("endpoint_id").notNull(),
    eventId: uuid("event_id").notNull(),
    type: text("type").notNull(),
    /** The booking or, for `event.cancelled`, the event that it is about; null for a test. */
    subjectId: uuid("subject_id"),
    /** The order among the deliveries about the same subject. */
    position: whole("position").notNull().default(1),
    happenedAt: instant("happened_at").notNull(),
    state: text("state", { enum: ["pending", "delivered", "failed"] })
      .notNull()
      .default("pending"),
    /** Kind of a pending delivery: manual resends and tests are attempted once, even while the endpoint is disabled. */
    kind: text("kind", { enum: ["delivery", "resend", "test"] })
      .notNull()
      .default("delivery"),
    dueAt: instant("due_at").notNull(),
    attempts: whole("attempts").notNull().default(0),
    /** The payload, created for the first attempt and unchanged in every later one. */
    body: text("body"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "webhook_deliveries_pk", columns: [t.organizationId, t.endpointId, t.eventId] }),
    foreignKey({
      name: "webhook_deliveries_endpoint_fk",
      columns: [t.organizationId, t.endpointId],
      foreignColumns: [webhookEndpoints.organizationId, webhookEndpoints.id],
    }).onDelete("cascade"),
    index("webhook_deliveries_due_index")
      .on(t.organizationId, t.endpointId, t.dueAt)
      .where(sql`${t.state} = 'pending'`),
    index("webhook_deliveries_order_index")
      .on(t.organizationId, t.endpointId, t.subjectId, t.position)
      .where(sql`${t.state} = 'pending'`),
    index("webhook_deliveries_age_index").on(t.createdAt),
    check("webhook_deliveries_state", sql`${t.state} in ('pending', 'delivered', 'failed')`),
    check("webhook_deliveries_kind", sql`${t.kind} in ('delivery', 'resend', 'test')`),
  ],
);

/** One attempt to deliver, stored for 30 days: the response, or the error. */
export const webhookAttempts = pgTable(
  "webhook_attempts",
  {
    organizationId: organizationId(),
    id: uuid("id").notNull(),
    endpointId: uuid("endpoint_id").notNull(),
    eventId: uuid("event_id").notNull(),
    kind: text("kind", { enum: ["delivery", "resend", "test"] }).notNull(),
    at: instant("at").notNull(),
    code: whole("code"),
    error: text("error"),
    latencyMs: whole("latency_ms").notNull(),
    /** The beginning of the response's body. */
    response: text("response").notNull().default(""),
  },
  (t) => [
    primaryKey({ name: "webhook_attempts_pk", columns: [t.organizationId, t.id] }),
    foreignKey({
      name: "webhook_attempts_delivery_fk",
      columns: [t.organizationId, t.endpointId, t.eventId],
      foreignColumns: [
        webhookDeliveries.organizationId,
        webhookDeliveries.endpointId,
        webhookDeliveries.eventId,
      ],
    }).onDelete("cascade"),
    index("webhook_attempts_delivery_index").on(t.organizationId, t.endpointId, t.eventId),
    index("webhook_attempts_newest_index").on(t.organizationId, t.endpointId, t.id),
    index("webhook_attempts_age_index").on(t.at),
    check("webhook_attempts_kind", sql`${t.kind} in ('delivery', 'resend', 'test')`),
    check("webhook_attempts_outcome", sql`(${t.code} is null) <> (${t.error} is null)`),
  ],
);
