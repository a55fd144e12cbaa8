import { type ActionFunctionArgs, type AppLoadContext, data, redirect } from "@remix-run/server-runtime";
import { type Capability, canSomewhere } from "#app/auth/capabilities.ts";
import { knownBrowserCookie } from "#app/auth/known-browser.server.ts";
import { checkSignIn } from "#app/auth/sign-in-check.server.ts";
import { SIGN_IN_FIELDS, type TypedSignIn, typedSignIn } from "#app/auth/sign-in-steps.ts";
import { beginSignIn } from "#app/auth/sign-ins.server.ts";
import { PASSWORD_FIELDS, type SignedOut } from "#app/auth/signed-out.ts";
import { adminServerTranslator } from "#app/i18n/admin-server-translate.ts";
import { adminLocale } from "#app/i18n/admin-translate.ts";
import { pagePath } from "#app/platform/http/page-path.ts";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { signIn } from "#app/platform/http/paths.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { statusOf } from "#app/platform/refusals.ts";
import type { Db } from "#db/client.ts";
import {
  type Account,
  findAccount,
  findMembership,
  readAccountOf,
  rememberAccount,
} from "./member.server.ts";

/** A form that arrived with what signs in, and the cookies of the new sign-in. */
interface SignedInForm {
  form: FormData;
  cookies: string[];
}

/**
 * Signs a member in with a form submitted after the sign-in has ended. Returns undefined if the browser is signed in. Throws
 * the page that preserves the form and asks for email address and password, and then for a code where the account needs one,
 * if they are missing or wrong, or if the account may not submit this form. An unreadable body gets a redirect to the sign-in
 * page.
 */
export async function signInAgain(
  { request, params, context }: ActionFunctionArgs,
  capability: Capability,
  read: (request: Request) => Promise<FormData>,
): Promise<SignedInForm | undefined> {
  if (await findAccount(request, context)) return undefined;
  const form = await readOrLeave(request, read);
  const typed = takeCredentials(form);
  const ask = (status: number, more: Partial<SignedOut> = {}, retryAfterSeconds?: number) =>
    askToSignIn({ request, form, status, retryAfterSeconds }, more);
  if (!typed) throw ask(401);
  const { email, code, recoveryCode } = typed;
  const t = adminServerTranslator(localeFor(request));
  const checked = await checkSignIn({ request, context, t }, typed);
  if (!checked.ok) {
    const { refusal, proof, retryAfterSeconds } = checked;
    const second = proof === undefined ? {} : { proof, code, recoveryCode };
    throw ask(statusOf(refusal), { email, ...second, errors: renamed(checked.errors) }, retryAfterSeconds);
  }
  const account = await readAccountOf(context.db, checked.userId);
  if (!account || !(await maySend(context.db, account, params.slug, capability))) {
    throw ask(403, { email, errors: { "": [t("admin.auth.signInAgain.notAllowed")] } });
  }
  return { form, cookies: await begin(account, request, context) };
}

/** Removes the sign-in fields from a form and returns their values; undefined for a form without them. */
export function takeCredentials(form: FormData): TypedSignIn | undefined {
  const names = Object.values(SIGN_IN_FIELDS);
  if (!names.some((name) => form.has(name))) return undefined;
  const typed = typedSignIn(form, SIGN_IN_FIELDS);
  for (const name of names) form.delete(name);
  return typed;
}

/** Returns the messages by the names that the fields have in this form. */
function renamed(errors: FormErrors): FormErrors {
  const nameOf = (field: string) => SIGN_IN_FIELDS[field as keyof TypedSignIn] ?? "";
  return Object.fromEntries(Object.entries(errors).map(([field, messages]) => [nameOf(field), messages]));
}

/** Runs an action and adds a sign-in's cookies to its result, returned or thrown. */
export async function withCookies<Result>(
  cookies: readonly string[],
  act: () => Promise<Result>,
): Promise<Result> {
  if (cookies.length === 0) return act();
  try {
    return addCookies(await act(), cookies) as Result;
  } catch (thrown) {
    throw thrown instanceof Response ? addCookies(thrown, cookies) : thrown;
  }
}

function addCookies(result: unknown, cookies: readonly string[]): unknown {
  if (result instanceof Response) {
    for (const cookie of cookies) result.headers.append("Set-Cookie", cookie);
    return result;
  }
  const wrapped = result as ReturnType<typeof data<unknown>> | null;
  const [body, init] =
    wrapped?.type === "DataWithResponseInit" ? [wrapped.data, wrapped.init] : [result, null];
  const headers = new Headers(init?.headers);
  for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  return data(body, { ...init, headers });
}

async function readOrLeave(
  request: Request,
  read: (request: Request) => Promise<FormData>,
): Promise<FormData> {
  try {
    return await read(request);
  } catch (error) {
    if (error instanceof Response) throw redirect(signIn());
    throw error;
  }
}

async function maySend(db: Db, account: Account, slug: string | undefined, capability: Capability) {
  const membership = await findMembership(db, account, slug ?? "");
  return membership !== undefined && canSomewhere(membership, capability);
}

async function begin(account: Account, request: Request, context: AppLoadContext): Promise<string[]> {
  const { userId, email } = account;
  const cookies = [
    await beginSignIn(context, { userId, request }),
    knownBrowserCookie(request, context, email),
  ];
  rememberAccount(context, account);
  return cookies;
}

/** Returns the browser's language, since no user is signed in. */
const localeFor = (request: Request) => adminLocale(undefined, preferencesOf(request).locale);

interface RefusedForm {
  request: Request;
  form: FormData;
  status: number;
  retryAfterSeconds: number | undefined;
}

function askToSignIn(
  { request, form, status, retryAfterSeconds }: RefusedForm,
  more: Partial<SignedOut>,
): Response {
  const action = pagePath(request) + new URL(request.url).search;
  const fields = [...form].filter(([name]) => !PASSWORD_FIELDS.includes(name));
  const kept = fields.map(([name, value]): [string, string] => [name, String(value)]);
  const body: SignedOut = { problem: "signedOut", action, kept, locale: localeFor(request), ...more };
  const headers = new Headers({ "Cache-Control": "no-store" });
  if (retryAfterSeconds !== undefined) headers.set("Retry-After", String(retryAfterSeconds));
  return Response.json(body, { status, headers });
}
