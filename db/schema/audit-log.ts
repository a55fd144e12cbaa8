import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant, isOneOf, json, organizationId, whole } from "./columns.ts";
import { AUDIT_ACTORS, AUDIT_CHANNELS } from "./values.ts";

/**
 * Who changed what. Append-only: triggers refuse updates, deletions and truncation. Rows hold ids, numbers and names of
 * fields, never text that people typed. A trigger numbers the rows of each organisation and chains them: `hash` is the
 * SHA-256 of the row and the hash of the row before, so that a row that was changed or removed breaks the chain.
 */
export const auditLog = pgTable(
  "audit_log",
  {
    /** `NO_ORGANIZATION` for changes of a user's own account. */
    organizationId: organizationId(),
    /** The number of the row in its organisation, from 1; set by the trigger. */
    sequence: whole("sequence").notNull().default(0),
    at: instant("at").notNull().default(sql`clock_timestamp()`),
    actorKind: text("actor_kind", { enum: AUDIT_ACTORS }).notNull(),
    actorId: uuid("actor_id"),
    channel: text("channel", { enum: AUDIT_CHANNELS }).notNull(),
    /** Object and verb, such as `event.published`. */
    action: text("action").notNull(),
    objectKind: text("object_kind").notNull(),
    objectId: uuid("object_id"),
    /** The state before and after as references: ids, versions, numbers, enumerated values. */
    before: json("before").$type<Record<string, unknown>>(),
    after: json("after").$type<Record<string, unknown>>(),
    /** A keyed hash of the client's network; null for scheduled work. */
    networkHash: bytea("network_hash"),
    requestId: text("request_id"),
    previousHash: bytea("previous_hash").notNull().default(sql`''`),
    hash: bytea("hash").notNull().default(sql`''`),
  },
  (t) => [
    primaryKey({ name: "audit_log_pk", columns: [t.organizationId, t.sequence] }),
    index("audit_log_actor_index").on(t.organizationId, t.actorId, t.sequence),
    index("audit_log_object_index").on(t.organizationId, t.objectId, t.sequence),
    index("audit_log_action_index").on(t.organizationId, t.action, t.sequence),
    check("audit_log_actor", isOneOf(t.actorKind, AUDIT_ACTORS)),
    check("audit_log_channel", isOneOf(t.channel, AUDIT_CHANNELS)),
    check("audit_log_action", sql`${t.action} ~ '^[a-z]+(-[a-z]+)*[.][a-z]+(-[a-z]+)*$'`),
  ],
);
