import { type ActionFunctionArgs, type AppLoadContext, data, redirect } from "@remix-run/server-runtime";
import { type Capability, canSomewhere } from "#app/auth/capabilities.ts";
import { checkSignIn } from "#app/auth/sign-in-check.server.ts";
import { beginSignIn } from "#app/auth/sign-ins.server.ts";
import { PASSWORD_FIELDS, SIGN_IN_FIELDS, type SignedOut } from "#app/auth/signed-out.ts";
import { adminLocale, adminTranslator } from "#app/i18n/admin-translate.ts";
import { pagePath } from "#app/platform/http/page-path.ts";
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

/** A form that arrived with email address and password, and the cookie of the new sign-in. */
interface SignedInForm {
  form: FormData;
  cookie: string;
}

/**
 * Signs a member in with a form submitted after the sign-in has ended. Returns undefined if the browser is signed in. Throws
 * the page that preserves the form and asks for email address and password if they are missing or wrong, or if their account
 * may not submit this form. An unreadable body gets a redirect to the sign-in page.
 */
export async function signInAgain(
  { request, params, context }: ActionFunctionArgs,
  capability: Capability,
  read: (request: Request) => Promise<FormData>,
): Promise<SignedInForm | undefined> {
  if (await findAccount(request, context)) return undefined;
  const form = await readOrLeave(request, read);
  const typed = takeCredentials(form);
  const ask = (status: number, more: Partial<SignedOut> = {}) => askToSignIn(request, form, status, more);
  if (!typed) throw ask(401);
  const { email } = typed;
  const t = adminTranslator(localeFor(request));
  const checked = await checkSignIn(context, typed, t);
  if (!checked.ok) {
    const field = checked.field && SIGN_IN_FIELDS[checked.field];
    throw ask(statusOf(checked.refusal), { email, errors: { [field]: [checked.message] } });
  }
  const account = await readAccountOf(context.db, checked.userId);
  if (!account || !(await maySend(context.db, account, params.slug, capability))) {
    throw ask(403, { email, errors: { "": [t("admin.auth.signInAgain.notAllowed")] } });
  }
  return { form, cookie: await begin(account, request, context) };
}

/** Removes the sign-in fields from a form and returns their values; undefined for a form without them. */
export function takeCredentials(form: FormData): { email: string; password: string } | undefined {
  const [email, password] = [form.get(SIGN_IN_FIELDS.email), form.get(SIGN_IN_FIELDS.password)];
  form.delete(SIGN_IN_FIELDS.email);
  form.delete(SIGN_IN_FIELDS.password);
  if (email === null && password === null) return undefined;
  return { email: String(email ?? "").slice(0, 254), password: String(password ?? "") };
}

/** Runs an action and adds a sign-in's cookie to its result, returned or thrown. */
export async function withCookie<Result>(
  cookie: string | undefined,
  act: () => Promise<Result>,
): Promise<Result> {
  if (cookie === undefined) return act();
  try {
    return addCookie(await act(), cookie) as Result;
  } catch (thrown) {
    throw thrown instanceof Response ? addCookie(thrown, cookie) : thrown;
  }
}

function addCookie(result: unknown, cookie: string): unknown {
  if (result instanceof Response) {
    result.headers.append("Set-Cookie", cookie);
    return result;
  }
  const wrapped = result as ReturnType<typeof data<unknown>> | null;
  const [body, init] =
    wrapped?.type === "DataWithResponseInit" ? [wrapped.data, wrapped.init] : [result, null];
  const headers = new Headers(init?.headers);
  headers.append("Set-Cookie", cookie);
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

async function begin(account: Account, request: Request, context: AppLoadContext): Promise<string> {
  const cookie = await beginSignIn(context, { userId: account.userId, request });
  rememberAccount(context, account);
  return cookie;
}

/** Returns the browser's language, since no user is signed in. */
const localeFor = (request: Request) => adminLocale(undefined, preferencesOf(request).locale);

function askToSignIn(request: Request, form: FormData, status: number, more: Partial<SignedOut>): Response {
  const action = pagePath(request) + new URL(request.url).search;
  const fields = [...form].filter(([name]) => !PASSWORD_FIELDS.includes(name));
  const kept = fields.map(([name, value]): [string, string] => [name, String(value)]);
  const body: SignedOut = { problem: "signedOut", action, kept, locale: localeFor(request), ...more };
  return Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
}
