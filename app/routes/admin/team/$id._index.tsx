import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownMember } from "#app/admin/own.server.ts";
import { changeMember } from "#app/auth/change-member.server.ts";
import { issueTranslator } from "#app/i18n/admin-server-translate.ts";
import { parseForm } from "#app/platform/http/parse-form.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { memberForm, rolesIn, typedMember } from "#app/team/member-form.ts";
import { MemberPage } from "#app/team/member-page.tsx";
import { answerConflict, readMember, refuseForm } from "#app/team/member-view.server.ts";
import { teamTitle } from "#app/team/team-title.ts";

export const loader = memberLoader("manageTeam", ownMember, (visit) =>
  readMember(visit.ctx, visit.own, { ...visit, actor: visit.member }),
);

export const action = memberAction(
  "manageTeam",
  ownMember,
  async ({ ctx, own, form, paths, t, query }) => {
    const draft = typedMember(form);
    const parsed = await parseForm(form, memberForm, issueTranslator(t));
    if (!parsed.ok) return refuseForm(ctx, draft, { errors: parsed.errors, search: query.get("q") });
    const { version } = parsed.value;
    const changed = await changeMember(ctx, own.userId, { ...rolesIn(parsed.value), version });
    const saved = paths.teamMember(own.userId, { saved: "1" });
    if (changed.ok) return redirect(saved, 303);
    if (changed.refusal !== "MEMBER_CHANGED") return changed;
    const conflict = await answerConflict(ctx, own.userId, { draft, t });
    // The same form was sent twice: its roles are saved already.
    if (!conflict) return redirect(saved, 303);
    return data(conflict, { status: statusOf(changed.refusal) });
  },
  { read: (request) => readForm(request, memberForm), keep: (form) => ({ draft: typedMember(form) }) },
);

export const meta = teamTitle<typeof loader>((t, found) => found?.member.name ?? t("admin.team.member"));

export default function Member() {
  return <MemberPage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
