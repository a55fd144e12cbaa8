import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, instant, organizationId, withinYears } from "./columns.ts";
import { organizations } from "./organizations.ts";

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
    disabledAt: instant("disabled_at"),
  },
  (t) => [
    uniqueIndex("users_email_unique").on(sql`lower(${t.email})`),
    check("users_locale", sql`${t.locale} ~ '^[a-z]{2}(-[A-Z]{2})?$'`),
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
    role: text("role", { enum: ["owner", "admin", "editor", "check-in", "viewer"] }).notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "members_pk", columns: [t.organizationId, t.userId] }),
    index("members_user_index").on(t.userId),
    check("members_role", sql`${t.role} in ('owner', 'admin', 'editor', 'check-in', 'viewer')`),
  ],
);

/** A signed-in browser. The cookie contains 256 random bits; only their SHA-256 is stored. */
export const signIns = pgTable(
  "sign_ins",
  {
    tokenHash: bytea("token_hash").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    userAgent: text("user_agent"),
  },
  (t) => [index("sign_ins_user_index").on(t.userId), index("sign_ins_expiry_index").on(t.expiresAt)],
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
    scopes: text("scopes", { enum: ["read", "book", "manage"] })
      .array()
      .notNull(),
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
      sql`${t.scopes} <@ array['read', 'book', 'manage'] and cardinality(${t.scopes}) > 0`,
    ),
    withinYears("api_keys_instants", [t.expiresAt]),
  ],
);
