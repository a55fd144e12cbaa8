import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Role } from "#app/auth/capabilities.ts";
import { MAX_INVITATIONS } from "#app/auth/invitations.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { events, invitations, users } from "#db/schema/index.ts";

/** An invitation that was neither accepted nor revoked. */
export interface SentInvitation {
  id: string;
  /** The address that it was mailed to; null for a link that was passed on. */
  email: string | null;
  role: Role;
  /** The titles of the events that the role is for; empty for the whole organisation. */
  events: string[];
  /** The name of the member who sent it; null if their account was deleted. */
  inviter: string | null;
  expiresAt: Date;
  isExpired: boolean;
}

/** Returns the organisation's pending and expired invitations, newest first. */
export function listInvitations(ctx: Ctx): Promise<SentInvitation[]> {
  return ctx.db
    .select({
      id: invitations.id,
      email: invitations.email,
      role: invitations.role,
      events: sql<string[]>`coalesce((
        select jsonb_agg(e.title order by e.created_at desc) from ${events} e
        where e.organization_id = ${invitations.organizationId} and e.id = any(${invitations.eventIds})), '[]')`,
      inviter: users.name,
      expiresAt: invitations.expiresAt,
      isExpired: sql<boolean>`${invitations.expiresAt} <= now()`.mapWith(Boolean),
    })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.createdBy))
    .where(
      and(
        eq(invitations.organizationId, ctx.organizationId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
      ),
    )
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
    .limit(2 * MAX_INVITATIONS);
}
