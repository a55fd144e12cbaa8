import { LRUCache } from "lru-cache";
import type { PageCaching, PageFacts } from "#app/platform/http/page-caching.ts";
import type { CacheRuleName } from "#app/platform/http/route-facts.ts";
import type { MaybePromise } from "#app/platform/maybe-promise.ts";
import type { IncomingRequest } from "../http/incoming-request.ts";
import { type CachedPage, type Filled, fillForVisitor, type MintFormToken, send } from "./cached-page.ts";
import { FormTokenSlots } from "./form-token-slots.ts";
import { pageWithSlots, sizeOf, WholePage } from "./page-bytes.ts";
import { addressOf, isOwn, type PageAddress, type PageRule } from "./page-rule.ts";
import { SharedRendering } from "./shared-rendering.ts";

export interface PageCacheOptions {
  /** By the names that routes declare. */
  rules: Readonly<Partial<Record<CacheRuleName, PageRule>>>;
  /** Returns what a page depends on besides its URL, such as language and theme. */
  variantOf(request: Request): string;
  /** The cookies that `variantOf` reads. Cached pages are rendered without all others. */
  cookies: readonly string[];
  /** Whether this visitor may see pages that others do not. */
  isPersonal(request: Request): MaybePromise<boolean>;
  /** Returns a value that changes as soon as something a page depends on has changed. */
  stampOf(facts: PageFacts): Promise<string>;
  /**
   * How often something was withdrawn that pages with these facts may show. A page from before is not sent any more, neither
   * within the pace nor for lack of a newer one. Nothing was unless given.
   */
  withdrawalsOf?(facts: PageFacts): number;
  mintToken: MintFormToken;
  /** Minimum time between two renderings of a page, in milliseconds; meanwhile the last one is sent. */
  paceMs: number;
  /** Maximum bytes of all pages together. */
  maxBytes?: number;
  /** Milliseconds of a monotonic clock. */
  elapsedMs?(): number;
}

/** Input of a rendering for the cache. */
interface RenderOptions {
  address: PageAddress;
  /** The cookies that the page may depend on. */
  cookies: readonly string[];
  caching: PageCaching;
  /** Aborts when all waiting clients have disconnected. */
  signal: AbortSignal;
  /** Whether the cache holds an older version, which it sends if RenderingRefused is thrown. */
  renews: boolean;
}

type RenderPage = (options: RenderOptions) => Promise<Response>;

/** The page is not rendered now, because of the work bound or a rate limit; the cached version is sent instead. */
export class RenderingRefused extends Error {
  override name = "RenderingRefused";
}

export interface PageCache {
  /**
   * Responds from the cache, or renders and caches the page; returns undefined when no rule matches the request or the page is
   * the visitor's own. `client.signal` aborts when this client disconnects. `renderOwn` renders the visitor's own page,
   * selected by a cookie, and throws RenderingRefused if the shared page is to be sent instead.
   */
  answer(
    incoming: IncomingRequest,
    client: { signal: AbortSignal },
    render: RenderPage,
    renderOwn: () => Promise<Response>,
  ): Promise<Response | undefined> | undefined;
}

/** Share of the memory for pages with parameters, of which any client can invent as many as it likes. */
const SHARE_WITH_PARAMETERS = 0.25;
const DEFAULT_BYTES = 64 * 1024 * 1024;
const DEFAULT_MAX_AGE_MS = 30_000;
/** How long after its rendering a stale page is sent when rendering it again is refused. */
const MAX_STALE_MS = 60_000;
const elapsedMs = () => performance.now();
const REGENERATED_HEADERS = /^(content-length|content-encoding|transfer-encoding|etag|vary|date)$/i;
const TEXT_TYPES = /^(text\/(html|plain|calendar)|application\/(rss\+)?xml)\b/;
const PICTURE_TYPES = /^image\/png\b/;

interface Rendered {
  entry: CachedPage | undefined;
  /** The response for this visitor, if the page cannot be cached. */
  response(): Response;
}

