import { and, count, eq, gt, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { record } from "#app/audit-log/record.server.ts";
import { enqueueAccountMail } from "#app/mail/account-mails.server.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { type CommandResult, changedOne } from "#app/platform/command-result.ts";
import { type Ctx, type TxCtx, transact } from "#app/platform/ctx.ts";
import { invitation as invitationPath } from "#app/platform/http/paths.ts";
import { isId, newId } from "#app/platform/ids.ts";
import type { Locale } from "#app/platform/locales.ts";
import { owned } from "#app/platform/owned.ts";
import { hashToken, newToken } from "#app/platform/secrets.ts";
import type { Db } from "#db/client.ts";
import { invitations, members, users } from "#db/schema/index.ts";
import type { Role } from "./capabilities.ts";
import { existingEvents, findActor, lockTeam } from "./team.server.ts";
import { isTeamManager } from "./team-rules.ts";

/** Maximum number of pending invitations of an organisation. */
export const MAX_INVITATIONS = 50;
/** Maximum number of invitations that an organisation mails in an hour. */
const MAX_MAILS_PER_HOUR = 20;
const RETENTION_DAYS = 30;

interface NewInvitation {
  /** The address that it is mailed to; null for a link that the member passes on. */
  email: string | null;
  role: Role;
  /** The events that the role is for; empty for the whole organisation. */
  eventIds: string[];
  /** Days until it expires. */
  days: number;
  /** The language of the mail. */
  locale: Locale;
}

type InviteRefusal =
  | "TEAM_FORBIDDEN"
  | "ALREADY_MEMBER"
  | "TOO_MANY_INVITATIONS"
  | "INVITATION_MAIL_LIMIT"
  | "EVENT_NOT_FOUND";

/** The condition for invitations that can be accepted. */
const isPending = and(
  isNull(invitations.acceptedAt),
  isNull(invitations.revokedAt),
  gt(invitations.expiresAt, sql`now()`),
);

/**
 * Creates an invitation and returns the path of its link; only the SHA-256 of the token is stored. With an address the link is
 * mailed to it, and a pending invitation of the same address is replaced. Refuses with TEAM_FORBIDDEN, ALREADY_MEMBER,
 * EVENT_NOT_FOUND if none of the events exists any more, TOO_MANY_INVITATIONS and INVITATION_MAIL_LIMIT.
 */
export function inviteMember(
  ctx: Ctx,
  input: NewInvitation,
): Promise<CommandResult<InviteRefusal, { path: string }>> {
  return transact(ctx, async (tx): Promise<CommandResult<InviteRefusal, { path: string }>> => {
    await lockTeam(tx);
    const eventIds = await existingEvents(tx, input.eventIds);
    if (input.eventIds.length > 0 && eventIds.length === 0) return { ok: false, refusal: "EVENT_NOT_FOUND" };
    return sendInvitation(tx, { ...input, eventIds }, "member.invited");
  });
}

/**
 * Replaces a pending or expired invitation by one with a new token, which is valid for as long as the former one was. Refuses
 * with INVITATION_NOT_FOUND for one that was accepted or revoked, and as `inviteMember` does.
 */
export function resendInvitation(
  ctx: Ctx,
  { id, locale }: { id: string; locale: Locale },
): Promise<CommandResult<InviteRefusal | "INVITATION_NOT_FOUND", { path: string; email: string | null }>> {
  return transact(ctx, async (tx) => {
    await lockTeam(tx);
    const former = await revoke(tx, id);
    if (!former) return { ok: false, refusal: "INVITATION_NOT_FOUND" } as const;
    const sent = await sendInvitation(tx, { ...former, locale }, "member.invitation-resent");
    // Not revoked either, if the new one was refused.
    if (!sent.ok) throw new Refused(sent.refusal);
    return { ...sent, email: former.email };
  }).catch(refusalOf);
}

/** Makes the link of an invitation invalid. Refuses with INVITATION_NOT_FOUND for one that was accepted or revoked. */
export function revokeInvitation(
  ctx: Ctx,
  id: string,
): Promise<CommandResult<"INVITATION_NOT_FOUND" | "TEAM_FORBIDDEN">> {
  return transact(ctx, async (tx): Promise<CommandResult<"INVITATION_NOT_FOUND" | "TEAM_FORBIDDEN">> => {
    if (!isId(id)) return { ok: false, refusal: "INVITATION_NOT_FOUND" };
    await lockTeam(tx);
    const actor = await findActor(tx);
    if (!actor || !isTeamManager(actor.role)) return { ok: false, refusal: "TEAM_FORBIDDEN" };
    const revoked = await revoke(tx, id);
    if (revoked)
      await record(tx, { action: "member.invitation-revoked", object: { kind: "invitation", id } });
    return changedOne(revoked ? [revoked] : [], "INVITATION_NOT_FOUND");
  });
}

/** Deletes invitations that ended a month ago, with the addresses that they were sent to. */
export async function deleteOldInvitations(db: Db): Promise<void> {
  const longAgo = sql`now() - make_interval(days => ${RETENTION_DAYS})`;
  await db
    .delete(invitations)
    .where(
      or(
        lt(invitations.expiresAt, longAgo),
        lt(invitations.acceptedAt, longAgo),
        lt(invitations.revokedAt, longAgo),
      ),
    );
}

/** Rolls back what was done before a refusal. */
class Refused extends Error {
  constructor(readonly refusal: InviteRefusal) {
    super(refusal);
  }
}

function refusalOf(error: unknown) {
  if (error instanceof Refused) return { ok: false, refusal: error.refusal } as const;
  throw error;
}

async function sendInvitation(
  tx: TxCtx,
  { email, role, eventIds, days, locale }: NewInvitation,
  action: "member.invited" | "member.invitation-resent",
): Promise<CommandResult<InviteRefusal, { path: string }>> {
  const actor = await findActor(tx);
  if (!actor || !isTeamManager(actor.role)) return { ok: false, refusal: "TEAM_FORBIDDEN" };
  if (email !== null) {
    if (await isAddressOfMember(tx, email)) return { ok: false, refusal: "ALREADY_MEMBER" };
    if ((await countMailed(tx)) >= MAX_MAILS_PER_HOUR) return { ok: false, refusal: "INVITATION_MAIL_LIMIT" };
    await replaceInvitationsOf(tx, email);
  }
  if ((await countPending(tx)) >= MAX_INVITATIONS) return { ok: false, refusal: "TOO_MANY_INVITATIONS" };
  const [token, id] = [newToken(), newId()];
  const { organizationId } = tx;
  const row = { organizationId, id, tokenHash: hashToken(token), email, role, eventIds };
  const expiresAt = sql`now() + make_interval(days => ${days})`;
  await tx.tx.insert(invitations).values({ ...row, createdBy: actor.userId, expiresAt });
  const path = invitationPath(token);
  if (email !== null) await mailInvitation(tx, { to: email, locale, inviter: actor.name, path });
  const after = { role, eventIds, days, mailed: email !== null };
  await record(tx, { action, object: { kind: "invitation", id }, after });
  return { ok: true, path };
}

async function mailInvitation(
  tx: TxCtx,
  mail: { to: string; locale: Locale; inviter: string; path: string },
): Promise<void> {
  const { organizationId } = tx;
  const organization = await findOrganization(tx.db, organizationId);
  const name = organization?.name ?? "";
  await enqueueAccountMail(tx.tx, tx.signer, {
    ...mail,
    kind: "invitation",
    organizationId,
    organization: name,
  });
}

async function isAddressOfMember({ tx, organizationId }: TxCtx, email: string): Promise<boolean> {
  const found = await tx
    .select({ userId: members.userId })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.organizationId, organizationId), sql`lower(${users.email}) = lower(${email})`));
  return found.length > 0;
}

