import type { HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import {
  type ClientLoaderFunctionArgs,
  type MetaFunction,
  Outlet,
  useLocation,
  useMatches,
  useRouteError,
} from "@remix-run/react";
import { type ReactNode, useContext } from "react";
import "#app/styles/public.css";
import { AccessPage, accessIn, sessionIn } from "#app/checkout/access-page.tsx";
import { translator } from "#app/i18n/translate.ts";
import { useWords } from "#app/i18n/words.tsx";
import { PageContext, type PageData, type RouteHandle } from "#app/platform/http/page-context.ts";
import * as paths from "#app/platform/http/paths.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { DEFAULT_LOCALE } from "#app/platform/locales.ts";
import { OptionalWordContext } from "#app/ui/forms/field-frame.tsx";
import { PreferenceChooser } from "#app/ui/preference-chooser.tsx";
import { ProblemPage, problemDescription, problemTitle } from "#app/ui/problem-page.tsx";
import { PublicFrame } from "#app/ui/public-frame.tsx";

export const handle: RouteHandle = { surface: "public" };

/** Returns the visitor's language, the default of all pages. Without a loader the clientLoader would empty the page. */
export function loader({ request }: LoaderFunctionArgs): PageData {
  return { locale: preferencesOf(request).locale };
}

/** Turns client-side navigation from the admin into a document load, since these pages are not hydrated. */
export async function clientLoader({ request }: ClientLoaderFunctionArgs) {
  window.location.assign(request.url);
  return new Promise<null>(() => {});
}

/** Returns the headers of error pages: the `Retry-After` of a thrown response, and `no-store`. */
export const headers: HeadersFunction = ({ errorHeaders }) => {
  const wait = errorHeaders?.get("Retry-After");
  return { ...(errorHeaders && { "Cache-Control": "no-store" }), ...(wait && { "Retry-After": wait }) };
};

/** The title of the error page. Every other page sets its title itself. */
export const meta: MetaFunction<typeof loader> = ({ data, error }) => {
  // Where an action has thrown, no loader has run.
  const t = translator(data?.locale ?? accessIn(error)?.locale ?? DEFAULT_LOCALE);
  return [
    { title: problemTitle(error, t) },
    { name: "description", content: problemDescription(error, t) },
    { name: "robots", content: "noindex" },
  ];
};

export default function PublicLayout() {
  return (
    <PublicPage>
      <Outlet />
    </PublicPage>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  const { requestId } = useContext(PageContext);
  const query = new URLSearchParams(useLocation().search);
  const access = accessIn(error);
  if (access) {
    const action = paths.eventPage(access.slug, { ...sessionIn(query), send: "1" });
    return (
      <PublicPage>
        <AccessPage access={access} action={action} />
      </PublicPage>
    );
  }
  return (
    <PublicPage>
      <ProblemPage error={error} requestId={requestId} home={paths.home()} newLink={paths.findBooking()} />
    </PublicPage>
  );
}

/** The footer's links: the legal pages that the page's organisation has set, and the sign-in for organisers. */
function FooterLinks() {
  const { t } = useWords();
  const data = useMatches().at(-1)?.data as LegalData | undefined;
  const { privacyUrl, imprintUrl } = data?.organization ?? data?.booking?.organization ?? {};
  return (
    <>
      {privacyUrl ? <a href={privacyUrl}>{t("frame.privacy")}</a> : null}
      {imprintUrl ? <a href={imprintUrl}>{t("frame.imprint")}</a> : null}
      <a href={paths.admin()}>{t("frame.forOrganisers")}</a>
    </>
  );
}

interface LegalData {
  organization?: LegalLinks;
  booking?: { organization?: LegalLinks };
}

interface LegalLinks {
  privacyUrl?: string;
  imprintUrl?: string;
}

function PublicPage({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const { pathname, search } = useLocation();
  const { preferences } = useContext(PageContext);
  return (
    <OptionalWordContext.Provider value={t("frame.optional")}>
      <PublicFrame
        home={paths.home()}
        account={<a href={paths.findBooking()}>{t("frame.myBooking")}</a>}
        footer={<FooterLinks />}
        preferences={
          <PreferenceChooser
            action={paths.preferences()}
            back={pathname + search}
            theme={preferences?.theme}
          />
        }
      >
        {children}
      </PublicFrame>
    </OptionalWordContext.Provider>
  );
}
