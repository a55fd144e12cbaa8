import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, organizationId, whole } from "./columns.ts";

/** A tenant. */
export const organizations = pgTable("organizations", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  contactEmail: text("contact_email"),
  timeZone: text("time_zone").notNull(),
  locale: text("locale").notNull().default("en"),
  /** Origins that may frame its booking forms, where an event names none itself; empty means any. */
  embedSites: text("embed_sites").array().notNull().default([]),
  createdAt: instant("created_at").notNull().defaultNow(),
});

/** The organisation of settings that hold for the whole deployment. */
export const NO_ORGANIZATION = "00000000-0000-0000-0000-000000000000";

/** Named values of an organisation, or of none (`NO_ORGANIZATION`): maintenance, the set-up token, and the like. */
export const settings = pgTable(
  "settings",
  {
    organizationId: organizationId(),
    name: text("name").notNull(),
    value: jsonb("value").notNull(),
    version: whole("version").notNull().default(1),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "settings_pk", columns: [t.organizationId, t.name] }),
    // Finds who has listed a web origin, before it is known whose key its page will send.
    index("settings_api_origins_index").using("gin", t.value).where(sql`${t.name} = 'api-origins'`),
  ],
);
