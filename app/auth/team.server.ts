import { and, eq, inArray, isNull, ne, or, sql } from "drizzle-orm";
import type { Ctx, TxCtx } from "#app/platform/ctx.ts";
import { isId } from "#app/platform/ids.ts";
import { databaseError } from "#db/client.ts";
import { eventMembers, events, invitations, members, users } from "#db/schema/index.ts";
import type { Role } from "./capabilities.ts";
import type { MemberRoles } from "./team-rules.ts";

/** A member of an organisation, as the team's pages show them. */
export interface TeamMember extends MemberRoles {
  userId: string;
  name: string;
  email: string;
  joinedAt: Date;
  /** Accurate to five minutes; null for members who never opened a page. */
  lastSeenAt: Date | null;
  hasTwoFactor: boolean;
}

/** The columns of a member, for queries of `members` joined with `users`. */
export const memberColumns = {
  userId: members.userId,
  name: users.name,
  email: users.email,
  role: members.role,
  eventRoles: sql<Record<string, Role>>`coalesce((
    select jsonb_object_agg(e.event_id, e.role) from ${eventMembers} e
    where e.organization_id = ${members.organizationId} and e.user_id = ${members.userId}), '{}')`,
  joinedAt: members.createdAt,
  lastSeenAt: members.lastSeenAt,
  hasTwoFactor: sql<boolean>`${users.totpSince} is not null`.mapWith(Boolean),
};

/** Returns the condition for the row of a member of the organisation. */
export const isMember = ({ organizationId }: Pick<Ctx, "organizationId">, userId: string) =>
  and(eq(members.organizationId, organizationId), eq(members.userId, userId));

/** Finds a member of the organisation. */
export async function findMember(ctx: Pick<Ctx, "db" | "organizationId">, userId: string) {
  if (!isId(userId)) return undefined;
  const [found] = await ctx.db
    .select(memberColumns)
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(isMember(ctx, userId));
  return found satisfies TeamMember | undefined;
}

/**
 * Waits for the other changes of the organisation's team. Every command about members and invitations calls it first, so that
 * what it reads afterwards stays true until it commits.
 */
export async function lockTeam(tx: TxCtx): Promise<void> {
  await tx.tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('team of ' || ${tx.organizationId}, 0))`,
  );
}

/** Finds the member who acts. Their role is read again under the lock, since it may have changed after the request began. */
export async function findActor(tx: TxCtx) {
  return tx.actor.kind === "member" ? findMember(tx, tx.actor.id) : undefined;
}

/** Returns those of the ids that are events of the organisation and not removed. */
export async function existingEvents(tx: TxCtx, ids: readonly string[]): Promise<string[]> {
  const known = ids.filter(isId);
  if (known.length === 0) return [];
  const rows = await tx.tx
    .select({ id: events.id })
    .from(events)
    .where(
      and(
        eq(events.organizationId, tx.organizationId),
        inArray(events.id, known),
        ne(events.state, "removed"),
      ),
    );
  return rows.map(({ id }) => id);
}

/** Revokes the pending invitations that a member has sent, or that were sent to their address. */
export async function revokeInvitationsOf(tx: TxCtx, { userId, email }: { userId: string; email?: string }) {
  const toThem = email === undefined ? undefined : sql`lower(${invitations.email}) = lower(${email})`;
  await tx.tx
    .update(invitations)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(invitations.organizationId, tx.organizationId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        or(eq(invitations.createdBy, userId), toThem),
      ),
    );
}

/** Runs a change of members. A trigger refuses one that leaves the organisation without an owner: LAST_OWNER. */
export async function keepingAnOwner<Result>(change: () => Promise<Result>) {
  try {
    return await change();
  } catch (error) {
    if (databaseError(error)?.constraint !== "members_keep_owner") throw error;
    return { ok: false, refusal: "LAST_OWNER" } as const;
  }
}
