import { redirect } from "@remix-run/server-runtime";
import type { SignedIn } from "#app/auth/sign-ins.server.ts";
import type { KeptForm } from "#app/auth/two-factor/kept-form.ts";
import type { AdminServerTranslate } from "#app/i18n/admin-server-translate.ts";
import { pageMessages } from "#app/i18n/page-messages.server.ts";
import { pagePath } from "#app/platform/http/page-path.ts";
import { adminPaths } from "#app/platform/http/paths.ts";
import type { Locale } from "#app/platform/locales.ts";
import { statusOf } from "#app/platform/refusals.ts";
import type { Membership } from "./member.server.ts";

/** The member's own account and language are reachable without a second factor, which is turned on there. */
const ALWAYS_OPEN = /^\/admin\/o\/[^/]+\/(?:account(?:\/|$)|settings\/language$)/;

/** Returns whether the pages of the organisation are closed to this user until they turn two-factor authentication on. */
export function lacksSecondFactor(
  account: Pick<SignedIn, "hasTwoFactor">,
  membership: Pick<Membership, "requiresTwoFactor">,
): boolean {
  return membership.requiresTwoFactor && !account.hasTwoFactor;
}

interface Visit {
  request: Request;
  member: SignedIn & Membership;
  locale: Locale;
  t: AdminServerTranslate;
}

/** Redirects a page's visitor who lacks a second factor to the page that turns it on, and back afterwards. */
export function leadToSecondFactor({ request, member }: Visit): void {
  if (!isClosed(request, member)) return;
  const next = pagePath(request) + new URL(request.url).search;
  throw redirect(adminPaths(member.slug).twoFactor({ next }));
}

/**
 * Throws the page that preserves the form of a member who lacks a second factor: it links to the page that turns it on, and
 * submits the form again. A redirect would lose what was typed.
 */
export function keepFormForSecondFactor({ request, member, locale, t }: Visit, form: FormData): void {
  if (!isClosed(request, member)) return;
  const body: KeptForm = {
    problem: "secondFactor",
    action: pagePath(request) + new URL(request.url).search,
    kept: [...form].map(([name, value]) => [name, String(value)]),
    organization: member.organization,
    turnOn: adminPaths(member.slug).twoFactor(),
    locale,
    title: t("admin.twoFactor.title"),
    messages: pageMessages(locale, "admin.twoFactor."),
  };
  const status = statusOf("SECOND_FACTOR_REQUIRED");
  throw Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
}

const isClosed = (request: Request, member: SignedIn & Membership) =>
  lacksSecondFactor(member, member) && !ALWAYS_OPEN.test(pagePath(request));
