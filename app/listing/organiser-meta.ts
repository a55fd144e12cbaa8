import type { MetaDescriptor } from "@remix-run/node";
import { translator } from "#app/i18n/translate.ts";
import { metaOfPublicPage } from "#app/platform/http/page-meta.ts";
import * as paths from "#app/platform/http/paths.ts";
import { isFiltered } from "./listing-query.ts";
import type { OrganiserPageData } from "./organiser-page.server.ts";

/** Returns the meta tags of an organiser's page. Filtered views are not indexed. */
export function metaOfOrganiser(
  { organization, locale, query }: Pick<OrganiserPageData, "organization" | "locale" | "query">,
  origin: string,
  search: string,
): MetaDescriptor[] {
  const path = paths.organizationPage(organization.slug);
  const title = organization.name;
  const meta = metaOfPublicPage({
    title,
    site: title,
    origin,
    path,
    search,
    locale,
    description: translator(locale)("organiser.description", { organisation: title }),
    feed: { path: paths.organizationFeed(organization.slug), title },
    facts: {
      "@context": "https://schema.org",
      "@type": "Organization",
      name: title,
      url: paths.absolute(origin, path),
    },
  });
  const isPart = isFiltered(query) || query.past || query.after || query.view === "month";
  return isPart ? [...meta, { name: "robots", content: "noindex, follow" }] : meta;
}
