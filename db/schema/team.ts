import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant, organizationId } from "./columns.ts";
import { events } from "./events.ts";
import { members, users } from "./members.ts";
import { organizations } from "./organizations.ts";
import { ROLES } from "./values.ts";

/** Roles of members for single events, in addition to the role for the organisation. */
export const eventMembers = pgTable(
  "event_members",
  {
    organizationId: organizationId(),
    eventId: uuid("event_id").notNull(),
    userId: uuid("user_id").notNull(),
    role: text("role", { enum: ROLES }).notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "event_members_pk", columns: [t.organizationId, t.eventId, t.userId] }),
    foreignKey({
      name: "event_members_event_fk",
      columns: [t.organizationId, t.eventId],
      foreignColumns: [events.organizationId, events.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "event_members_member_fk",
      columns: [t.organizationId, t.userId],
      foreignColumns: [members.organizationId, members.userId],
    }).onDelete("cascade"),
    index("event_members_user_index").on(t.organizationId, t.userId),
    // Ownership and administration concern the organisation as a whole.
    check("event_members_role", sql`${t.role} not in ('owner', 'admin')`),
  ],
);

/**
 * Invitations to an organisation, or to single events of it. The token of the link is 256 random bits; only its SHA-256 is
 * stored.
 */
export const invitations = pgTable(
  "invitations",
  {
    organizationId: organizationId().references(() => organizations.id),
    id: uuid("id").notNull(),
    tokenHash: bytea("token_hash").notNull(),
    /** The address that it was mailed to; null for a link that the inviting member passes on. */
    email: text("email"),
    role: text("role", { enum: ROLES }).notNull(),
    /** The events that the role is for; empty for the whole organisation. */
    eventIds: uuid("event_ids").array().notNull().default([]),
    /** The member who sent it; null if the user was deleted. */
    createdBy: uuid("created_by").references(() => users.id, { onDelete: "set null" }),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
    acceptedBy: uuid("accepted_by").references(() => users.id, { onDelete: "set null" }),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    primaryKey({ name: "invitations_pk", columns: [t.organizationId, t.id] }),
    index("invitations_token_index").on(t.tokenHash),
    index("invitations_created_by_index").on(t.createdBy),
    index("invitations_accepted_by_index").on(t.acceptedBy),
    check(
      "invitations_role",
      sql`${t.role} <> 'owner' and (${t.role} <> 'admin' or cardinality(${t.eventIds}) = 0)`,
    ),
    check("invitations_ended", sql`${t.acceptedAt} is null or ${t.revokedAt} is null`),
  ],
);
