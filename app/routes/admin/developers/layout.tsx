import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, Outlet, useLocation } from "@remix-run/react";
import { requireMember } from "#app/auth/require-member.server.ts";
import * as paths from "#app/platform/http/paths.ts";
import { PageTitle } from "#app/ui/page-title.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireMember(request, context, "manageDevelopers");
  return null;
}

const PARTS = [
  { to: paths.adminKeys(), label: "API keys" },
  { to: paths.adminWebhooks(), label: "Webhooks" },
];

/** What every page for developers stands in: keys, webhooks, and the way to the reference. */
export default function DevelopersPages() {
  const { pathname } = useLocation();
  return (
    <>
      <PageTitle>Developers</PageTitle>
      <nav className="tabs" aria-label="Developers">
        {PARTS.map(({ to, label }) => (
          <Link key={to} to={to} className="tab" aria-current={pathname.startsWith(to) ? "page" : undefined}>
            {label}
          </Link>
        ))}
        <a className="tab" href={paths.apiReference()}>
          API reference
        </a>
      </nav>
      <Outlet />
    </>
  );
}
