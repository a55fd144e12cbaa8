import type { AppLoadContext } from "@remix-run/node";
import { inviteMember } from "#app/auth/invitations.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { invitations } from "#db/schema/index.ts";
import { type FormCase, withNul } from "./form-case.ts";
import { makeMember, versionOf } from "./team.ts";

const LINK: Parameters<typeof inviteMember>[1] = {
  email: null,
  role: "desk",
  eventIds: [],
  days: 7,
  locale: "en",
};

/** Returns the forms about members and invitations. */
export async function teamForms(context: AppLoadContext, ctx: Ctx): Promise<Record<string, FormCase>> {
  return { ...(await memberForms(context, ctx)), ...(await invitationForms(context, ctx)) };
}

async function memberForms(context: AppLoadContext, ctx: Ctx): Promise<Record<string, FormCase>> {
  const [changed, removed] = [
    await makeMember(context, ctx, "viewer"),
    await makeMember(context, ctx, "viewer"),
  ];
  const roles = { role: "editor", version: await versionOf(ctx, changed.userId) };
  // Other roles than those of the member, so that it is answered the same however often it is sent.
  const transfer = { version: "other" };
  return {
    "admin.team.$id._index": {
      path: "/admin/team/id",
      params: { id: changed.userId },
      valid: roles,
      accepted: 303,
      list: "eventRoles",
      rowField: "role",
      unstorable: withNul(roles),
    },
    "admin.team.$id.remove": {
      path: "/admin/team/id/remove",
      params: { id: removed.userId },
      valid: { version: await versionOf(ctx, removed.userId) },
      accepted: 303,
      list: "version",
      unstorable: withNul({ version: "x" }),
    },
    "admin.team.$id.transfer": {
      path: "/admin/team/id/transfer",
      params: { id: changed.userId },
      valid: transfer,
      accepted: 409,
      list: "version",
      unstorable: withNul(transfer),
    },
    // Not confirmed: whoever has left gets no other answer to the same form.
    "admin.team.leave": {
      path: "/admin/team/leave",
      valid: {},
      accepted: 422,
      list: "sure",
      unstorable: withNul({ sure: "on" }),
    },
  };
}

async function invitationForms(context: AppLoadContext, ctx: Ctx): Promise<Record<string, FormCase>> {
  const owner = await makeMember(context, ctx, "owner");
  await inviteMember(owner.ctx, LINK);
  const [pending] = await context.db.select({ id: invitations.id }).from(invitations).limit(1);
  const link = await inviteMember(owner.ctx, LINK);
  const user = { name: "Olu", email: "olu.new@example.org", password: "lantern-otter-93" };
  const invite = { by: "email", email: "new@example.org", role: "desk", scope: "all", days: "7" };
  const revoke = { intent: "revoke", invitation: pending?.id ?? "" };
  return {
    "admin.team._index": {
      path: "/admin/team",
      valid: revoke,
      accepted: 303,
      list: "invitation",
      unstorable: withNul(revoke),
    },
    "admin.team.invite": {
      path: "/admin/team/invite",
      valid: invite,
      accepted: 303,
      list: "events",
      unstorable: withNul(invite),
    },
    "auth.invitation": {
      path: link.ok ? link.path : "",
      valid: { intent: "create", ...user },
      accepted: 303,
      list: "name",
      unstorable: withNul({ intent: "create", ...user }),
    },
  };
}
