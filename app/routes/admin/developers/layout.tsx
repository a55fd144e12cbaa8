import { Link, Outlet, useLocation } from "@remix-run/react";
import { memberLoader } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { apiReference } from "#app/platform/http/paths.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { PageTitle } from "#app/ui/page-title.tsx";

export const loader = memberLoader("manageDevelopers", noObject, () => null);

/** Layout of the pages for developers: tabs for keys and webhooks, and a link to the reference. */
export default function DevelopersPages() {
  const { t } = useAdminWords();
  const { pathname } = useLocation();
  const paths = useAdminPaths();
  const tabs = [
    { to: paths.keys(), label: t("admin.developers.keys") },
    { to: paths.webhooks(), label: t("admin.developers.webhooks") },
  ];
  return (
    <>
      <PageTitle>{t("admin.developers.title")}</PageTitle>
      <nav className="tabs" aria-label={t("admin.developers.title")}>
        {tabs.map(({ to, label }) => (
          <Link key={to} to={to} className="tab" aria-current={pathname.startsWith(to) ? "page" : undefined}>
            {label}
          </Link>
        ))}
        <a className="tab" href={apiReference()}>
          {t("admin.developers.reference")}
        </a>
      </nav>
      <Outlet />
    </>
  );
}
