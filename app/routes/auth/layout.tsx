import { type ClientLoaderFunctionArgs, type MetaFunction, Outlet, useRouteError } from "@remix-run/react";
import { useContext } from "react";
import "#app/styles/public.css";
import { translator } from "#app/i18n/translate.ts";
import { type DocumentHandle, PageContext } from "#app/platform/http/page-context.ts";
import * as paths from "#app/platform/http/paths.ts";
import { DEFAULT_LOCALE } from "#app/platform/locales.ts";
import { ProblemPage, problemTitle } from "#app/ui/problem-page.tsx";
import { PublicFrame } from "#app/ui/public-frame.tsx";

export const handle: DocumentHandle = { nonce: true };

/** Needed for the clientLoader below: without a loader Remix would render an empty page in its place. */
export const loader = () => null;

/** A navigation from the admin that stayed on the client becomes a document load: these pages are not React's. */
export async function clientLoader({ request }: ClientLoaderFunctionArgs) {
  window.location.assign(request.url);
  return new Promise<null>(() => {});
}

/** Pages have a title of their own; this is the one of the page that tells that one cannot be shown. */
export const meta: MetaFunction = ({ error }) => [{ title: problemTitle(error, translator(DEFAULT_LOCALE)) }];

export default function AuthLayout() {
  return (
    <PublicFrame home={paths.home()}>
      <Outlet />
    </PublicFrame>
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
