import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownMember } from "#app/admin/own.server.ts";
import { removeMember } from "#app/auth/remove-member.server.ts";
import { versionOfRoles } from "#app/auth/team-rules.ts";
import { RemovePage } from "#app/team/confirm-pages.tsx";
import { teamTitle } from "#app/team/team-title.ts";

export const loader = memberLoader("manageTeam", ownMember, ({ own, member }) => ({
  member: { userId: own.userId, name: own.name },
  version: versionOfRoles(own),
  organization: member.organization,
}));

export const action = memberAction("manageTeam", ownMember, async ({ ctx, own, form, paths }) => {
  const removed = await removeMember(ctx, own.userId, String(form.get("version") ?? ""));
  return removed.ok ? redirect(paths.team({ done: "removed" }), 303) : removed;
});

export const meta = teamTitle<typeof loader>((t, found) =>
  t("admin.team.remove.title", { name: found?.member.name ?? "" }),
);

export default function Remove() {
  return <RemovePage {...useLoaderData<typeof loader>()} />;
}
