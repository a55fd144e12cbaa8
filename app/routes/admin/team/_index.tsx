import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";
import { resendInvitation, revokeInvitation } from "#app/auth/invitations.server.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { absolute } from "#app/platform/http/paths.ts";
import { listInvitations } from "#app/team/list-invitations.server.ts";
import { listMembers, readMembersQuery } from "#app/team/list-members.server.ts";
import { TeamPage } from "#app/team/team-page.tsx";
import { teamTitle } from "#app/team/team-title.ts";

export const loader = memberLoader("manageTeam", noObject, async ({ ctx, member, query, locale }) => {
  const membersQuery = readMembersQuery(query);
  const [list, invitations, organization] = await Promise.all([
    listMembers(ctx, membersQuery),
    listInvitations(ctx),
    findOrganization(ctx.db, ctx.organizationId),
  ]);
  const moment = { locale, timeZone: organization?.timeZone ?? "UTC" };
  const { organization: name, userId } = member;
  return {
    list,
    invitations,
    moment,
    query: membersQuery,
    organization: name,
    self: userId,
    done: query.get("done"),
  };
});

const idOf = (form: FormData) => String(form.get("invitation") ?? "");

export const action = memberAction("manageTeam", noObject, {
  resend: async ({ ctx, form, locale, paths, context }) => {
    const sent = await resendInvitation(ctx, { id: idOf(form), locale });
    if (!sent.ok) return sent;
    // Respond without a redirect: the link is in this response only, as its token is not stored.
    const link = absolute(context.origin, sent.path);
    if (sent.email === null) return data({ link }, { headers: { "Cache-Control": "no-store" } });
    context.wakeRelay();
    return redirect(paths.team({ done: "resent" }), 303);
  },
  revoke: async ({ ctx, form, paths }) => {
    const revoked = await revokeInvitation(ctx, idOf(form));
    return revoked.ok ? redirect(paths.team({ done: "revoked" }), 303) : revoked;
  },
});

export const meta = teamTitle<typeof loader>((t) => t("admin.team.title"));

export default function Team() {
  const given = useActionData<typeof action>();
  return (
    <TeamPage {...useLoaderData<typeof loader>()} link={given && "link" in given ? given.link : undefined} />
  );
}
