import { LRUCache } from "lru-cache";
import type { PageFacts, PageKeeping } from "#app/platform/page-keeping.ts";
import { chooseEncoding } from "./compression.ts";
import {
  fillGzip,
  fillPlain,
  type PageWithHoles,
  pageWithHoles,
  sizeOf,
  type WholePage,
  wholePage,
} from "./page-bytes.ts";
import { PageHoles } from "./page-holes.ts";
import type { Arrival } from "./reception.ts";

/** Pages that are the same for all visitors, and what of their address tells them apart. */
export interface PageRule {
  /** Matches the canonical path. */
  path: RegExp;
  /** The parameters that the page reads; all others are dropped before it is rendered. */
  query: readonly string[];
  /** With one of these the page is somebody's own. */
  never?: readonly string[];
}

export interface PageCacheOptions {
  rules: readonly PageRule[];
  /** What of a request besides its address a page depends on, such as language and theme. */
  variantOf(request: Request): string;
  /** Whether this visitor may see pages that others do not. */
  isPersonal(request: Request): boolean;
  /** Differs as soon as something that a page rests on has changed. */
  stampOf(facts: PageFacts): Promise<string>;
  /** Makes a form's token for one visitor. */
  mint(purpose: string): Promise<string>;
  /** The least time between two renderings of a page, in milliseconds; the last one is shown meanwhile. */
  paceMs: number;
  /** How many bytes all pages may take together. */
  mostBytes?: number;
}

interface Entry {
  page: WholePage | PageWithHoles;
  /** What each hole is filled with a token for: the place of its purpose. */
  holes: readonly number[];
  purposes: readonly string[];
  headers: [string, string][];
  facts: PageFacts;
  /** What was true before it was rendered; undefined when nobody knew yet what to ask. */
  stamp: string | undefined;
  renderedAt: number;
}

/** Renders the page for a request whose address has only what the page reads. */
export type RenderPage = (search: string, keeping: PageKeeping) => Promise<Response>;

export interface PageCache {
  /** Answers from what is kept, or renders and keeps; undefined where this request is not for the cache. */
  answer(arrival: Arrival, render: RenderPage): Promise<Response> | undefined;
}

const USUAL_BYTES = 64 * 1024 * 1024;
const USUAL_MAX_AGE = 30_000;
const LONGEST_PARAMETER = 100;
const OWN_HEADERS = /^(content-length|content-encoding|transfer-encoding|cache-control|etag|vary|date)$/i;

/** Keeps rendered pages in memory, each until something that it rests on has changed. */
export function createPageCache(options: PageCacheOptions): PageCache {
  const { mostBytes = USUAL_BYTES } = options;
  const entries = new LRUCache<string, Entry>({
    maxSize: mostBytes,
    maxEntrySize: Math.ceil(mostBytes / 8),
    sizeCalculation: ({ page }, key) => sizeOf(page) + key.length + 500,
  });
  const rendering = new Map<string, Promise<Entry | undefined>>();

  const finish = ({ entry, response }: Rendered, { request }: Arrival) =>
    entry ? send(entry, request, options) : response();
  const serve = async (arrival: Arrival, key: string, search: string, render: RenderPage) => {
    const kept = entries.get(key);
    if (kept && (await isTrue(kept, options))) return send(kept, arrival.request, options);
    const running = rendering.get(key);
    if (running) {
      const joined = await running;
      // What could not be kept is made for each visitor.
      return joined
        ? send(joined, arrival.request, options)
        : finish(await renderOnce(undefined, search, render, options), arrival);
    }
    const work = renderOnce(kept, search, render, options);
    const whenKept = work.then(
      ({ entry }) => entry,
      () => undefined,
    );
    rendering.set(key, whenKept);
    try {
      const rendered = await work;
      if (rendered.entry) entries.set(key, rendered.entry);
      else entries.delete(key);
      return await finish(rendered, arrival);
    } finally {
      rendering.delete(key);
    }
  };

  return {
    answer(arrival, render) {
      const search = searchFor(arrival, options);
      if (search === undefined) return undefined;
      const { url, request, context } = arrival;
      const key = [context.origin, url.pathname, search, options.variantOf(request)].join(" ");
      return serve(arrival, key, search, render);
    },
  };
}

/** The part of the address that the page reads, in one spelling; undefined where the page is not for the cache. */
function searchFor({ request, path = "", url }: Arrival, options: PageCacheOptions): string | undefined {
  if (request.method !== "GET" && request.method !== "HEAD") return undefined;
  const rule = options.rules.find((each) => each.path.test(path));
  if (!rule || options.isPersonal(request)) return undefined;
  if (url.search === "") return "";
  if (rule.never?.some((name) => url.searchParams.has(name))) return undefined;
  const kept = new URLSearchParams();
  for (const name of rule.query) {
    const value = url.searchParams.get(name);
    if (value !== null && value.length > LONGEST_PARAMETER) return undefined;
    if (value !== null) kept.set(name, value);
  }
  return kept.size > 0 ? `?${kept}` : "";
}

