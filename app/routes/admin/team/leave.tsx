import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { anyEvent } from "#app/admin/own.server.ts";
import { leaveOrganization } from "#app/auth/remove-member.server.ts";
import { admin } from "#app/platform/http/paths.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { LeavePage } from "#app/team/confirm-pages.tsx";
import { teamTitle } from "#app/team/team-title.ts";

export const loader = memberLoader("seeEvents", anyEvent, ({ member }) => ({
  organization: member.organization,
}));

export const action = memberAction("seeEvents", anyEvent, async ({ ctx, form, t }) => {
  if (form.get("sure") === null) {
    return data({ errors: [t("admin.form.tickToConfirm")] }, { status: statusOf("INVALID_FORM") });
  }
  const left = await leaveOrganization(ctx);
  return left.ok ? redirect(admin(), 303) : left;
});

export const meta = teamTitle<typeof loader>((t, found) =>
  t("admin.team.leave.title", { organization: found?.organization ?? "" }),
);

export default function Leave() {
  const given = useActionData<typeof action>();
  const errors = given && "errors" in given ? given.errors : undefined;
  return <LeavePage {...useLoaderData<typeof loader>()} errors={errors} />;
}
