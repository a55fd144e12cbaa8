import { type AppLoadContext, data, redirect } from "@remix-run/server-runtime";
import {
  acceptInvitation,
  findInvitation,
  type Invitation,
  joinAsNewUser,
} from "#app/auth/accept-invitation.server.ts";
import { knownBrowserCookie } from "#app/auth/known-browser.server.ts";
import { beginSignIn } from "#app/auth/sign-ins.server.ts";
import { adminServerTranslator, issueTranslator } from "#app/i18n/admin-server-translate.ts";
import { adminLocale } from "#app/i18n/admin-translate.ts";
import { Busy } from "#app/platform/errors.ts";
import { ctxOf } from "#app/platform/http/ctx-of-request.ts";
import { type FormErrors, parseForm } from "#app/platform/http/parse-form.ts";
import { invitation as invitationPath } from "#app/platform/http/paths.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { type AnyRefusal, statusOf } from "#app/platform/refusals.ts";
import { newUserForm, newUserWithEmailForm } from "./join-form.server.ts";

interface JoinRequest {
  request: Request;
  context: AppLoadContext;
  token: string;
  form: FormData;
}

/**
 * Accepts an invitation as the signed-in user. Without one, and for an invitation that cannot be accepted, it returns a
 * redirect to the page of the invitation, which shows why.
 */
export async function joinAsMember({ context, token }: JoinRequest, account: { userId: string } | undefined) {
  const invitation = await findInvitation(context.db, token);
  const again = { ok: false, response: redirect(invitationPath(token), 303) } as const;
  if (!invitation || !account) return again;
  const ctx = ctxOf(context, invitation.organizationId, { kind: "member", id: account.userId });
  const accepted = await acceptInvitation(ctx, { userId: account.userId, token });
  return accepted.ok ? ({ ok: true, slug: invitation.slug, cookies: [] } as const) : again;
}

/**
 * Creates an account, accepts the invitation with it and signs it in. Checks the link and the rate limit first, so that used
 * links and excess attempts cost no hashing. An address that has an account already costs one hash too, as a new one does.
 */
export async function joinAsNewAccount({ request, context, token, form }: JoinRequest) {
  const invitation = await findInvitation(context.db, token);
  const again = { ok: false, response: redirect(invitationPath(token), 303) } as const;
  if (invitation?.state !== "open") return again;
  const requested = preferencesOf(request).locale;
  const t = adminServerTranslator(adminLocale(undefined, requested));
  const refuse = (refusal: AnyRefusal, errors: FormErrors) =>
    ({
      ok: false,
      response: data({ typed: typedIn(form), errors }, { status: statusOf(refusal) }),
    }) as const;
  const limit = context.rateLimits.consume("setup", context.clientAddress);
  if (!limit.ok) {
    return refuse("RATE_LIMITED", { "": [t("admin.auth.tooMany", { count: limit.retryAfterSeconds })] });
  }
  const read = await readUser(form, invitation, issueTranslator(t));
  if (!read.ok) return refuse("INVALID_FORM", read.errors);
  const { password, name, email } = read.value;
  try {
    const passwordHash = await context.passwords.hash(password);
    const ctx = ctxOf(context, invitation.organizationId);
    const joined = await joinAsNewUser(ctx, token, { name, email, passwordHash, locale: requested ?? null });
    if (!joined.ok && joined.refusal === "EMAIL_TAKEN") {
      return refuse(joined.refusal, { "": [t("admin.team.join.failed")] });
    }
    if (!joined.ok) return again;
    const signIn = await beginSignIn(context, { userId: joined.userId, request });
    const cookies = [signIn, knownBrowserCookie(request, context, email)];
    return { ok: true, slug: invitation.slug, cookies } as const;
  } catch (problem) {
    if (!(problem instanceof Busy)) throw problem;
    return refuse("RATE_LIMITED", { "": [t("admin.auth.busy", { count: problem.retryAfterSeconds })] });
  }
}

/** Reads the new account. An invitation to an address decides its address; a link asks for one. */
async function readUser(
  form: FormData,
  { email, organization }: Invitation,
  translate: Parameters<typeof parseForm>[2],
) {
  const typed = typedIn(form);
  const inputs = [organization, typed.name ?? "", email ?? typed.email ?? ""];
  if (email === null) return parseForm(form, newUserWithEmailForm(inputs), translate);
  const read = await parseForm(form, newUserForm(inputs), translate);
  return read.ok ? ({ ok: true, value: { ...read.value, email } } as const) : read;
}

/** Returns the typed values without the password. */
function typedIn(form: FormData): Record<string, string> {
  const names = ["name", "email"];
  return Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? "").slice(0, 300)]));
}
