import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownMember } from "#app/admin/own.server.ts";
import { transferOwnership } from "#app/auth/change-member.server.ts";
import { versionOfRoles } from "#app/auth/team-rules.ts";
import { TransferPage } from "#app/team/confirm-pages.tsx";
import { teamTitle } from "#app/team/team-title.ts";

export const loader = memberLoader("manageOwners", ownMember, ({ own }) => ({
  member: { userId: own.userId, name: own.name },
  version: versionOfRoles(own),
}));

export const action = memberAction("manageOwners", ownMember, async ({ ctx, own, form, paths }) => {
  const transferred = await transferOwnership(ctx, own.userId, String(form.get("version") ?? ""));
  return transferred.ok ? redirect(paths.team({ done: "transferred" }), 303) : transferred;
});

export const meta = teamTitle<typeof loader>((t, found) =>
  t("admin.team.transfer.title", { name: found?.member.name ?? "" }),
);

export default function Transfer() {
  return <TransferPage {...useLoaderData<typeof loader>()} />;
}