async function isTrue(entry: Entry, { stampOf, paceMs }: PageCacheOptions): Promise<boolean> {
  const age = performance.now() - entry.renderedAt;
  if (age >= (entry.facts.maxAgeMs ?? USUAL_MAX_AGE)) return false;
  try {
    return (await stampOf(entry.facts)) === entry.stamp || age < paceMs;
  } catch {
    // While the database does not answer, the page as it was is better than none.
    return true;
  }
}

interface Rendered {
  entry: Entry | undefined;
  /** For this visitor, where it cannot be kept. */
  response(): Promise<Response>;
}

async function renderOnce(
  before: Entry | undefined,
  search: string,
  render: RenderPage,
  options: PageCacheOptions,
): Promise<Rendered> {
  // Asked before the page reads anything: what changes while it is rendered makes it untrue at once.
  const stamp = before && (await options.stampOf(before.facts).catch(() => undefined));
  const renderedAt = performance.now();
  const holes = new PageHoles();
  let facts: PageFacts | undefined;
  const response = await render(search, {
    keep: (given) => {
      facts = given;
    },
    formToken: (purpose) => holes.make(purpose),
  });
  const isHtml = response.headers.get("content-type")?.startsWith("text/html") ?? false;
  if (!isHtml) return { entry: undefined, response: async () => response };
  const cut = holes.cut(await response.text());
  const page = cut.holes.length > 0 ? pageWithHoles(cut.texts) : wholePage(cut.texts[0] ?? "");
  const headers = [...response.headers].filter(([name]) => !OWN_HEADERS.test(name));
  const entry = { page, holes: cut.holes, purposes: holes.purposes(), headers, renderedAt };
  if (facts && response.status === 200 && !response.headers.has("set-cookie")) {
    const sameFacts = before !== undefined && JSON.stringify(before.facts) === JSON.stringify(facts);
    return { entry: { ...entry, facts, stamp: sameFacts ? stamp : undefined }, response: neverAsked };
  }
  return { entry: undefined, response: () => fillForOne(response, entry, options) };
}

const neverAsked = () => Promise.reject(new Error("What is kept is sent from what is kept."));

type Filled = Pick<Entry, "page" | "holes" | "purposes">;

async function fillForOne(response: Response, entry: Filled, options: PageCacheOptions): Promise<Response> {
  const { page } = entry;
  const bytes = "parts" in page ? fillPlain(page, await fillingsOf(entry, options)) : page.plain;
  return new Response(bytes, { status: response.status, headers: response.headers });
}

/** The tokens for one visitor. They are made here, where they are written, and kept nowhere. */
async function fillingsOf({ holes, purposes }: Filled, { mint }: PageCacheOptions): Promise<string[]> {
  const tokens = await Promise.all(purposes.map((purpose) => mint(purpose)));
  return holes.map((purpose) => tokens[purpose] ?? "");
}

const VARY = "Accept-Encoding, Accept-Language, Cookie";

async function send(entry: Entry, request: Request, options: PageCacheOptions): Promise<Response> {
  const { page } = entry;
  const accepted = request.headers.get("accept-encoding");
  const headers = new Headers(entry.headers);
  headers.set("Cache-Control", "private, no-cache");
  headers.set("Vary", VARY);
  if ("parts" in page) {
    // Without a tag: "not modified" would give the visitor an old token again.
    const fillings = await fillingsOf(entry, options);
    if (chooseEncoding(accepted, ["gzip"])) return sendBytes(fillGzip(page, fillings), headers, "gzip");
    return sendBytes(fillPlain(page, fillings), headers);
  }
  const encoding = chooseEncoding(accepted, ["br", "gzip"]);
  const tag = `"${page.tag}${encoding ? `-${encoding}` : ""}"`;
  headers.set("ETag", tag);
  const known = request.headers.get("if-none-match")?.split(",");
  if (known?.some((each) => each.trim().replace(/^W\//, "") === tag)) {
    return new Response(null, { status: 304, headers });
  }
  return sendBytes(encoding ? page[encoding] : page.plain, headers, encoding);
}

function sendBytes(bytes: Uint8Array<ArrayBuffer>, headers: Headers, encoding?: string): Response {
  if (encoding) headers.set("Content-Encoding", encoding);
  headers.set("Content-Length", String(bytes.byteLength));
  return new Response(bytes, { headers });
}
