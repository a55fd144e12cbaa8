import { LRUCache } from "lru-cache";
import type { PageFacts, PageKeeping } from "#app/platform/http/page-keeping.ts";
import type { CacheRuleName } from "#app/platform/http/route-facts.ts";
import type { MaybePromise } from "#app/platform/maybe-promise.ts";
import type { IncomingRequest } from "../http/incoming-request.ts";
import { FormTokenSlots } from "./form-token-slots.ts";
import { type Filled, fillForOne, type KeptPage, type MintFormToken, send } from "./kept-page.ts";
import { pageWithSlots, sizeOf, WholePage } from "./page-bytes.ts";
import { addressOf, isOwn, type PageAddress, type PageRule } from "./page-rule.ts";
import { SharedRendering } from "./shared-rendering.ts";

export interface PageCacheOptions {
  /** By the names that routes declare. */
  rules: Readonly<Partial<Record<CacheRuleName, PageRule>>>;
  /** What of a request besides its address a page depends on, such as language and theme. */
  variantOf(request: Request): string;
  /** The cookies that `variantOf` reads. Pages that are kept are rendered without all others. */
  cookies: readonly string[];
  /** Whether this visitor may see pages that others do not. */
  isPersonal(request: Request): MaybePromise<boolean>;
  /** Differs as soon as something that a page rests on has changed. */
  stampOf(facts: PageFacts): Promise<string>;
  /**
   * How often something was withdrawn that pages with these facts may show. A page from before is not sent any more, neither
   * within the pace nor for lack of a newer one. Nothing was unless given.
   */
  withdrawalsOf?(facts: PageFacts): number;
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
  address: PageAddress;
  /** The cookies that the page may depend on. */
  cookies: readonly string[];
  keeping: PageKeeping;
  /** Aborts when all clients that wait for it have left. */
  signal: AbortSignal;
  /** Whether the cache holds an older version, which it sends if RenderingRefused is thrown. */
  renews: boolean;
}

type RenderPage = (options: RenderOptions) => Promise<Response>;

/** The page is not rendered now, for lack of room or by a rate limit; what the cache holds is sent instead. */
export class RenderingRefused extends Error {
  override name = "RenderingRefused";
}

export interface PageCache {
  /**
   * Answers from the cache, or renders and keeps the page; undefined where no rule is for this request or the page is the
   * visitor's own. `client.signal` aborts when this client leaves. `renderOwn` renders what is the visitor's own by a cookie, and
   * throws RenderingRefused where the shared page is to be sent instead.
   */
  answer(
    incoming: IncomingRequest,
    client: { signal: AbortSignal },
    render: RenderPage,
    renderOwn: () => Promise<Response>,
  ): Promise<Response | undefined> | undefined;
}

/** Of the room for pages, those with parameters have this share: anybody can make up as many of them as they like. */
const SHARE_WITH_PARAMETERS = 0.25;
const USUAL_BYTES = 64 * 1024 * 1024;
const USUAL_MAX_AGE_MS = 30_000;
/** For how long after its rendering a page is sent although it is stale, where rendering it again is refused. */
const LONGEST_REFUSED_MS = 60_000;
const elapsedMs = () => performance.now();
const SENT_ANEW = /^(content-length|content-encoding|transfer-encoding|etag|vary|date)$/i;
const TEXT_TYPES = /^(text\/(html|plain|calendar)|application\/(rss\+)?xml)\b/;
const PICTURE_TYPES = /^image\/png\b/;

interface Rendered {
  kept: KeptPage | undefined;
  /** For this visitor, where it cannot be kept. */
  response(): Response;
}

function roomFor(mostBytes: number, share: number): LRUCache<string, KeptPage> {
  return new LRUCache({
    maxSize: Math.ceil(mostBytes * share),
    maxEntrySize: Math.ceil(mostBytes / 8),
    sizeCalculation: ({ page }, key) => sizeOf(page) + key.length + 500,
  });
}

