import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";
import { inviteMember } from "#app/auth/invitations.server.ts";
import { issueTranslator } from "#app/i18n/admin-server-translate.ts";
import { parseForm } from "#app/platform/http/parse-form.ts";
import { absolute } from "#app/platform/http/paths.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { inviteForm, typedInvitation } from "#app/team/invite-form.ts";
import { InvitePage } from "#app/team/invite-page.tsx";
import { listChoice } from "#app/team/pick-events.server.ts";
import { teamTitle } from "#app/team/team-title.ts";

export const loader = memberLoader("manageTeam", noObject, async ({ ctx, query }) => ({
  choice: await listChoice(ctx, query.get("q") ?? "", []),
}));

export const action = memberAction(
  "manageTeam",
  noObject,
  async ({ ctx, form, query, locale, paths, context, t }) => {
    const draft = typedInvitation(form);
    const parsed = await parseForm(form, inviteForm, issueTranslator(t));
    if (!parsed.ok) {
      const choice = await listChoice(ctx, query.get("q") ?? "", draft.events);
      return data({ draft, choice, errors: parsed.errors }, { status: statusOf("INVALID_FORM") });
    }
    const { by, email, role, scope, events, days } = parsed.value;
    const [to, eventIds] = [by === "email" ? email : null, scope === "events" ? events : []];
    const made = await inviteMember(ctx, { email: to, role, eventIds, days: Number(days), locale });
    if (!made.ok) return made;
    // Respond without a redirect: the link is in this response only, as its token is not stored.
    const link = absolute(context.origin, made.path);
    if (to === null) return data({ link }, { headers: { "Cache-Control": "no-store" } });
    context.wakeRelay();
    return redirect(paths.team({ done: "invited" }), 303);
  },
  { read: (request) => readForm(request, inviteForm), keep: (form) => ({ draft: typedInvitation(form) }) },
);

export const meta = teamTitle<typeof loader>((t) => t("admin.team.invite.title"));

export default function Invite() {
  return <InvitePage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
