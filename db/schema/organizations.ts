import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, json, organizationId, whole } from "./columns.ts";

/** A tenant. */
export const organizations = pgTable(
  "organizations",
  {
    id: uuid("id").primaryKey(),
    name: text("name").notNull(),
    contactEmail: text("contact_email"),
    timeZone: text("time_zone").notNull(),
    locale: text("locale").notNull().default("en"),
    /** The country (ISO 3166, such as DE) whose numbering plan applies to telephone numbers without a country code. */
    country: text("country"),
    /** The currency (ISO 4217, such as EUR) of its prices. */
    currency: text("currency"),
    /** URLs of its privacy notice and its imprint, for the footer of its public pages; empty without one. */
    privacyUrl: text("privacy_url").notNull().default(""),
    imprintUrl: text("imprint_url").notNull().default(""),
    /** Whether members need two-factor authentication to open its pages. */
    requiresTwoFactor: boolean("requires_two_factor").notNull().default(false),
    /** Incremented by each change of these settings. */
    version: whole("version").notNull().default(1),
    /** Origins that may frame its booking forms, for events that name none themselves; empty means any. */
    embedSites: text("embed_sites").array().notNull().default([]),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    check("organizations_country", sql`${t.country} ~ '^[A-Z]{2}$'`),
    check("organizations_currency", sql`${t.currency} ~ '^[A-Z]{3}$'`),
    check(
      "organizations_links",
      sql`${t.privacyUrl} ~ '^(https?://|$)' and ${t.imprintUrl} ~ '^(https?://|$)'`,
    ),
  ],
);

/** The organisation id of settings of the whole deployment. */
export const NO_ORGANIZATION = "00000000-0000-0000-0000-000000000000";

/** Named values of an organisation, or of none (`NO_ORGANIZATION`): maintenance, the set-up token, and the like. */
export const settings = pgTable(
  "settings",
  {
    organizationId: organizationId(),
    name: text("name").notNull(),
    value: json("value").notNull(),
    version: whole("version").notNull().default(1),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "settings_pk", columns: [t.organizationId, t.name] }),
    // Finds the organisations that list a web origin, before it is known whose key its page will send.
    index("settings_api_origins_index").using("gin", t.value).where(sql`${t.name} = 'api-origins'`),
  ],
);
