import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, organizationId } from "./columns.ts";
import { events } from "./events.ts";
import { organizations } from "./organizations.ts";

/**
 * The slugs of public URLs, unique in the deployment: `/e/:slug` and `/o/:slug`. A row with an event is an event's slug, one
 * without is its organisation's. Former slugs stay. No booking writes here, so the one global key costs nothing.
 */
export const slugs = pgTable(
  "slugs",
  {
    slug: text("slug").primaryKey(),
    organizationId: organizationId().references(() => organizations.id),
    eventId: uuid("event_id"),
    /** False for a former slug, which redirects to the current one. */
    current: boolean("current").notNull().default(true),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      name: "slugs_event_fk",
      columns: [t.organizationId, t.eventId],
      foreignColumns: [events.organizationId, events.id],
    }).onDelete("cascade"),
    index("slugs_event_index").on(t.organizationId, t.eventId),
    uniqueIndex("slugs_current_of_event").on(t.organizationId, t.eventId).where(sql`${t.current}`),
    uniqueIndex("slugs_current_of_organization")
      .on(t.organizationId)
      .where(sql`${t.current} and ${t.eventId} is null`),
    check("slugs_shape", sql`${t.slug} ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(${t.slug}) between 1 and 80`),
  ],
);
