import { data } from "@remix-run/node";
import { Form, Link, Outlet, useLoaderData, useLocation, useRouteError } from "@remix-run/react";
import { CalendarDays, Code, Mail } from "lucide-react";
import "#app/styles/admin.css";
import { rememberOrganization } from "#app/admin/default-organization.server.ts";
import { memberLoader } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";
import { can } from "#app/auth/capabilities.ts";
import type { DocumentHandle } from "#app/platform/http/page-context.ts";
import { admin, signOut } from "#app/platform/http/paths.ts";
import { AdminFrame, type NavLinkProps } from "#app/ui/admin/admin-frame.tsx";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { AdminProblemPage } from "#app/ui/admin/admin-problem-page.tsx";
import { OrganizationSwitcher } from "#app/ui/admin/organization-switcher.tsx";
import { Button } from "#app/ui/button.tsx";

export const handle: DocumentHandle = { hydrate: true, nonce: true };

export const loader = memberLoader("seeEvents", noObject, ({ member, memberships, request, context }) => {
  const page = {
    name: member.name,
    organization: { slug: member.slug, name: member.organization },
    organizations: memberships.map((each) => ({ slug: each.slug, name: each.organization })),
    hasMailbox: context.mail.mailbox !== undefined,
    mayDevelop: can(member, "manageDevelopers"),
  };
  const cookie = rememberOrganization(request, context, member.slug);
  return data(page, cookie === undefined ? {} : { headers: { "Set-Cookie": cookie } });
});

export default function AdminLayout() {
  const { name, organization, organizations, hasMailbox, mayDevelop } = useLoaderData<typeof loader>();
  const { pathname } = useLocation();
  const paths = useAdminPaths();
  const inMailbox = pathname.startsWith(paths.mailbox());
  const inDevelopers = pathname.startsWith(paths.developers());
  const inEvents = !inMailbox && !inDevelopers;
  const events = { to: paths.home(), label: "Events", icon: CalendarDays, current: inEvents };
  const developers = {
    to: paths.developers(),
    label: "Developers",
    icon: Code,
    current: inDevelopers,
    closed: mayDevelop ? undefined : "Owners and admins",
  };
  const mailbox = { to: paths.mailbox(), label: "Mailbox", icon: Mail, current: inMailbox };
  return (
    <AdminFrame
      organisation={<OrganizationSwitcher current={organization} all={organizations} />}
      nav={hasMailbox ? [events, mailbox, developers] : [events, developers]}
      person={name}
      renderLink={RailLink}
      signOut={
        <Form method="post" action={signOut()} reloadDocument>
          <Button kind="quiet">Sign out</Button>
        </Form>
      }
    >
      <Outlet />
    </AdminFrame>
  );
}

function RailLink({ to, className, current, children }: NavLinkProps) {
  return (
    <Link key={to} to={to} className={className} aria-current={current ? "page" : undefined}>
      {children}
    </Link>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  return (
    <main className="admin-problem">
      <AdminProblemPage error={error} home={admin()} />
    </main>
  );
}
