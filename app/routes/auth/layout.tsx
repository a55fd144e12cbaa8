import type { LoaderFunctionArgs } from "@remix-run/node";
import { type ClientLoaderFunctionArgs, type MetaFunction, Outlet, useRouteError } from "@remix-run/react";
import { useContext } from "react";
import "#app/styles/public.css";
import { adminLocale } from "#app/i18n/admin-translate.ts";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { translator } from "#app/i18n/translate.ts";
import { PageContext, type PageData, type RouteHandle } from "#app/platform/http/page-context.ts";
import * as paths from "#app/platform/http/paths.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { DEFAULT_LOCALE } from "#app/platform/locales.ts";
import { OptionalWordContext } from "#app/ui/forms/field-frame.tsx";
import { ProblemPage, problemTitle } from "#app/ui/problem-page.tsx";
import { PublicFrame } from "#app/ui/public-frame.tsx";

export const handle: RouteHandle = { surface: "auth", nonce: true };

/** Returns the language of the pages. Remix also needs a loader next to the clientLoader, else it renders an empty page. */
export const loader = ({ request }: LoaderFunctionArgs) => ({
  locale: adminLocale(undefined, preferencesOf(request).locale),
});

/** Turns client-side navigation from the admin into a document load, since these pages are not hydrated. */
export async function clientLoader({ request }: ClientLoaderFunctionArgs) {
  window.location.assign(request.url);
  return new Promise<null>(() => {});
}

/** The title of the error page. Every other page sets its title itself. */
export const meta: MetaFunction<typeof loader> = ({ data, error }) => {
  const thrown = (error as { data?: PageData } | undefined)?.data;
  return [{ title: problemTitle(error, translator(data?.locale ?? thrown?.locale ?? DEFAULT_LOCALE)) }];
};

export default function AuthLayout() {
  const { t } = useAdminWords();
  return (
    <OptionalWordContext.Provider value={t("admin.shell.optional")}>
      <PublicFrame home={paths.home()}>
        <Outlet />
      </PublicFrame>
    </OptionalWordContext.Provider>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  const { requestId } = useContext(PageContext);
  return (
    <PublicFrame home={paths.home()}>
      <ProblemPage error={error} requestId={requestId} home={paths.home()} />
    </PublicFrame>
  );
}
