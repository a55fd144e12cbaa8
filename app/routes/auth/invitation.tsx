import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { findAccount } from "#app/admin/member.server.ts";
import { findInvitation } from "#app/auth/accept-invitation.server.ts";
import { adminLocale } from "#app/i18n/admin-translate.ts";
import { pageMessages } from "#app/i18n/page-messages.server.ts";
import { PageWords, pageTranslator } from "#app/i18n/page-words.tsx";
import { adminPaths } from "#app/platform/http/paths.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { problemResponse } from "#app/platform/http/problems.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { DEFAULT_LOCALE } from "#app/platform/locales.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { joinAsMember, joinAsNewAccount } from "#app/team/join.server.ts";
import { newUserWithEmailForm } from "#app/team/join-form.server.ts";
import { JoinPage } from "#app/team/join-page.tsx";
import { joinView } from "#app/team/join-view.server.ts";
import { teamTitle } from "#app/team/team-title.ts";

const tokenOf = (request: Request) => new URL(request.url).searchParams.get("token") ?? "";
const localeFor = (request: Request) => adminLocale(undefined, preferencesOf(request).locale);

/** Shows an invitation without using it up, since programs that check mails follow links. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const token = tokenOf(request);
  const [account, invitation] = await Promise.all([
    findAccount(request, context),
    findInvitation(context.db, token),
  ]);
  const view = joinView(invitation, account);
  const locale = localeFor(request);
  const status =
    view.kind === "ended" || view.kind === "already"
      ? statusOf("INVITATION_ENDED")
      : view.kind === "other"
        ? statusOf("INVITATION_OTHER_ADDRESS")
        : 200;
  return data({ view, token, locale, messages: pageMessages(locale, "admin.team.") }, { status });
}

/** Accepts an invitation: as the signed-in user, or with a new account. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, newUserWithEmailForm());
  const intent = form.get("intent");
  const joinRequest = { request, context, token: tokenOf(request), form };
  if (intent !== "join" && intent !== "create") throw problemResponse("malformedForm");
  const joined =
    intent === "join"
      ? await joinAsMember(joinRequest, await findAccount(request, context))
      : await joinAsNewAccount(joinRequest);
  if (!joined.ok) return joined.response;
  const headers = new Headers();
  for (const cookie of joined.cookies) headers.append("Set-Cookie", cookie);
  return redirect(adminPaths(joined.slug).home(), { status: 303, headers });
}

const title = teamTitle<typeof loader>((t, found) => {
  const view = found?.view;
  if (view?.kind === "ended") return t(`admin.team.join.${view.reason}.title`);
  if (view?.kind === "other") return t("admin.team.join.other.title");
  const organization = view?.organization ?? "";
  return t(view?.kind === "already" ? "admin.team.join.already.title" : "admin.team.join.title", {
    organization,
  });
});

export const meta: MetaFunction<typeof loader> = (args) => {
  const { messages = {}, locale = DEFAULT_LOCALE } = args.data ?? {};
  const description = pageTranslator(messages, locale)("admin.team.join.description");
  return [
    ...title(args),
    { name: "description", content: description },
    { name: "robots", content: "noindex" },
  ];
};

export default function InvitationRoute() {
  const { view, token, messages } = useLoaderData<typeof loader>();
  return (
    <PageWords value={messages}>
      <JoinPage view={view} token={token} given={useActionData<typeof action>()} />
    </PageWords>
  );
}
