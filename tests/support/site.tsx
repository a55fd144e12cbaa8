import { type AppLoadContext, createRequestHandler, type ServerBuild } from "@remix-run/node";
import { Meta, Outlet, useMatches } from "@remix-run/react";
import { type ReactNode, useContext } from "react";
import { handleError, renderPage } from "#app/compose/render-page.server.tsx";
import { LocaleContext } from "#app/i18n/locale-context.ts";
import { PageContext, type PageData } from "#app/platform/http/page-context.ts";
import { DEFAULT_LOCALE } from "#app/platform/locales.ts";
import { silentLog } from "#app/platform/log.ts";
import { TEST_ORIGIN } from "./remix.ts";
import { routeManifest } from "./route-table.ts";

/** The response of a page or a file, with the errors that the host would have logged. */
export interface SiteResponse {
  status: number;
  location: string | undefined;
  cookie: string | undefined;
  text: string;
  failures: string[];
}

interface SiteRequest {
  cookie?: string;
  form?: URLSearchParams;
  /** The Accept-Language header. */
  languages?: string;
}

export type Site = (address: string, request?: SiteRequest) => Promise<SiteResponse>;

/** Serves all pages and files like the build, with the real routes and rendering; only the document around them is minimal. */
export function createSite(context: AppLoadContext): Site {
  const handle = createRequestHandler(serverBuild(), "production");
  return async (address, { cookie, form, languages } = {}) => {
    const failures: string[] = [];
    const note = (facts: unknown) => void failures.push(failureOf(facts));
    const headers = new Headers({ Host: new URL(TEST_ORIGIN).host, Origin: TEST_ORIGIN });
    if (cookie) headers.set("Cookie", cookie);
    if (languages) headers.set("Accept-Language", languages);
    const request = new Request(new URL(address, TEST_ORIGIN), {
      method: form ? "POST" : "GET",
      headers,
      body: form,
    });
    const response = await handle(request, { ...context, log: { ...silentLog, error: note, warn: note } });
    return {
      status: response.status,
      location: response.headers.get("Location") ?? undefined,
      cookie: response.headers.get("Set-Cookie")?.split(";")[0],
      text: await textOf(response),
      failures,
    };
  };
}

async function textOf(response: Response): Promise<string> {
  if (response.headers.get("Content-Type")?.startsWith("image/")) {
    await response.body?.cancel();
    return "";
  }
  return response.text();
}

function failureOf(facts: unknown): string {
  const { err } = facts as { err?: unknown };
  if (!(err instanceof Error)) return String(err ?? JSON.stringify(facts));
  const cause = err.cause instanceof Error ? `${err.cause.message}, for ` : "";
  return cause + (err.stack ?? err.message);
}

function Document({ children }: { children: ReactNode }) {
  const pages = useMatches().map(({ data }) => data as PageData | undefined);
  const given = useContext(PageContext).locale;
  const locale = pages.findLast((data) => data?.locale)?.locale ?? given ?? DEFAULT_LOCALE;
  return (
    <html lang={locale}>
      <head>
        <Meta />
      </head>
      <body>
        <LocaleContext.Provider value={locale}>{children}</LocaleContext.Provider>
      </body>
    </html>
  );
}

function serverBuild(): ServerBuild {
  const root = { id: "root", parentId: undefined, path: "", index: undefined };
  const routes = {
    root: { ...root, module: { default: () => <Outlet />, Layout: Document } },
    ...routeManifest,
  } as ServerBuild["routes"];
  const assets = Object.fromEntries(
    Object.entries(routes).map(([id, { parentId, path, index, module }]) => {
      const has = { hasAction: "action" in module, hasLoader: "loader" in module };
      const client = { hasClientAction: false, hasClientLoader: false };
      return [
        id,
        {
          id,
          parentId,
          path,
          index,
          ...has,
          ...client,
          hasErrorBoundary: "ErrorBoundary" in module,
          module: "",
        },
      ];
    }),
  );
  return {
    mode: "production",
    entry: { module: { default: renderPage, handleError } },
    routes,
    assets: { entry: { module: "", imports: [] }, routes: assets, url: "", version: "test" },
    publicPath: "/",
    assetsBuildDirectory: "",
    future: { v3_singleFetch: true, v3_relativeSplatPath: true, v3_throwAbortReason: true },
    isSpaMode: false,
  } as unknown as ServerBuild;
}
