import { and, eq, sql } from "drizzle-orm";
import { record } from "#app/audit-log/record.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, type TxCtx, transact } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import type { Locale } from "#app/platform/locales.ts";
import { hashToken, isToken } from "#app/platform/secrets.ts";
import type { Db } from "#db/client.ts";
import { eventMembers, events, invitations, members, organizations, slugs, users } from "#db/schema/index.ts";
import type { Role } from "./capabilities.ts";
import { existingEvents, findMember, lockTeam } from "./team.server.ts";

/** An invitation, as its link shows it. */
export interface Invitation {
  organizationId: string;
  id: string;
  organization: string;
  slug: string;
  /** The name of the member who sent it; null if their account was deleted. */
  inviter: string | null;
  /** The address that it was mailed to; null for a link that was passed on. */
  email: string | null;
  role: Role;
  /** The titles of the events that the role is for; empty for the whole organisation. */
  events: string[];
  state: "open" | "accepted" | "revoked" | "expired";
  acceptedBy: string | null;
}

const state = sql<Invitation["state"]>`case
  when ${invitations.acceptedAt} is not null then 'accepted'
  when ${invitations.revokedAt} is not null then 'revoked'
  when ${invitations.expiresAt} <= now() then 'expired'
  when cardinality(${invitations.eventIds}) > 0 and not exists (
    select from ${events} e where e.organization_id = ${invitations.organizationId}
      and e.id = any(${invitations.eventIds}) and e.state <> 'removed') then 'revoked'
  else 'open' end`;

const titles = sql<string[]>`coalesce((
  select jsonb_agg(e.title order by e.created_at desc) from ${events} e
  where e.organization_id = ${invitations.organizationId}
    and e.id = any(${invitations.eventIds}) and e.state <> 'removed'), '[]')`;

/** Finds the invitation of a link. One for events counts as revoked when all of them have been removed. */
export async function findInvitation(db: Db, token: string): Promise<Invitation | undefined> {
  if (!isToken(token)) return undefined;
  const [found] = await db
    .select({
      organizationId: invitations.organizationId,
      id: invitations.id,
      organization: organizations.name,
      slug: slugs.slug,
      inviter: users.name,
      email: invitations.email,
      role: invitations.role,
      events: titles,
      state,
      acceptedBy: invitations.acceptedBy,
    })
    .from(invitations)
    .innerJoin(organizations, eq(organizations.id, invitations.organizationId))
    .innerJoin(
      slugs,
      and(eq(slugs.organizationId, organizations.id), sql`${slugs.eventId} is null`, eq(slugs.current, true)),
    )
    .leftJoin(users, eq(users.id, invitations.createdBy))
    .where(eq(invitations.tokenHash, hashToken(token)));
  return found;
}

type AcceptRefusal = "INVITATION_ENDED" | "INVITATION_OTHER_ADDRESS" | "ALREADY_MEMBER";

/**
 * Makes the acting user a member. Of several requests with one link, the first becomes a member; one of the same user succeeds
 * again. Refuses with INVITATION_ENDED if the invitation was accepted by somebody else, was revoked or has expired,
 * INVITATION_OTHER_ADDRESS if it was mailed to another address than the user's, and ALREADY_MEMBER, which does not use it up.
 */
export function acceptInvitation(
  ctx: Ctx,
  { userId, token }: { userId: string; token: string },
): Promise<CommandResult<AcceptRefusal>> {
  return transact({ ...ctx, actor: { kind: "member", id: userId } }, (tx) => accept(tx, userId, token));
}

interface NewUser {
  name: string;
  email: string;
  passwordHash: string;
  /** The language of the user's browser; null if it asks for none. */
  locale: Locale | null;
}

/**
 * Creates an account and makes it a member, both or neither. The address is that of the invitation; for a link that was passed
 * on it is the typed one, which nobody has proven. Refuses with EMAIL_TAKEN, which does not use the invitation up, and with
 * INVITATION_ENDED.
 */
export async function joinAsNewUser(
  ctx: Ctx,
  token: string,
  user: NewUser,
): Promise<CommandResult<"EMAIL_TAKEN" | AcceptRefusal, { userId: string }>> {
  const userId = newId();
  try {
    return await transact({ ...ctx, actor: { kind: "member", id: userId } }, async (tx) => {
      const made = await tx.tx
        .insert(users)
        .values({ id: userId, ...user })
        .onConflictDoNothing()
        .returning({ id: users.id });
      if (made.length === 0) return { ok: false, refusal: "EMAIL_TAKEN" } as const;
      const accepted = await accept(tx, userId, token);
      if (!accepted.ok) throw new NotJoined(accepted.refusal);
      return { ok: true, userId } as const;
    });
  } catch (error) {
    if (error instanceof NotJoined) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

/** Rolls the new account back. */
class NotJoined extends Error {
  constructor(readonly refusal: AcceptRefusal) {
    super(refusal);
  }
}

async function accept(tx: TxCtx, userId: string, token: string): Promise<CommandResult<AcceptRefusal>> {
  await lockTeam(tx);
  const invitation = await findInvitation(tx.db, token);
  if (!invitation || invitation.organizationId !== tx.organizationId) return refused("INVITATION_ENDED");
  const isMember = (await findMember(tx, userId)) !== undefined;
  if (invitation.acceptedBy === userId && isMember) return { ok: true };
  if (invitation.state !== "open") return refused("INVITATION_ENDED");
  if (!(await isFor(tx, userId, invitation.email))) return refused("INVITATION_OTHER_ADDRESS");
  if (isMember) return refused("ALREADY_MEMBER");
  const eventIds = await addMember(tx, userId, invitation);
  const { role, id } = invitation;
  const roles =
    eventIds.length > 0 ? { role: null, eventRoles: eventIds.map((each) => [each, role]) } : { role };
  await record(tx, {
    action: "member.joined",
    object: { kind: "member", id: userId },
    after: { ...roles, invitation: id },
  });
  return { ok: true };
}

const refused = <Code extends AcceptRefusal>(refusal: Code) => ({ ok: false, refusal }) as const;

async function isFor({ tx }: TxCtx, userId: string, email: string | null): Promise<boolean> {
  if (email === null) return true;
  const found = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), sql`lower(${users.email}) = lower(${email})`));
  return found.length > 0;
}

/** Adds the member with their roles, and returns the events that a role was given for. */
async function addMember(tx: TxCtx, userId: string, { id, role }: Invitation): Promise<string[]> {
  const { organizationId } = tx;
  const own = and(eq(invitations.organizationId, organizationId), eq(invitations.id, id));
  const [accepted] = await tx.tx
    .update(invitations)
    .set({ acceptedAt: sql`now()`, acceptedBy: userId })
    .where(own)
    .returning({ eventIds: invitations.eventIds });
  const eventIds = accepted?.eventIds ?? [];
  await tx.tx.insert(members).values({ organizationId, userId, role: eventIds.length > 0 ? null : role });
  if (eventIds.length === 0) return [];
  const existing = await existingEvents(tx, eventIds);
  const rows = existing.map((eventId) => ({ organizationId, eventId, userId, role }));
  await tx.tx.insert(eventMembers).values(rows);
  return existing;
}
