import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant, organizationId, whole } from "./columns.ts";
import { organizations } from "./organizations.ts";

/** What is offered. Its rules about booking are copied to its sessions' resources, where they are decided under the lock. */
export const events = pgTable(
  "events",
  {
    organizationId: organizationId().references(() => organizations.id),
    id: uuid("id").notNull(),
    title: text("title").notNull(),
    description: text("description").notNull().default(""),
    place: text("place").notNull().default(""),
    timeZone: text("time_zone").notNull(),
    locale: text("locale").notNull().default("en"),
    stock: text("stock").notNull(),
    state: text("state", { enum: ["draft", "published", "cancelled"] })
      .notNull()
      .default("draft"),
    maxPerBooking: whole("max_per_booking").notNull(),
    version: whole("version").notNull().default(1),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    publishedAt: instant("published_at"),
  },
  (t) => [
    primaryKey({ name: "events_pk", columns: [t.organizationId, t.id] }),
    index("events_state_index").on(t.organizationId, t.state, t.createdAt),
    check("events_state", sql`${t.state} in ('draft', 'published', 'cancelled')`),
    check("events_title", sql`length(${t.title}) between 1 and 200`),
    check("events_max_per_booking", sql`${t.maxPerBooking} between 1 and 1000`),
  ],
);

/** One dated occurrence of an event. */
export const sessions = pgTable(
  "sessions",
  {
    organizationId: organizationId(),
    id: uuid("id").notNull(),
    eventId: uuid("event_id").notNull(),
    label: text("label").notNull().default(""),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "sessions_pk", columns: [t.organizationId, t.id] }),
    foreignKey({
      name: "sessions_event_fk",
      columns: [t.organizationId, t.eventId],
      foreignColumns: [events.organizationId, events.id],
    }).onDelete("cascade"),
    index("sessions_event_index").on(t.organizationId, t.eventId, t.startsAt),
    check("sessions_order", sql`${t.endsAt} > ${t.startsAt}`),
  ],
);

/**
 * The resources that a booking of a session claims: one, or one a time bucket. The resource is named, not referenced:
 * a foreign key would lock rows that only the booking engine locks.
 */
export const sessionResources = pgTable(
  "session_resources",
  {
    organizationId: organizationId(),
    sessionId: uuid("session_id").notNull(),
    position: whole("position").notNull(),
    resourceId: text("resource_id").notNull(),
  },
  (t) => [
    primaryKey({ name: "session_resources_pk", columns: [t.organizationId, t.sessionId, t.position] }),
    foreignKey({
      name: "session_resources_session_fk",
      columns: [t.organizationId, t.sessionId],
      foreignColumns: [sessions.organizationId, sessions.id],
    }).onDelete("cascade"),
    unique("session_resources_once").on(t.organizationId, t.sessionId, t.resourceId),
    index("session_resources_resource_index").on(t.organizationId, t.resourceId),
  ],
);
