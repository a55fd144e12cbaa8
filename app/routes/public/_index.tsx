import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { translator } from "#app/i18n/translate.ts";
import { useWords } from "#app/i18n/words.tsx";
import { metaOfOrganiser } from "#app/listing/organiser-meta.ts";
import { openOrganiserPage } from "#app/listing/organiser-page.server.ts";
import { OrganiserPage } from "#app/listing/organiser-page.tsx";
import { listOrganizations } from "#app/organizations/organizations.server.ts";
import type { RouteHandle } from "#app/platform/http/page-context.ts";
import { metaOfPublicPage } from "#app/platform/http/page-meta.ts";
import * as paths from "#app/platform/http/paths.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { isId } from "#app/platform/ids.ts";
import { DEFAULT_LOCALE } from "#app/platform/locales.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { TextLink } from "#app/ui/text-link.tsx";

export const handle: RouteHandle = { cachedAs: "listing" };

const ORGANIZATIONS_PER_PAGE = 100;

/** Shows the page of the only organisation, or a list of several. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { origin } = context;
  const after = new URL(request.url).searchParams.get("after") ?? "";
  const found = await listOrganizations(
    context.db,
    ORGANIZATIONS_PER_PAGE + 1,
    isId(after) ? after : undefined,
  );
  const organizations = found.slice(0, ORGANIZATIONS_PER_PAGE);
  const [only, ...others] = organizations;
  const locale = preferencesOf(request).locale ?? DEFAULT_LOCALE;
  if (!only || others.length > 0 || isId(after)) {
    const next = found.length > ORGANIZATIONS_PER_PAGE ? organizations.at(-1)?.id : undefined;
    return { origin, locale, organizations, next, page: undefined };
  }
  const page = await openOrganiserPage(context, request, only);
  return { origin, locale: page.locale, organizations, next: undefined, page };
}

export const meta: MetaFunction<typeof loader> = ({ data, location }) => {
  if (!data) return [];
  if (data.page) return metaOfOrganiser(data.page, data.origin, location.search);
  return metaOfPublicPage({
    title: "Reservo",
    site: "Reservo",
    origin: data.origin,
    path: paths.home(),
    search: location.search,
    locale: data.locale,
    description: translator(data.locale)("organiser.all.description"),
  });
};

export default function StartPage() {
  const { page, organizations } = useLoaderData<typeof loader>();
  if (page) return <OrganiserPage data={page} />;
  return organizations.length === 0 ? <NoOrganization /> : <Organizations />;
}

function NoOrganization() {
  const { t } = useWords();
  return <EmptyTicket as="h1" title={t("organiser.nobody.title")} line={t("organiser.nobody.line")} />;
}

function Organizations() {
  const { t } = useWords();
  const { organizations, next } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle>{t("organiser.all.title")}</PageTitle>
      <ul className="link-list">
        {organizations.map((organization) => (
          <li key={organization.id}>
            <TextLink href={paths.organizationPage(organization.slug)}>{organization.name}</TextLink>
          </li>
        ))}
      </ul>
      {next ? (
        <p className="page-next">
          <ButtonLink kind="quiet" href={paths.organizationsAfter(next)}>
            {t("organiser.all.more")}
          </ButtonLink>
        </p>
      ) : null}
    </>
  );
}