/** Counts the rows, which are never updated when a mail is sent again: a new row replaces the former one. */
async function countMailed({ tx, organizationId }: TxCtx): Promise<number> {
  const [mailed] = await tx
    .select({ number: count() })
    .from(invitations)
    .where(
      and(
        eq(invitations.organizationId, organizationId),
        isNotNull(invitations.email),
        gt(invitations.createdAt, sql`now() - interval '1 hour'`),
      ),
    );
  return mailed?.number ?? 0;
}

async function countPending({ tx, organizationId }: TxCtx): Promise<number> {
  const [pending] = await tx
    .select({ number: count() })
    .from(invitations)
    .where(and(eq(invitations.organizationId, organizationId), isPending));
  return pending?.number ?? 0;
}

async function replaceInvitationsOf({ tx, organizationId }: TxCtx, email: string): Promise<void> {
  await tx
    .update(invitations)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(invitations.organizationId, organizationId),
        sql`lower(${invitations.email}) = lower(${email})`,
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
      ),
    );
}

/** Revokes an invitation that was neither accepted nor revoked, and returns it; an expired one too. */
async function revoke(tx: TxCtx, id: string) {
  if (!isId(id)) return undefined;
  const [revoked] = await tx.tx
    .update(invitations)
    .set({ revokedAt: sql`now()` })
    .where(and(owned(invitations, tx, id), isNull(invitations.acceptedAt), isNull(invitations.revokedAt)))
    .returning({
      email: invitations.email,
      role: invitations.role,
      eventIds: invitations.eventIds,
      days: sql<number>`ceil(extract(epoch from ${invitations.expiresAt} - ${invitations.createdAt}) / 86400)`.mapWith(
        Number,
      ),
    });
  return revoked;
}