/** Keeps rendered pages in memory, each until something that it rests on has changed. */
export function createPageCache(options: PageCacheOptions): PageCache {
  const { mostBytes = USUAL_BYTES, mintToken } = options;
  const plainPages = roomFor(mostBytes, 1 - SHARE_WITH_PARAMETERS);
  const pagesWithParameters = roomFor(mostBytes, SHARE_WITH_PARAMETERS);
  const roomOf = ({ address }: CacheableRequest) =>
    address.search === "" ? plainPages : pagesWithParameters;
  const underWay = new Map<string, SharedRendering<Rendered>>();

  const begin = (key: string, before: KeptPage | undefined, asked: CacheableRequest) => {
    const rendering: SharedRendering<Rendered> = new SharedRendering(async (signal) => {
      try {
        const rendered = await renderOnce({ ...asked, before, signal }, options);
        if (rendered.kept) roomOf(asked).set(key, rendered.kept);
        else if (!signal.aborted) roomOf(asked).delete(key);
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
    const before = remaining(roomOf(asked).get(key), options);
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
        return renderOwn().catch(otherwise(answerShared));
      };
      const own = isOwn(incoming, rule, options.isPersonal);
      return own instanceof Promise ? own.then(answerKept) : answerKept(own);
    },
  };
}

/** Handles a rendering that was refused. */
function otherwise<T>(instead: () => T) {
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

/** Returns a kept page unless something that it may show was withdrawn since. */
function remaining(kept: KeptPage | undefined, { withdrawalsOf }: PageCacheOptions): KeptPage | undefined {
  const isWithdrawn = kept !== undefined && withdrawalsOf?.(kept.facts) !== kept.withdrawals;
  return isWithdrawn ? undefined : kept;
}

interface RenderOnce extends CacheableRequest {
  /** The page as it was. */
  before: KeptPage | undefined;
  signal: AbortSignal;
}

async function renderOnce(asked: RenderOnce, options: PageCacheOptions): Promise<Rendered> {
  const { before, address, isFile, signal } = asked;
  // Asked before the page reads anything: what changes while it is rendered makes it untrue at once.
  const stamp = before && (await options.stampOf(before.facts).catch(() => undefined));
  const renderedAt = (options.elapsedMs ?? elapsedMs)();
  const slots = new FormTokenSlots();
  let facts: PageFacts | undefined;
  let withdrawals = before && options.withdrawalsOf?.(before.facts);
  const keeping: PageKeeping = {
    keep: (given) => {
      facts = given;
      withdrawals ??= options.withdrawalsOf?.(given);
    },
    formToken: (purpose) => slots.make(purpose),
  };
  const renews = before !== undefined && renderedAt - before.renderedAt < LONGEST_REFUSED_MS;
  let response: Response;
  try {
    response = await asked.render({ address, cookies: options.cookies, keeping, signal, renews });
  } catch (error) {
    if (renews && error instanceof RenderingRefused) return { kept: before, response: neverAsked };
    throw error;
  }
  const type = response.headers.get("content-type") ?? "";
  if (!TEXT_TYPES.test(type) && !PICTURE_TYPES.test(type)) {
    return { kept: undefined, response: () => response };
  }
  const filled = PICTURE_TYPES.test(type)
    ? pictureOf(new Uint8Array(await response.arrayBuffer()))
    : cutAtSlots(await response.text(), slots);
  const isEmpty = filled.page instanceof WholePage && filled.page.plain.byteLength === 0;
  const mayBeKept = response.status === 200 && !response.headers.has("set-cookie") && !isEmpty;
  if (!facts || !mayBeKept) {
    return { kept: undefined, response: () => fillForOne(response, filled, options.mintToken) };
  }
  const isKnown = before !== undefined && JSON.stringify(before.facts) === JSON.stringify(facts);
  const first = restsOnNothing(facts) ? await options.stampOf(facts) : undefined;
  const headers = keptHeaders(response, isFile);
  const kept = { ...filled, headers, isFile, facts, withdrawals, stamp: isKnown ? stamp : first, renderedAt };
  return { kept, response: neverAsked };
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

/** Nothing can have changed while such a page was rendered. */
function restsOnNothing({ organizationId, resourceIds, topics = [], turns = [] }: PageFacts): boolean {
  return organizationId === undefined && [...resourceIds, ...topics, ...turns].length === 0;
}

function keptHeaders(response: Response, isFile: boolean): [string, string][] {
  return [...response.headers].filter(
    ([name, value]) => !SENT_ANEW.test(name) && (isFile || name !== "cache-control" || value === "no-store"),
  );
}

function neverAsked(): never {
  throw new Error("What is kept is sent from what is kept.");
}
