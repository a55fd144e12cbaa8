import { LRUCache } from "lru-cache";
import type { PageFacts, PageKeeping } from "#app/platform/http/page-keeping.ts";
import type { CacheRuleName } from "#app/platform/http/route-facts.ts";
import type { IncomingRequest } from "../http/incoming-request.ts";
import { FormTokenSlots } from "./form-token-slots.ts";
import { fillForOne, type KeptPage, type MintFormToken, send } from "./kept-page.ts";
import { pageWithSlots, sizeOf, WholePage } from "./page-bytes.ts";
import { SharedRendering } from "./shared-rendering.ts";

/** What of the address of a page tells it apart from others that are kept, and for which visitors it is the same. */
interface PageRule {
  /** The parameters that the page reads; all others are dropped before it is rendered. */
  query: readonly string[];
  /** With one of these the page is somebody's own. */
  never?: readonly string[];
  /** The page is the same for those who are signed in, too. */
  sameForMembers?: boolean;
  /** A file for programs: the same for everybody, whatever their language and theme, with a Cache-Control of its own. */
  isFile?: boolean;
}

export interface PageCacheOptions {
  /** By the names that routes declare. */
  rules: Readonly<Partial<Record<CacheRuleName, PageRule>>>;
  /** What of a request besides its address a page depends on, such as language and theme. */
  variantOf(request: Request): string;
  /** Whether this visitor may see pages that others do not. */
  isPersonal(request: Request): boolean;
  /** Differs as soon as something that a page rests on has changed. */
  stampOf(facts: PageFacts): Promise<string>;
  mintToken: MintFormToken;
  /** The least time between two renderings of a page, in milliseconds; the last one is shown meanwhile. */
  paceMs: number;
  /** How many bytes all pages may take together. */
  mostBytes?: number;
  /** Milliseconds since some moment. */
  elapsedMs?(): number;
}

/** What the cache needs to have rendered. */
interface RenderOptions {
  /** The part of the address that the page reads. */
  search: string;
  keeping: PageKeeping;
  /** Aborts when all clients that wait for it have left. */
  signal: AbortSignal;
  /** Whether the cache holds an older version, which it sends if RenderingRefused is thrown. */
  renews: boolean;
}

type RenderPage = (options: RenderOptions) => Promise<Response>;

/** The page is not rendered now, for lack of room or by a rate limit; the older version is sent instead. */
export class RenderingRefused extends Error {
  override name = "RenderingRefused";
}

export interface PageCache {
  /**
   * Answers from the cache, or renders and keeps the page; undefined where no rule is for this request. `client.signal`
   * aborts when this client leaves.
   */
  answer(
    incoming: IncomingRequest,
    client: { signal: AbortSignal },
    render: RenderPage,
  ): Promise<Response> | undefined;
}

const USUAL_BYTES = 64 * 1024 * 1024;
const USUAL_MAX_AGE_MS = 30_000;
/** For how long after its rendering a page is sent although it is stale, where rendering it again is refused. */
const LONGEST_REFUSED_MS = 60_000;
const LONGEST_PARAMETER = 100;
const elapsedMs = () => performance.now();
const SENT_ANEW = /^(content-length|content-encoding|transfer-encoding|etag|vary|date)$/i;
const KEPT_TYPES = /^(text\/(html|plain|calendar)|application\/(rss\+)?xml)\b/;

interface Rendered {
  kept: KeptPage | undefined;
  /** For this visitor, where it cannot be kept. */
  response(): Promise<Response>;
}

/** Keeps rendered pages in memory, each until something that it rests on has changed. */
export function createPageCache(options: PageCacheOptions): PageCache {
  const { mostBytes = USUAL_BYTES, mintToken } = options;
  const pages = new LRUCache<string, KeptPage>({
    maxSize: mostBytes,
    maxEntrySize: Math.ceil(mostBytes / 8),
    sizeCalculation: ({ page }, key) => sizeOf(page) + key.length + 500,
  });
  const underWay = new Map<string, SharedRendering<Rendered>>();

  const begin = (key: string, before: KeptPage | undefined, asked: CacheableRequest) => {
    const rendering: SharedRendering<Rendered> = new SharedRendering(async (signal) => {
      try {
        const rendered = await renderOnce({ ...asked, before, signal }, options);
        if (rendered.kept) pages.set(key, rendered.kept);
        else if (!signal.aborted) pages.delete(key);
        return rendered;
      } finally {
        if (underWay.get(key) === rendering) underWay.delete(key);
      }
    });
    underWay.set(key, rendering);
    return rendering;
  };
  const serve = async (key: string, asked: CacheableRequest, client: { signal: AbortSignal }) => {
    const { request } = asked;
    const before = pages.get(key);
    if (before && (await isTrue(before, options))) return send(before, request, mintToken);
    const running = underWay.get(key);
    const joins = running && !running.isGivenUp;
    const rendering = joins ? running : begin(key, before, asked);
    rendering.join(client.signal);
    const own = joins ? rendering.result.catch(() => undefined) : rendering.result;
    const rendered = await own;
    if (rendered?.kept) return send(rendered.kept, request, mintToken);
    if (rendered && !joins) return rendered.response();
    // What could not be kept is made for each visitor.
    const alone = await renderOnce({ ...asked, before: undefined, signal: client.signal }, options);
    return alone.kept ? send(alone.kept, request, mintToken) : alone.response();
  };

  return {
    answer({ request, route, url, context }, client, render) {
      const rule = ruleFor(request, route.cachedAs, options);
      const search = rule && searchFor(rule, url);
      if (search === undefined) return undefined;
      const { isFile = false } = rule ?? {};
      const variant = isFile ? "" : options.variantOf(request);
      const key = [context.origin, url.pathname, search, variant].join(" ");
      return serve(key, { request, search, isFile, render }, client);
    },
  };
}

