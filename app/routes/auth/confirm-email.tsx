import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { confirmEmailChange, findConfirmedEmail } from "#app/auth/account/change-email.server.ts";
import { accountCtx } from "#app/auth/account/ctx.server.ts";
import { ConfirmEmailPage, type ConfirmState } from "#app/auth/account/link-pages.tsx";
import { type AdminServerKey, adminServerTranslator } from "#app/i18n/admin-server-translate.ts";
import { adminLocale } from "#app/i18n/admin-translate.ts";
import { pageMessages } from "#app/i18n/page-messages.server.ts";
import * as paths from "#app/platform/http/paths.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";

const tokenOf = (request: Request) => new URL(request.url).searchParams.get("token") ?? "";
const localeOf = (request: Request) => adminLocale(undefined, preferencesOf(request).locale);

/** The title and the description of each state. */
const WORDS = {
  open: ["admin.account.confirm.title", "admin.account.confirm.line"],
  done: ["admin.account.confirm.done", "admin.account.confirm.doneLine"],
  taken: ["admin.account.confirm.taken", "admin.account.confirm.takenLine"],
  gone: ["admin.account.gone.title", "admin.account.gone.email"],
} as const satisfies Record<ConfirmState, [AdminServerKey, AdminServerKey]>;

const STATUSES = {
  open: 200,
  done: 200,
  taken: statusOf("EMAIL_TAKEN"),
  gone: statusOf("LINK_USED"),
} as const;

/** Reads the link without using it up, since mail scanners open links. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const token = tokenOf(request);
  const locale = localeOf(request);
  const email = (await findConfirmedEmail(context.db, token)) ?? "";
  const outcome = new URL(request.url).searchParams.get("outcome");
  const isOutcome = outcome === "done" || outcome === "taken";
  const state: ConfirmState = email !== "" ? "open" : isOutcome ? outcome : "gone";
  const t = adminServerTranslator(locale);
  const [title, line] = WORDS[state].map((key) => t(key, { email }));
  const page = { token, state, title, line, email, messages: pageMessages(locale, "admin.account.") };
  return data(page, { status: STATUSES[state] });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const locale = localeOf(request);
  await readForm(request);
  const limit = context.rateLimits.consume("account-link", context.clientAddress);
  if (!limit.ok) {
    const t = adminServerTranslator(locale);
    const errors = { "": [t("admin.auth.tooMany", { count: limit.retryAfterSeconds })] };
    return data({ errors }, { status: statusOf("RATE_LIMITED") });
  }
  const browser = { request, secure: context.secure };
  const confirmed = await confirmEmailChange(accountCtx(context), tokenOf(request), { browser, locale });
  if (confirmed.ok) context.wakeRelay();
  else if (confirmed.refusal === "LINK_USED") return data({ errors: {} }, { status: statusOf("LINK_USED") });
  return redirect(paths.confirmEmail({ outcome: confirmed.ok ? "done" : "taken" }), 303);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ""} · Reservo` },
  { name: "description", content: data?.line ?? "" },
  { name: "robots", content: "noindex" },
];

export default function ConfirmEmail() {
  return (
    <ConfirmEmailPage {...useLoaderData<typeof loader>()} errors={useActionData<typeof action>()?.errors} />
  );
}
