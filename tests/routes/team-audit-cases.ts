import { sql } from "drizzle-orm";
import { inviteMember } from "#app/auth/invitations.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { testContext } from "#tests/support/remix.ts";
import { makeMember, versionOf } from "#tests/support/team.ts";
import type { AuditCase } from "./audit-cases.ts";

type Context = Awaited<ReturnType<typeof testContext>>;

/**
 * Returns the cases of the team's actions. They come last, since the acting owner transfers the ownership and then leaves.
 */
export function teamCases(context: Context, ctx: Ctx): Record<string, AuditCase> {
  return { ...invitationCases(context, ctx), ...memberCases(context, ctx) };
}

function invitationCases(context: Context, ctx: Ctx): Record<string, AuditCase> {
  const link = { by: "link", role: "desk", scope: "all", days: "7" };
  const ofPending = (action: string, intent: string): AuditCase => ({
    action,
    async made() {
      const owner = await makeMember(context, ctx, "owner");
      await inviteMember(owner.ctx, { email: null, role: "desk", eventIds: [], days: 7, locale: "en" });
      const [row] = await context.db.execute<{ id: string }>(
        sql`select id from invitations where revoked_at is null and created_by = ${owner.userId}`,
      );
      const form = (invitation: string) => ({ form: { intent, invitation } });
      return { accepted: form(row?.id ?? ""), refused: form("none") };
    },
  });
  return {
    "admin.team.invite": {
      action: "member.invited",
      made: async () => ({ accepted: { form: link }, refused: { form: { ...link, role: "owner" } } }),
    },
    "admin.team._index#resend": ofPending("member.invitation-resent", "resend"),
    "admin.team._index#revoke": ofPending("member.invitation-revoked", "revoke"),
  };
}

function memberCases(context: Context, ctx: Ctx): Record<string, AuditCase> {
  const ofMember = (action: string, more: Record<string, string> = {}): AuditCase => ({
    action,
    async made() {
      const { userId } = await makeMember(context, ctx, "viewer");
      const form = (version: string) => ({ params: { id: userId }, form: { ...more, version } });
      return { accepted: form(await versionOf(ctx, userId)), refused: form("other") };
    },
  });
  return {
    "admin.team.$id._index": ofMember("member.role-changed", { role: "editor" }),
    "admin.team.$id.remove": ofMember("member.removed"),
    "admin.team.$id.transfer": ofMember("member.ownership-transferred"),
    "admin.team.leave": {
      action: "member.left",
      made: async () => ({ accepted: { form: { sure: "on" } }, refused: { form: {} } }),
    },
  };
}
