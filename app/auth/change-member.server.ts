import { and, eq } from "drizzle-orm";
import { record } from "#app/audit-log/record.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, type TxCtx, transact } from "#app/platform/ctx.ts";
import { eventMembers, members } from "#db/schema/index.ts";
import type { Role } from "./capabilities.ts";
import {
  existingEvents,
  findActor,
  findMember,
  isMember,
  keepingAnOwner,
  lockTeam,
  revokeInvitationsOf,
} from "./team.server.ts";
import { isTeamManager, type MemberRoles, refusalOfTeamChange, versionOfRoles } from "./team-rules.ts";

type ChangeRefusal =
  | "MEMBER_NOT_FOUND"
  | "MEMBER_CHANGED"
  | "TEAM_FORBIDDEN"
  | "OWNERS_ONLY"
  | "OWN_ROLE"
  | "LAST_OWNER";

interface RolesInput extends MemberRoles {
  /** The version of the roles that the form was opened with. */
  version: string;
}

/**
 * Gives a member other roles. Roles for events that do not exist any more are ignored. Refuses with MEMBER_NOT_FOUND, with
 * MEMBER_CHANGED if `version` is not the current one, with LAST_OWNER, and as `refusalOfTeamChange` does.
 */
export function changeMember(
  ctx: Ctx,
  userId: string,
  { version, ...next }: RolesInput,
): Promise<CommandResult<ChangeRefusal>> {
  return keepingAnOwner(() =>
    transact(ctx, async (tx): Promise<CommandResult<ChangeRefusal>> => {
      const found = await findChangeable(tx, userId, { version, next: next.role });
      if (!found.ok) return found;
      const { member } = found;
      const eventRoles = await ofExistingEvents(tx, next.eventRoles);
      const after = { role: next.role, eventRoles };
      if (versionOfRoles(after) === version) return { ok: true };
      if (after.role !== member.role) {
        await tx.tx.update(members).set({ role: after.role }).where(isMember(tx, userId));
      }
      await writeEventRoles(tx, userId, eventRoles);
      // Their links would bring in members whom they may no longer invite.
      if (isTeamManager(member.role) && !isTeamManager(after.role)) await revokeInvitationsOf(tx, { userId });
      const object = { kind: "member", id: userId };
      await record(tx, { action: "member.role-changed", object, before: rolesOf(member), after });
      return { ok: true };
    }),
  );
}

/**
 * Makes another member owner, and the acting owner an admin. Refuses with OWNERS_ONLY for members who are no owners, and as
 * `changeMember` does.
 */
export function transferOwnership(
  ctx: Ctx,
  userId: string,
  version: string,
): Promise<CommandResult<ChangeRefusal>> {
  return transact(ctx, async (tx): Promise<CommandResult<ChangeRefusal>> => {
    const found = await findChangeable(tx, userId, { version, next: "owner" });
    if (!found.ok) return found;
    const { actor, member } = found;
    if (actor.userId === userId) return { ok: false, refusal: "OWN_ROLE" };
    await tx.tx.update(members).set({ role: "owner" }).where(isMember(tx, userId));
    await tx.tx.update(members).set({ role: "admin" }).where(isMember(tx, actor.userId));
    await record(tx, {
      action: "member.ownership-transferred",
      object: { kind: "member", id: userId },
      before: { role: member.role, from: actor.userId },
      after: { role: "owner", formerOwnerRole: "admin" },
    });
    return { ok: true };
  });
}

/** Finds the acting member and the one to change, under the lock of the team, or returns why the change is refused. */
export async function findChangeable(
  tx: TxCtx,
  userId: string,
  { version, next }: { version: string; next: Role | null },
) {
  await lockTeam(tx);
  const [actor, member] = [await findActor(tx), await findMember(tx, userId)];
  if (!member) return { ok: false, refusal: "MEMBER_NOT_FOUND" } as const;
  if (versionOfRoles(member) !== version) return { ok: false, refusal: "MEMBER_CHANGED" } as const;
  if (!actor) return { ok: false, refusal: "TEAM_FORBIDDEN" } as const;
  const refusal = refusalOfTeamChange({ actor, member, next });
  return refusal ? ({ ok: false, refusal } as const) : ({ ok: true, actor, member } as const);
}

/** Leaves out the events that the organisation does not have, or has removed. */
async function ofExistingEvents(tx: TxCtx, eventRoles: Record<string, Role>) {
  const existing = new Set(await existingEvents(tx, Object.keys(eventRoles)));
  return Object.fromEntries(Object.entries(eventRoles).filter(([id]) => existing.has(id)));
}

async function writeEventRoles(tx: TxCtx, userId: string, eventRoles: Record<string, Role>) {
  const { organizationId } = tx;
  await tx.tx
    .delete(eventMembers)
    .where(and(eq(eventMembers.organizationId, organizationId), eq(eventMembers.userId, userId)));
  const rows = Object.entries(eventRoles).map(([eventId, role]) => ({
    organizationId,
    eventId,
    userId,
    role,
  }));
  if (rows.length > 0) await tx.tx.insert(eventMembers).values(rows);
}

const rolesOf = ({ role, eventRoles }: MemberRoles) => ({ role, eventRoles });
