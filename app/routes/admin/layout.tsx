import { data, type MetaFunction } from "@remix-run/node";
import {
  Link,
  Outlet,
  useLoaderData,
  useLocation,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import { CalendarDays, Code, Mail, Settings, Users } from "lucide-react";
import type { ReactNode } from "react";
import "#app/styles/admin.css";
import { rememberOrganization } from "#app/admin/default-organization.server.ts";
import { memberLoader } from "#app/admin/member-routes.server.ts";
import { anyEvent } from "#app/admin/own.server.ts";
import { can } from "#app/auth/capabilities.ts";
import { SignInAgainPage } from "#app/auth/sign-in-again-page.tsx";
import { signedOutOf } from "#app/auth/signed-out.ts";
import { keptFormOf } from "#app/auth/two-factor/kept-form.ts";
import { KeptFormPage } from "#app/auth/two-factor/kept-form-page.tsx";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { RouteHandle } from "#app/platform/http/page-context.ts";
import { admin, signOut } from "#app/platform/http/paths.ts";
import { newToken } from "#app/platform/secrets.ts";
import { AdminForm, PageForms } from "#app/ui/admin/admin-form.tsx";
import { AdminFrame, type NavLinkProps } from "#app/ui/admin/admin-frame.tsx";
import { wordsOfPage } from "#app/ui/admin/admin-meta.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { AdminProblemPage, adminProblemTitle } from "#app/ui/admin/admin-problem-page.tsx";
import { deleteAllFormDrafts } from "#app/ui/admin/form-drafts.ts";
import { OrganizationSwitcher } from "#app/ui/admin/organization-switcher.tsx";
import { PageAnnouncer } from "#app/ui/admin/page-announcer.tsx";
import { Button } from "#app/ui/button.tsx";
import { OptionalWordContext } from "#app/ui/forms/field-frame.tsx";

export const handle: RouteHandle = { surface: "admin", disallowsRobots: true, hydrate: true, nonce: true };

export const loader = memberLoader(
  "seeEvents",
  anyEvent,
  ({ member, memberships, request, context, locale }) => {
    const page = {
      locale,
      formSeed: newToken(),
      name: member.name,
      organization: { slug: member.slug, name: member.organization },
      organizations: memberships.map((each) => ({ slug: each.slug, name: each.organization })),
      hasMailbox: context.mail.mailbox !== undefined,
      mayReadMailbox: can(member, "readMailbox"),
      mayManageTeam: can(member, "manageTeam"),
      mayDevelop: can(member, "manageDevelopers"),
      maySet: can(member, "manageSettings"),
    };
    const cookie = rememberOrganization(request, context, member.slug);
    return data(page, cookie === undefined ? {} : { headers: { "Set-Cookie": cookie } });
  },
);

/** The title of the error page. Every other page sets its title itself. */
export const meta: MetaFunction<typeof loader> = (args) => {
  const t = wordsOfPage(args);
  const title = signedOutOf(args.error)
    ? t("admin.auth.signInAgain.title")
    : (keptFormOf(args.error)?.title ?? adminProblemTitle(args.error, t));
  return [{ title: `${title} · Reservo` }];
};

export default function AdminLayout() {
  return (
    <Frame {...useLoaderData<typeof loader>()}>
      <Outlet />
    </Frame>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Frame({ children, ...page }: Page & { children: ReactNode }) {
  const { formSeed, name, organization, organizations } = page;
  const paths = useAdminPaths();
  const { t } = useAdminWords();
  return (
    <OptionalWordContext.Provider value={t("admin.shell.optional")}>
      <PageForms seed={formSeed}>
        <AdminFrame
          organisation={<OrganizationSwitcher current={organization} all={organizations} />}
          nav={useNavigationItems(page)}
          person={name}
          account={{ to: paths.account(), current: useLocation().pathname.startsWith(paths.account()) }}
          renderLink={RailLink}
          signOut={
            <AdminForm action={signOut()} reloadDocument onSubmit={deleteAllFormDrafts}>
              <Button kind="quiet">{t("admin.shell.signOut")}</Button>
            </AdminForm>
          }
        >
          {children}
          <PageAnnouncer />
        </AdminFrame>
      </PageForms>
    </OptionalWordContext.Provider>
  );
}

function useNavigationItems({
  hasMailbox,
  mayReadMailbox,
  mayManageTeam,
  mayDevelop,
  maySet,
}: Pick<Page, "hasMailbox" | "mayReadMailbox" | "mayManageTeam" | "mayDevelop" | "maySet">) {
  const { t } = useAdminWords();
  const { pathname } = useLocation();
  const paths = useAdminPaths();
  const inMailbox = pathname.startsWith(paths.mailbox());
  const inDevelopers = pathname.startsWith(paths.developers());
  const inAccount = pathname.startsWith(paths.account());
  const inSettings =
    pathname.startsWith(paths.settings()) || pathname.startsWith(paths.auditLog()) || (inAccount && !maySet);
  const inTeam = pathname.startsWith(paths.team());
  const inEvents = !inMailbox && !inDevelopers && !inSettings && !inAccount && !inTeam;
  const events = {
    to: paths.home(),
    label: t("admin.shell.events"),
    icon: CalendarDays,
    current: inEvents,
  };
  const team = {
    to: paths.team(),
    label: t("admin.shell.team"),
    icon: Users,
    current: inTeam,
    disabledReason: mayManageTeam ? undefined : t("admin.shell.adminsOnly"),
  };
  const developers = {
    to: paths.developers(),
    label: t("admin.shell.developers"),
    icon: Code,
    current: inDevelopers,
    disabledReason: mayDevelop ? undefined : t("admin.shell.adminsOnly"),
  };
  const mailbox = {
    to: paths.mailbox(),
    label: t("admin.shell.mailbox"),
    icon: Mail,
    current: inMailbox,
    disabledReason: mayReadMailbox ? undefined : t("admin.shell.adminsOnly"),
  };
  // Everybody has an account of their own; the organisation's settings are for those who manage them.
  const settings = {
    to: maySet ? paths.settings() : paths.account(),
    label: t("admin.shell.settings"),
    icon: Settings,
    current: inSettings,
  };
  return [events, ...(hasMailbox ? [mailbox] : []), team, developers, settings];
}

function RailLink({ to, className, current, children }: NavLinkProps) {
  return (
    <Link key={to} to={to} className={className} aria-current={current ? "page" : undefined}>
      {children}
    </Link>
  );
}

/**
 * Shows an error within the admin's frame, which keeps the navigation; without the frame for users who are not members,
 * and for the form to sign in again.
 */
export function ErrorBoundary() {
  const error = useRouteError();
  const page = useRouteLoaderData<typeof loader>("routes/admin/layout");
  const paths = useAdminPaths();
  const signedOut = signedOutOf(error);
  if (signedOut) {
    return (
      <main className="admin-problem">
        <SignInAgainPage {...signedOut} />
      </main>
    );
  }
  const kept = keptFormOf(error);
  if (kept) {
    return (
      <main className="admin-problem">
        <KeptFormPage {...kept} />
      </main>
    );
  }
  if (page) {
    return (
      <Frame {...page}>
        <AdminProblemPage error={error} home={paths.home()} />
      </Frame>
    );
  }
  return (
    <main className="admin-problem">
      <AdminProblemPage error={error} home={admin()} />
    </main>
  );
}
