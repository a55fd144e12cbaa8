import { record } from "#app/audit-log/record.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, type TxCtx, transact } from "#app/platform/ctx.ts";
import { members } from "#db/schema/index.ts";
import { findChangeable } from "./change-member.server.ts";
import {
  findActor,
  isMember,
  keepingAnOwner,
  lockTeam,
  revokeInvitationsOf,
  type TeamMember,
} from "./team.server.ts";

type RemoveRefusal =
  | "MEMBER_NOT_FOUND"
  | "MEMBER_CHANGED"
  | "TEAM_FORBIDDEN"
  | "OWNERS_ONLY"
  | "OWN_ROLE"
  | "LAST_OWNER";

/**
 * Removes a member from the organisation: at once on all instances, since memberships are read for each request. Their keys
 * and history stay, their pending invitations are revoked. Refuses as `changeMember` does.
 */
export function removeMember(
  ctx: Ctx,
  userId: string,
  version: string,
): Promise<CommandResult<RemoveRefusal>> {
  return keepingAnOwner(() =>
    transact(ctx, async (tx): Promise<CommandResult<RemoveRefusal>> => {
      const found = await findChangeable(tx, userId, { version, next: null });
      if (!found.ok) return found;
      await endMembership(tx, found.member, "member.removed");
      return { ok: true };
    }),
  );
}

/** Ends the acting member's own membership. Refuses with LAST_OWNER, and with MEMBER_NOT_FOUND if it has ended already. */
export function leaveOrganization(ctx: Ctx): Promise<CommandResult<"MEMBER_NOT_FOUND" | "LAST_OWNER">> {
  return keepingAnOwner(() =>
    transact(ctx, async (tx): Promise<CommandResult<"MEMBER_NOT_FOUND">> => {
      await lockTeam(tx);
      const member = await findActor(tx);
      if (!member) return { ok: false, refusal: "MEMBER_NOT_FOUND" };
      await endMembership(tx, member, "member.left");
      return { ok: true };
    }),
  );
}

async function endMembership(tx: TxCtx, member: TeamMember, action: "member.removed" | "member.left") {
  const { userId, email, role, eventRoles } = member;
  // One of these links would bring the member back.
  await revokeInvitationsOf(tx, { userId, email });
  await tx.tx.delete(members).where(isMember(tx, userId));
  await record(tx, { action, object: { kind: "member", id: userId }, before: { role, eventRoles } });
}