function lruOf(maxBytes: number, share: number): LRUCache<string, CachedPage> {
  return new LRUCache({
    maxSize: Math.ceil(maxBytes * share),
    maxEntrySize: Math.ceil(maxBytes / 8),
    sizeCalculation: ({ page }, key) => sizeOf(page) + key.length + 500,
  });
}

/** Creates the cache of rendered pages in memory, each valid until something that it depends on has changed. */
export function createPageCache(options: PageCacheOptions): PageCache {
  const { maxBytes = DEFAULT_BYTES, mintToken } = options;
  const plainPages = lruOf(maxBytes, 1 - SHARE_WITH_PARAMETERS);
  const pagesWithParameters = lruOf(maxBytes, SHARE_WITH_PARAMETERS);
  const roomOf = ({ address }: CacheableRequest) =>
    address.search === "" ? plainPages : pagesWithParameters;
  const underWay = new Map<string, SharedRendering<Rendered>>();

  const begin = (key: string, before: CachedPage | undefined, cacheable: CacheableRequest) => {
    const rendering: SharedRendering<Rendered> = new SharedRendering(async (signal) => {
      try {
        const rendered = await renderOnce({ ...cacheable, before, signal }, options);
        if (rendered.entry) roomOf(cacheable).set(key, rendered.entry);
        else if (!signal.aborted) roomOf(cacheable).delete(key);
        return rendered;
      } finally {
        if (underWay.get(key) === rendering) underWay.delete(key);
      }
    });
    underWay.set(key, rendering);
    return rendering;
  };
  const serve = async (key: string, cacheable: CacheableRequest, client: { signal: AbortSignal }) => {
    const { request } = cacheable;
    const before = unlessWithdrawn(roomOf(cacheable).get(key), options);
    if (before && (await isFresh(before, options))) return send(before, request, mintToken);
    const running = underWay.get(key);
    const joins = running && !running.isAborted;
    const rendering = joins ? running : begin(key, before, cacheable);
    rendering.join(client.signal);
    const own = joins ? rendering.result.catch(() => undefined) : rendering.result;
    const rendered = await own;
    if (rendered?.entry) return send(rendered.entry, request, mintToken);
    if (rendered && !joins) return rendered.response();
    // A page that cannot be cached is rendered for each visitor.
    const alone = await renderOnce({ ...cacheable, before: undefined, signal: client.signal }, options);
    return alone.entry ? send(alone.entry, request, mintToken) : alone.response();
  };

  return {
    answer(incoming, client, render, renderOwn) {
      const { request, route, context } = incoming;
      const rule = ruleFor(request, route.cachedAs, options);
      const address = rule && addressOf(incoming, rule);
      if (!rule || !address) return undefined;
      const { isFile = false } = rule;
      const answerShared = () => {
        const variant = isFile ? "" : options.variantOf(request);
        const key = [context.origin, address.path, address.search, variant].join(" ");
        return serve(key, { request, address, isFile, render }, client);
      };
      const answerKept = (own: boolean) => {
        if (own) return undefined;
        if (!rule.isOwnByCookie?.(incoming, address.path)) return answerShared();
        return renderOwn().catch(onRefusal(answerShared));
      };
      const own = isOwn(incoming, rule, options.isPersonal);
      return own instanceof Promise ? own.then(answerKept) : answerKept(own);
    },
  };
}

/** Returns a handler that sends the alternative when a rendering was refused. */
function onRefusal<T>(instead: () => T) {
  return (error: unknown): T => {
    if (error instanceof RenderingRefused) return instead();
    throw error;
  };
}

interface CacheableRequest {
  request: Request;
  address: PageAddress;
  isFile: boolean;
  render: RenderPage;
}

function ruleFor(request: Request, name: CacheRuleName | undefined, { rules }: PageCacheOptions) {
  const isRead = request.method === "GET" || request.method === "HEAD";
  return name !== undefined && isRead ? rules[name] : undefined;
}

async function isFresh(entry: CachedPage, options: PageCacheOptions): Promise<boolean> {
  const { stampOf, paceMs } = options;
  const age = (options.elapsedMs ?? elapsedMs)() - entry.renderedAt;
  if (age >= (entry.facts.maxAgeMs ?? DEFAULT_MAX_AGE_MS)) return false;
  try {
    return (await stampOf(entry.facts)) === entry.stamp || age < paceMs;
  } catch {
    // While the database does not respond, a stale page is better than none.
    return true;
  }
}