interface CacheableRequest {
  request: Request;
  search: string;
  isFile: boolean;
  render: RenderPage;
}

function ruleFor(request: Request, name: CacheRuleName | undefined, { rules, isPersonal }: PageCacheOptions) {
  if (name === undefined || (request.method !== "GET" && request.method !== "HEAD")) return undefined;
  const rule = rules[name];
  if (!rule) return undefined;
  const isSameForAll = rule.isFile || rule.sameForMembers;
  return isSameForAll || !isPersonal(request) ? rule : undefined;
}

/** The part of the address that the page reads, in one spelling; undefined where the page is not for the cache. */
function searchFor(rule: PageRule, url: URL): string | undefined {
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

async function isTrue(kept: KeptPage, options: PageCacheOptions): Promise<boolean> {
  const { stampOf, paceMs } = options;
  const age = (options.elapsedMs ?? elapsedMs)() - kept.renderedAt;
  if (age >= (kept.facts.maxAgeMs ?? USUAL_MAX_AGE_MS)) return false;
  try {
    return (await stampOf(kept.facts)) === kept.stamp || age < paceMs;
  } catch {
    // While the database does not answer, the page as it was is better than none.
    return true;
  }
}

interface RenderOnce extends CacheableRequest {
  /** The page as it was. */
  before: KeptPage | undefined;
  signal: AbortSignal;
}

async function renderOnce(asked: RenderOnce, options: PageCacheOptions): Promise<Rendered> {
  const { before, search, isFile, signal } = asked;
  // Asked before the page reads anything: what changes while it is rendered makes it untrue at once.
  const stamp = before && (await options.stampOf(before.facts).catch(() => undefined));
  const renderedAt = (options.elapsedMs ?? elapsedMs)();
  const slots = new FormTokenSlots();
  let facts: PageFacts | undefined;
  const keeping: PageKeeping = {
    keep: (given) => {
      facts = given;
    },
    formToken: (purpose) => slots.make(purpose),
  };
  const renews = before !== undefined && renderedAt - before.renderedAt < LONGEST_REFUSED_MS;
  let response: Response;
  try {
    response = await asked.render({ search, keeping, signal, renews });
  } catch (error) {
    if (renews && error instanceof RenderingRefused) return { kept: before, response: neverAsked };
    throw error;
  }
  if (!KEPT_TYPES.test(response.headers.get("content-type") ?? "")) {
    return { kept: undefined, response: async () => response };
  }
  const text = await response.text();
  const cut = slots.cut(text);
  const page = cut.slots.length > 0 ? pageWithSlots(cut.texts) : new WholePage(cut.texts[0] ?? "");
  const filled = { page, slots: cut.slots, purposes: slots.purposes() };
  const mayBeKept = response.status === 200 && !response.headers.has("set-cookie") && text !== "";
  if (!facts || !mayBeKept) {
    return { kept: undefined, response: () => fillForOne(response, filled, options.mintToken) };
  }
  const isKnown = before !== undefined && JSON.stringify(before.facts) === JSON.stringify(facts);
  const first = restsOnNothing(facts) ? await options.stampOf(facts) : undefined;
  const headers = keptHeaders(response, isFile);
  const kept = { ...filled, headers, isFile, facts, stamp: isKnown ? stamp : first, renderedAt };
  return { kept, response: neverAsked };
}

/** Nothing can have changed while such a page was rendered. */
function restsOnNothing({ organizationId, resourceIds, topics = [], turns = [] }: PageFacts): boolean {
  return organizationId === undefined && [...resourceIds, ...topics, ...turns].length === 0;
}

function keptHeaders(response: Response, isFile: boolean): [string, string][] {
  return [...response.headers].filter(
    ([name]) => !SENT_ANEW.test(name) && (isFile || name !== "cache-control"),
  );
}

const neverAsked = () => Promise.reject(new Error("What is kept is sent from what is kept."));
