import { networkOf } from "#app/platform/http/network.ts";
import type { HostContext } from "#app/platform/http/request-context.ts";
import type { RateLimits } from "#app/platform/services.ts";
import { type DisconnectSignal, disconnectSignal } from "../connections/disconnect-signal.ts";
import {
  createPageCache,
  type PageCache,
  type PageCacheOptions,
  RenderingRefused,
} from "../page-cache/page-cache.ts";
import { cleanRequest } from "./clean-request.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import { createPageGuard } from "./page-admission.ts";
import { createPageWork } from "./page-work.ts";
import { createReadScheduler } from "./read-scheduler.ts";
import type { ReadTurns } from "./read-turns.ts";
import type { HostRefusal, RefusalOptions } from "./refusals.ts";
import type { HostEnv } from "./request-context.ts";

export interface PageOptions {
  /** Rules and sources of the page cache; without it no page is cached. */
  pageCache?: PageCacheOptions;
  /** Counts rendered pages per network; without it networks are not limited. */
  rateLimits?: Pick<RateLimits, "consume"> | undefined;
  /** Maximum event loop work that pages in flight may add up to, in milliseconds; 1 s unless given. */
  maxPageWorkMs?: number;
  /** Decides when reads start and when they are rendered. */
  readTurns: ReadTurns;
  /** Whether a dependency of pages is unreachable right now; checked when a page has failed. */
  isUnavailable(): Promise<boolean>;
  /** Renders a page. */
  pages(request: Request, context: HostContext): Promise<Response>;
}

/** Creates the response when the host refuses to render a page. */
type Refuse = (refusal: HostRefusal, incoming: IncomingRequest, more?: Partial<RefusalOptions>) => Response;

interface Rendering {
  incoming: IncomingRequest;
  /** False for a write. */
  reads: boolean;
  /** Its signal aborts when no client waits for the page any more. */
  client: { readonly signal: AbortSignal };
  context: HostContext;
  /** Creates the clean request. Called only when the page is rendered, since a refusal must be cheap. */
  clean(): Request;
  /** Whether the cache holds an older version that can be sent instead. */
  renews?: boolean;
  /** Whether the page is one visitor's own, so that the shared one can be sent instead. */
  own?: boolean;
}

const MAX_PAGE_WORK_MS = 1_000;

export const isRead = (method: string) => method === "GET" || method === "HEAD";

/**
 * Returns the function that responds with a page: from the cache, or rendered within the rate limit of the network and
 * the work bound of the event loop. The rendering of a read is aborted when its client disconnects.
 */
export function createPageResponder(options: PageOptions, refuse: Refuse) {
  const { rateLimits, maxPageWorkMs = MAX_PAGE_WORK_MS } = options;
  const cache = options.pageCache && createPageCache(options.pageCache);
  const guard = createPageGuard({
    work: createPageWork(maxPageWorkMs),
    readScheduler: createReadScheduler(options.readTurns),
    readTurns: options.readTurns,
    isUnavailable: options.isUnavailable,
  });

  const render = async ({ incoming, reads, client, context, clean, renews, own }: Rendering) => {
    const { route } = incoming;
    const no = (refusal: HostRefusal, more?: Partial<RefusalOptions>) => {
      if (own || (renews && refusal !== "unavailable")) throw new RenderingRefused();
      return refuse(refusal, incoming, more);
    };
    const kind = route.surface === "admin" ? "member-read" : "read";
    const verdict = reads ? rateLimits?.consume(kind, context.clientAddress) : undefined;
    if (verdict?.ok === false) return no("too-many", { retryAfter: verdict.retryAfterSeconds });
    return guard({
      reads,
      client,
      kind: route.label,
      network: rateLimits && networkOf(context.clientAddress),
      render: (notes) => options.pages(clean(), { ...context, ...notes }),
      refuse: no,
    });
  };
  const answerRead = async (incoming: IncomingRequest, client: DisconnectSignal) => {
    const { context, route, request } = incoming;
    const clean = () => cleanRequest(request, context, route.surface, { signal: client.signal });
    const asked = { incoming, reads: true, client, context, clean };
    const renderShared: Parameters<PageCache["answer"]>[2] = (options) => {
      const { address, cookies, caching, signal, renews } = options;
      const clean = () => cleanRequest(request, context, "public", { signal, address, cookies });
      return render({ ...asked, client: { signal }, context: { ...context, page: caching }, clean, renews });
    };
    const kept = await cache?.answer(incoming, client, renderShared, () => render({ ...asked, own: true }));
    return kept ?? render(asked);
  };

  /** `written` is the clean request of a write, with its complete body. */
  return async (
    incoming: IncomingRequest,
    bindings: HostEnv["Bindings"] | undefined,
    written: Request,
  ): Promise<Response> => {
    const { request, context } = incoming;
    if (!isRead(request.method)) {
      return render({ incoming, reads: false, client: request, context, clean: () => written });
    }
    const client = disconnectSignal(bindings?.incoming?.socket, () => request.signal);
    try {
      return await answerRead(incoming, client);
    } finally {
      client.release();
    }
  };
}
