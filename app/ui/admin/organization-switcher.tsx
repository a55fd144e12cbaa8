import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { adminPaths } from "#app/platform/http/paths.ts";

interface Organization {
  slug: string;
  name: string;
}

/** Names the organisation, and links to the member's other ones where there are any. */
export function OrganizationSwitcher({ current, all }: { current: Organization; all: Organization[] }) {
  const { t } = useAdminWords();
  if (all.length < 2) return current.name;
  return (
    <details className="admin-switcher">
      <summary>{current.name}</summary>
      <ul aria-label={t("admin.shell.organizations")}>
        {all.map(({ slug, name }) => (
          <li key={slug}>
            <a href={adminPaths(slug).home()} aria-current={slug === current.slug ? "true" : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
