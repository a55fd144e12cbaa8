import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useRouteError } from "@remix-run/react";
import "#app/styles/admin.css";
import { defaultMembership, findOwner } from "#app/admin/default-organization.server.ts";
import { requireAccount } from "#app/admin/member-routes.server.ts";
import { adminLocale } from "#app/i18n/admin-translate.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import type { RouteHandle } from "#app/platform/http/page-context.ts";
import { adminPaths, home } from "#app/platform/http/paths.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { problemResponse } from "#app/platform/http/problems.ts";
import { wordsOfPage } from "#app/ui/admin/admin-meta.ts";
import { AdminProblemPage, adminProblemTitle } from "#app/ui/admin/admin-problem-page.tsx";

export const handle: RouteHandle = { surface: "admin", disallowsRobots: true, nonce: true };

/**
 * Redirects addresses without an organisation, `/admin` and those from before `/admin/o/:slug`, to the organisation that
 * owns the object in the address, else to the user's default organisation.
 */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const account = await requireAccount(request, context);
  const path = params["*"] ?? "";
  const membership =
    (await findOwner(context, account, path)) ?? (await defaultMembership(request, context, account));
  if (!membership)
    throw problemResponse("forbidden", {
      locale: adminLocale(account.locale, preferencesOf(request).locale),
    });
  const target = adminPaths(membership.slug).home() + (path && `/${path}`);
  return redirect(target + new URL(request.url).search, 302);
}

export function action() {
  throw notFound();
}

export const meta: MetaFunction = (args) => [
  { title: `${adminProblemTitle(args.error, wordsOfPage(args))} · Reservo` },
];

export default function NoPage() {
  return null;
}

export function ErrorBoundary() {
  return (
    <main className="admin-problem">
      <AdminProblemPage error={useRouteError()} home={home()} />
    </main>
  );
}
