import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { adminPaths } from "#app/platform/http/paths.ts";
import { OwnWords } from "../own-words.tsx";

interface Organization {
  slug: string;
  name: string;
}

/** The organisation's name; for members of several, a menu of links to all of them. */
export function OrganizationSwitcher({ current, all }: { current: Organization; all: Organization[] }) {
  const { t } = useAdminWords();
  if (all.length < 2) return <OwnWords>{current.name}</OwnWords>;
  return (
    <details className="admin-switcher">
      <summary>
        <OwnWords>{current.name}</OwnWords>
      </summary>
      <ul aria-label={t("admin.shell.organizations")}>
        {all.map(({ slug, name }) => (
          <li key={slug}>
            <a href={adminPaths(slug).home()} aria-current={slug === current.slug ? "true" : undefined}>
              <OwnWords>{name}</OwnWords>
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
