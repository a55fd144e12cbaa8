import { sql } from "drizzle-orm";
import {
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
import { bytea, instant, isOneOf, organizationId, whole, withinYears } from "./columns.ts";
import { organizations } from "./organizations.ts";
import { ACCOUNT_LINK_KINDS, KEY_SCOPES, ROLES } from "./values.ts";

/** Someone who signs in. A user may be a member of several organisations, so the row belongs to none. */
export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    passwordHash: text("password_hash").notNull(),
    /** The language that organisers' pages are in for this user, with its region; null where the browser decides. */
    locale: text("locale"),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** A disabled user cannot sign in. Disabling ends the user's sign-ins, so that enabling does not bring them back. */
    disabledAt: instant("disabled_at"),
    /** The secret of the user's authenticator app (TOTP), encrypted; null without two-factor authentication. */
    totpSecret: bytea("totp_secret"),
    /** When two-factor authentication was turned on. */
    totpSince: instant("totp_since"),
    /** The 30-second step of the last accepted code, which no later code may repeat. */
    totpLastStep: whole("totp_last_step"),
  },
  (t) => [
    uniqueIndex("users_email_unique").on(sql`lower(${t.email})`),
    check("users_locale", sql`${t.locale} ~ '^[a-z]{2}(-[A-Z]{2})?$'`),
    check(
      "users_totp",
      sql`(${t.totpSecret} is null) = (${t.totpSince} is null) and (${t.totpSecret} is null) = (${t.totpLastStep} is null)`,
    ),
  ],
);

/** One-time codes that replace a code of the authenticator app. Only their SHA-256 is stored. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    codeHash: bytea("code_hash").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [primaryKey({ name: "recovery_codes_pk", columns: [t.userId, t.codeHash] })],
);

/**
 * One-time links that were mailed to a user, to set a new password or to confirm a new email address. Only the SHA-256 of
 * a token is stored.
 */
export const accountLinks = pgTable(
  "account_links",
  {
    tokenHash: bytea("token_hash").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: ACCOUNT_LINK_KINDS }).notNull(),
    /** The address that the link confirms. */
    email: text("email"),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    index("account_links_user_index").on(t.userId),
    index("account_links_expiry_index").on(t.expiresAt),
    check("account_links_kind", isOneOf(t.kind, ACCOUNT_LINK_KINDS)),
    check("account_links_email", sql`(${t.kind} = 'email') = (${t.email} is not null)`),
  ],
);

/** Users who may act for an organisation, and their roles. */
export const members = pgTable(
  "members",
  {
    organizationId: organizationId().references(() => organizations.id),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    /** The role for the whole organisation; null for members of single events only. */
    role: text("role", { enum: ROLES }),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** When the member last opened a page of the organisation, accurate to five minutes. */
    lastSeenAt: instant("last_seen_at"),
  },
  (t) => [
    primaryKey({ name: "members_pk", columns: [t.organizationId, t.userId] }),
    index("members_user_index").on(t.userId),
    check("members_role", isOneOf(t.role, ROLES)),
  ],
);

/** A signed-in browser. The cookie contains 256 random bits; only their SHA-256 is stored. */
export const signIns = pgTable(
  "sign_ins",
  {
    tokenHash: bytea("token_hash").primaryKey(),
    /** Identifies the sign-in in its user's list of sessions. */
    id: uuid("id").notNull().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    userAgent: text("user_agent"),
  },
  (t) => [
    unique("sign_ins_id_unique").on(t.id),
    index("sign_ins_user_index").on(t.userId),
    index("sign_ins_expiry_index").on(t.expiresAt),
  ],
);

/** API keys. The secret is shown once; only its SHA-256 is stored. */
export const apiKeys = pgTable(
  "api_keys",
  {
    organizationId: organizationId().references(() => organizations.id),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    prefix: text("prefix").notNull(),
    secretHash: bytea("secret_hash").notNull(),
    scopes: text("scopes", { enum: KEY_SCOPES }).array().notNull(),
    /** Networks (CIDR) whose requests may use the key; empty for any. */
    networks: text("networks").array().notNull().default([]),
    /** The user who created the key. They may leave the organisation: the key and this column stay. */
    createdBy: uuid("created_by"),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [
    primaryKey({ name: "api_keys_pk", columns: [t.organizationId, t.id] }),
    foreignKey({
      name: "api_keys_creator_fk",
      columns: [t.createdBy],
      foreignColumns: [users.id],
    }).onDelete("set null"),
    index("api_keys_creator_index").on(t.createdBy),
    index("api_keys_secret_index").on(t.secretHash),
    check(
      "api_keys_scopes",
      sql`${t.scopes} <@ array['read', 'book', 'desk', 'manage'] and cardinality(${t.scopes}) > 0`,
    ),
    check("api_keys_networks", sql`cardinality(${t.networks}) <= 50`),
    withinYears("api_keys_instants", [t.expiresAt]),
  ],
);
