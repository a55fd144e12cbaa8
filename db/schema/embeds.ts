import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, json, organizationId, whole } from "./columns.ts";
import { events } from "./events.ts";

/** The appearance of a form on another site, under a name: it can be changed later without touching the site. */
export const embeds = pgTable(
  "embeds",
  {
    organizationId: organizationId(),
    /** `emb_…`, as in the site's pages. */
    id: text("id").notNull(),
    eventId: uuid("event_id").notNull(),
    name: text("name").notNull(),
    settings: json("settings").notNull(),
    version: whole("version").notNull().default(1),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "embeds_pk", columns: [t.organizationId, t.id] }),
    foreignKey({
      name: "embeds_event_fk",
      columns: [t.organizationId, t.eventId],
      foreignColumns: [events.organizationId, events.id],
    }).onDelete("cascade"),
    index("embeds_event_index").on(t.organizationId, t.eventId, t.createdAt),
    check("embeds_id", sql`${t.id} ~ '^emb_[a-z0-9]{8,40}$'`),
    check("embeds_name", sql`length(${t.name}) between 1 and 80`),
  ],
);

/** Sites on which an event's form was seen, as reported by their pages. */
export const embedInstalls = pgTable(
  "embed_installs",
  {
    organizationId: organizationId(),
    eventId: uuid("event_id").notNull(),
    /** The origin of the page around the frame. */
    site: text("site").notNull(),
    firstSeenAt: instant("first_seen_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "embed_installs_pk", columns: [t.organizationId, t.eventId, t.site] }),
    foreignKey({
      name: "embed_installs_event_fk",
      columns: [t.organizationId, t.eventId],
      foreignColumns: [events.organizationId, events.id],
    }).onDelete("cascade"),
    check("embed_installs_site", sql`length(${t.site}) between 1 and 300`),
  ],
);
