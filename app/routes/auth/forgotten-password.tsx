import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { accountCtx } from "#app/auth/account/ctx.server.ts";
import { requestPasswordLink } from "#app/auth/account/forgotten-password.server.ts";
import { ForgottenPasswordPage } from "#app/auth/account/link-pages.tsx";
import { adminServerTranslator } from "#app/i18n/admin-server-translate.ts";
import { adminLocale } from "#app/i18n/admin-translate.ts";
import { pageMessages } from "#app/i18n/page-messages.server.ts";
import { pause } from "#app/platform/clock.ts";
import * as paths from "#app/platform/http/paths.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { readEmail } from "#app/platform/text/email.ts";

/** Minimum response time, longer than the transaction, so that timing does not reveal whether an account exists. */
const MIN_RESPONSE_MS = 250;

const localeOf = (request: Request) => adminLocale(undefined, preferencesOf(request).locale);

export function loader({ request }: LoaderFunctionArgs) {
  const locale = localeOf(request);
  const sent = new URL(request.url).searchParams.has("sent");
  const t = adminServerTranslator(locale);
  const title = t(sent ? "admin.account.forgotten.sentTitle" : "admin.account.forgotten.title");
  const line = t("admin.account.forgotten.line");
  return { sent, title, line, messages: pageMessages(locale, "admin.account.") };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const locale = localeOf(request);
  const t = adminServerTranslator(locale);
  const typed = String((await readTypedForm(request)).get("email") ?? "").slice(0, 300);
  const limit = context.rateLimits.consume("password-link", context.clientAddress);
  if (!limit.ok) {
    const errors = { "": [t("admin.auth.tooMany", { count: limit.retryAfterSeconds })] };
    return data({ typed, errors }, { status: statusOf("RATE_LIMITED") });
  }
  const read = readEmail(typed);
  if (!read.ok) {
    const errors = { email: [t("admin.account.forgotten.email")] };
    return data({ typed, errors }, { status: statusOf("INVALID_FORM") });
  }
  const sending = requestPasswordLink(accountCtx(context), { email: read.email, locale });
  await Promise.all([sending, pause(MIN_RESPONSE_MS)]);
  context.wakeRelay();
  return redirect(paths.forgottenPassword({ sent: "1" }), 303);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ""} · Reservo` },
  { name: "description", content: data?.line ?? "" },
  { name: "robots", content: "noindex" },
];

export default function ForgottenPassword() {
  return <ForgottenPasswordPage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
