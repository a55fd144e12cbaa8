import {
  adminWordsUrls,
  devReloadUrls,
  elementsUrl,
  frameUrl,
  printElementsUrl,
} from "virtual:browser-files";
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
import { LocaleContext } from "#app/i18n/locale-context.ts";
import {
  type FrameAppearance,
  PageContext,
  type PageData,
  type RouteHandle,
} from "#app/platform/http/page-context.ts";
import * as paths from "#app/platform/http/paths.ts";
import { DEFAULT_LOCALE, directionOf, type Locale, wordsLanguageOf } from "#app/platform/locales.ts";
import bricolage from "#app/styles/fonts/bricolage-grotesque-latin.woff2?url";
import instrument from "#app/styles/fonts/instrument-sans-latin.woff2?url";

export function Layout({ children }: { children: ReactNode }) {
  const handles = useMatches().map((match) => (match.handle ?? {}) as RouteHandle);
  const given = useContext(PageContext);
  const hydrate = handles.some((handle) => handle.hydrate);
  const nonce = handles.some((handle) => handle.nonce) ? given.nonce : undefined;
  const isSmall = given.failed || handles.some((handle) => handle.printable);
  const framed = handles.some((handle) => handle.framed);
  const locale = useLocaleOfPage();
  const look = useFrameAppearance();
  const theme = framed ? look?.theme : given.preferences?.theme;
  const faces = framed ? (look?.font === "system" ? [] : [instrument]) : [bricolage, instrument];
  const elements = isSmall ? printElementsUrl : elementsUrl;
  return (
    <html
      lang={locale}
      dir={directionOf(locale)}
      data-theme={theme}
      data-framed={framed ? "" : undefined}
      data-ground={framed ? look?.ground : undefined}
      data-font={framed ? look?.font : undefined}
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="icon" href="/favicon.ico" sizes="32x32" />
        {faces.map((font) => (
          <link key={font} rel="preload" href={font} as="font" type="font/woff2" crossOrigin="anonymous" />
        ))}
        <Links />
        {hydrate ? (
          <link rel="modulepreload" href={adminWordsUrls[wordsLanguageOf(locale)]} nonce={nonce} />
        ) : null}
        {hydrate ? null : <PageScripts url={framed ? frameUrl : elements} nonce={nonce} />}
      </head>
      <body>
        <LocaleContext.Provider value={locale}>{children}</LocaleContext.Provider>
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

/** Returns the locale of the loader's data, since only the loader knows the event's or the member's language. */
function useLocaleOfPage(): Locale {
  const said = useMatches().findLast((match) => (match.data as PageData | undefined)?.locale)?.data;
  const { locale } = useContext(PageContext);
  return (said as PageData | undefined)?.locale ?? locale ?? DEFAULT_LOCALE;
}

function useFrameAppearance(): FrameAppearance | undefined {
  const said = useMatches().findLast((match) => (match.data as PageData | undefined)?.frame)?.data;
  return (said as PageData | undefined)?.frame;
}

function PageScripts({ url: own, nonce }: { url: string; nonce: string | undefined }) {
  return [own, ...devReloadUrls].map((url) => (
    <script key={url} type="module" src={url} nonce={nonce} async />
  ));
}

export default function Root() {
  return <Outlet />;
}

/** Renders errors outside of all layouts, without a style sheet. The layouts have separate error boundaries. */
export function ErrorBoundary() {
  const error = useRouteError();
  const missing = isRouteErrorResponse(error) && error.status === 404;
  return (
    <main>
      <h1>{missing ? "Page not found" : "We couldn’t show this page"}</h1>
      <p>
        <a href={paths.home()}>Go to the home page</a>
      </p>
    </main>
  );
}