/** Returns the cached page, or undefined if something that it may show was withdrawn after it was rendered. */
function unlessWithdrawn(
  page: CachedPage | undefined,
  { withdrawalsOf }: PageCacheOptions,
): CachedPage | undefined {
  const isWithdrawn = page !== undefined && withdrawalsOf?.(page.facts) !== page.withdrawals;
  return isWithdrawn ? undefined : page;
}

interface RenderOnce extends CacheableRequest {
  /** The cached version, which may be stale. */
  before: CachedPage | undefined;
  signal: AbortSignal;
}

async function renderOnce(cacheable: RenderOnce, options: PageCacheOptions): Promise<Rendered> {
  const { before, address, isFile, signal } = cacheable;
  // Read before the page reads anything: a change while it is rendered makes it stale at once.
  const stamp = before && (await options.stampOf(before.facts).catch(() => undefined));
  const renderedAt = (options.elapsedMs ?? elapsedMs)();
  const slots = new FormTokenSlots();
  let facts: PageFacts | undefined;
  let withdrawals = before && options.withdrawalsOf?.(before.facts);
  const caching: PageCaching = {
    cache: (given) => {
      facts = given;
      withdrawals ??= options.withdrawalsOf?.(given);
    },
    formToken: (purpose) => slots.make(purpose),
  };
  const renews = before !== undefined && renderedAt - before.renderedAt < MAX_STALE_MS;
  let response: Response;
  try {
    response = await cacheable.render({ address, cookies: options.cookies, caching, signal, renews });
  } catch (error) {
    if (renews && error instanceof RenderingRefused) return { entry: before, response: unreachable };
    throw error;
  }
  const type = response.headers.get("content-type") ?? "";
  if (!TEXT_TYPES.test(type) && !PICTURE_TYPES.test(type)) {
    return { entry: undefined, response: () => response };
  }
  const filled = PICTURE_TYPES.test(type)
    ? pictureOf(new Uint8Array(await response.arrayBuffer()))
    : cutAtSlots(await response.text(), slots);
  const isEmpty = filled.page instanceof WholePage && filled.page.plain.byteLength === 0;
  const mayBeKept = response.status === 200 && !response.headers.has("set-cookie") && !isEmpty;
  if (!facts || !mayBeKept) {
    return { entry: undefined, response: () => fillForVisitor(response, filled, options.mintToken) };
  }
  const isUnchanged = before !== undefined && JSON.stringify(before.facts) === JSON.stringify(facts);
  const first = hasNoDependencies(facts) ? await options.stampOf(facts) : undefined;
  const headers = cachedHeaders(response, isFile);
  const entry = {
    ...filled,
    headers,
    isFile,
    facts,
    withdrawals,
    stamp: isUnchanged ? stamp : first,
    renderedAt,
  };
  return { entry, response: unreachable };
}

function cutAtSlots(text: string, slots: FormTokenSlots): Filled {
  const cut = slots.cut(text);
  const page = cut.slots.length > 0 ? pageWithSlots(cut.texts) : new WholePage(cut.texts[0] ?? "");
  return { page, slots: cut.slots, purposes: slots.purposes() };
}

const pictureOf = (bytes: Uint8Array<ArrayBuffer>): Filled => ({
  page: new WholePage(bytes, { isPacked: true }),
  slots: [],
  purposes: [],
});

/** Returns true for a page without dependencies: nothing can have changed while it was rendered. */
function hasNoDependencies({ organizationId, resourceIds, topics = [], turns = [] }: PageFacts): boolean {
  return organizationId === undefined && [...resourceIds, ...topics, ...turns].length === 0;
}

function cachedHeaders(response: Response, isFile: boolean): [string, string][] {
  return [...response.headers].filter(
    ([name, value]) =>
      !REGENERATED_HEADERS.test(name) && (isFile || name !== "cache-control" || value === "no-store"),
  );
}

function unreachable(): never {
  throw new Error("A cacheable page is sent from its cache entry.");
}
