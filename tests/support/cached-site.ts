import { gunzipSync } from "node:zlib";
import type { HostAppOptions } from "#app/host/http/app.ts";
import type { PageCacheOptions } from "#app/host/page-cache/page-cache.ts";
import type { PageFacts } from "#app/platform/http/page-caching.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import type { HostContext } from "#app/platform/http/request-context.ts";
import { from, startTestHost } from "./host.ts";

interface Site {
  stamp: string;
  /** The facts that the pages depend on. */
  facts: PageFacts;
  renders: string[];
  /** The signals of the rendered requests. */
  signals: AbortSignal[];
  minted: number;
  /** How often a stamp was read. */
  asked: number;
  /** Awaited by each rendering. */
  wait: Promise<void>;
  body(request: Request, context: HostContext): Response | string;
}

const RULES: PageCacheOptions["rules"] = {
  event: {
    query: (search) => ({
      seats: /^\d{1,4}$/.exec(search.get("seats") ?? "")?.[0],
      lng: search.get("lng") ?? undefined,
    }),
    own: { h: (value) => value === "hold" },
    isOwnByCookie: ({ request }, path) => request.headers.get("cookie") === `hold=${path}`,
  },
};

/** Starts a host with cached pages under /e, whose rendering, freshness and tokens the test can observe. */
export function startCachedSite(
  change: Partial<Site> = {},
  options: Partial<PageCacheOptions> = {},
  hostOptions: Partial<HostAppOptions> = {},
) {
  const site: Site = {
    stamp: "1",
    facts: { organizationId: "o", resourceIds: ["r"] },
    renders: [],
    signals: [],
    minted: 0,
    asked: 0,
    wait: Promise.resolve(),
    body: (_request, { page }) => `<p>${site.stamp}</p><input value="${page?.formToken("book") ?? "own"}">`,
    ...change,
  };
  const { app } = startTestHost({
    pageCache: {
      rules: RULES,
      cookies: ["lng", "theme"],
      variantOf: (request) => JSON.stringify(preferencesOf(request)),
      isPersonal: (request) => /reservo=/.test(request.headers.get("cookie") ?? ""),
      stampOf: async () => {
        site.asked += 1;
        return site.stamp;
      },
      mintToken: (purpose) => `${purpose}-token-${++site.minted}`,
      paceMs: 0,
      ...options,
    },
    pages: async (request, context) => {
      const { pathname, search } = new URL(request.url);
      site.renders.push(pathname + search);
      site.signals.push(request.signal);
      const made = site.body(request, context);
      await site.wait;
      context.page?.cache(site.facts);
      const headers = { "Content-Type": "text/html; charset=utf-8" };
      const response = typeof made === "string" ? new Response(made, { headers }) : made;
      // As the page framework does.
      return request.method === "HEAD" ? new Response(null, response) : response;
    },
    ...hostOptions,
  });
  const ask = async (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) => {
    const response = await app.request(path, { headers, ...init }, from("192.0.2.1"));
    const bytes = Buffer.from(await response.arrayBuffer());
    const packed = bytes.byteLength > 0 && response.headers.get("content-encoding") === "gzip";
    return {
      status: response.status,
      headers: response.headers,
      text: String(packed ? gunzipSync(bytes) : bytes),
    };
  };
  /** Requests a page twice: only after the first rendering does the cache know its facts. */
  const warm = async (path: string) => {
    await ask(path);
    await ask(path);
    site.renders.length = 0;
    site.signals.length = 0;
  };
  return { app, site, ask, warm };
}
