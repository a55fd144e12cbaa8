import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { accountCtx } from "#app/auth/account/ctx.server.ts";
import { setForgottenPassword } from "#app/auth/account/forgotten-password.server.ts";
import { NewPasswordPage } from "#app/auth/account/link-pages.tsx";
import { findLink } from "#app/auth/account/links.server.ts";
import { newPasswordFor } from "#app/auth/password-policy.server.ts";
import { adminServerTranslator, issueTranslator } from "#app/i18n/admin-server-translate.ts";
import { adminLocale } from "#app/i18n/admin-translate.ts";
import { pageMessages } from "#app/i18n/page-messages.server.ts";
import { Busy } from "#app/platform/errors.ts";
import { type FormErrors, parseForm } from "#app/platform/http/parse-form.ts";
import * as paths from "#app/platform/http/paths.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { type AnyRefusal, statusOf } from "#app/platform/refusals.ts";

/** Returns the schema of the form; `inputs` are those of `newPasswordFor`. */
const passwordFormFor = (inputs: readonly string[] = []) => z.object({ password: newPasswordFor(inputs) });

const tokenOf = (request: Request) => new URL(request.url).searchParams.get("token") ?? "";
const localeOf = (request: Request) => adminLocale(undefined, preferencesOf(request).locale);
const refuse = (refusal: AnyRefusal, errors?: FormErrors) => data({ errors }, { status: statusOf(refusal) });

/** Reads the link without using it up, since mail scanners open links. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const token = tokenOf(request);
  const locale = localeOf(request);
  const t = adminServerTranslator(locale);
  const email = (await findLink(context.db, "password", token))?.email;
  const isGone = email === undefined;
  const title = t(isGone ? "admin.account.gone.title" : "admin.account.newPassword.title");
  const line = t("admin.account.gone.password");
  const page = { token, email, title, line, messages: pageMessages(locale, "admin.account.") };
  return data(page, isGone ? { status: statusOf("LINK_USED") } : {});
}

/** Sets the password. Checks link and rate limit first, so that used links and excess attempts cost no hashing. */
export async function action({ request, context }: ActionFunctionArgs) {
  const token = tokenOf(request);
  const locale = localeOf(request);
  const t = adminServerTranslator(locale);
  const tooOften = (count: number) => refuse("RATE_LIMITED", { "": [t("admin.auth.tooMany", { count })] });
  const form = await readForm(request, passwordFormFor());
  const link = await findLink(context.db, "password", token);
  if (!link) return refuse("LINK_USED");
  const limit = context.rateLimits.consume("account-link", context.clientAddress);
  if (!limit.ok) return tooOften(limit.retryAfterSeconds);
  const parsed = await parseForm(form, passwordFormFor([link.email]), issueTranslator(t));
  if (!parsed.ok) return refuse("INVALID_FORM", parsed.errors);
  try {
    const passwordHash = await context.passwords.hash(parsed.value.password);
    const set = await setForgottenPassword(accountCtx(context), token, { passwordHash, locale });
    if (!set.ok) return refuse(set.refusal);
  } catch (problem) {
    if (!(problem instanceof Busy)) throw problem;
    return tooOften(problem.retryAfterSeconds);
  }
  context.wakeRelay();
  return redirect(paths.signIn(undefined, "password"), 303);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ""} · Reservo` },
  { name: "description", content: data?.line ?? "" },
  { name: "robots", content: "noindex" },
];

export default function NewPassword() {
  return (
    <NewPasswordPage {...useLoaderData<typeof loader>()} errors={useActionData<typeof action>()?.errors} />
  );
}
