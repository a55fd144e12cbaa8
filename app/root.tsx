import { devReloadUrls, elementsUrl } from "virtual:browser-files";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
  useRouteError,
} from "@remix-run/react";
import { type ReactNode, useContext } from "react";
import { type DocumentHandle, PageContext } from "#app/platform/page-context.ts";
import bricolage from "#app/styles/fonts/bricolage-grotesque-latin.woff2?url";
import instrument from "#app/styles/fonts/instrument-sans-latin.woff2?url";

export function Layout({ children }: { children: ReactNode }) {
  const handles = useMatches().map((match) => (match.handle ?? {}) as DocumentHandle);
  const given = useContext(PageContext);
  const hydrate = handles.some((handle) => handle.hydrate);
  const nonce = handles.some((handle) => handle.nonce) ? given.nonce : undefined;
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="icon" href="/favicon.ico" sizes="32x32" />
        {[bricolage, instrument].map((font) => (
          <link key={font} rel="preload" href={font} as="font" type="font/woff2" crossOrigin="anonymous" />
        ))}
        <Links />
        {hydrate ? null : <PageScripts nonce={nonce} />}
      </head>
      <body>
        {children}
        {hydrate ? (
          <>
            <ScrollRestoration nonce={nonce} />
            <Scripts nonce={nonce} />
          </>
        ) : null}
      </body>
    </html>
  );
}

function PageScripts({ nonce }: { nonce: string | undefined }) {
  return [elementsUrl, ...devReloadUrls].map((url) => (
    <script key={url} type="module" src={url} nonce={nonce} async />
  ));
}

export default function Root() {
  return <Outlet />;
}

/** Only what breaks outside of every layout ends here; the layouts have pages of their own for the rest. */
export function ErrorBoundary() {
  const error = useRouteError();
  const missing = isRouteErrorResponse(error) && error.status === 404;
  return (
    <main>
      <h1>{missing ? "That page isn't here" : "We couldn't show this page"}</h1>
      <p>
        <a href="/">Go to the start</a>
      </p>
    </main>
  );
}
