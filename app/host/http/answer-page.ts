import { networkOf } from "#app/platform/http/network.ts";
import type { HostContext } from "#app/platform/http/request-context.ts";
import { type DisconnectSignal, disconnectSignal } from "../connections/disconnect-signal.ts";
import { createPageCache, type PageCacheOptions, RenderingRefused } from "../page-cache/page-cache.ts";
import type { Arrival } from "./arrival.ts";
import { cleanRequest } from "./clean-request.ts";
import { createPageGuard } from "./page-admission.ts";
import { createPageWork, kindOfPage } from "./page-work.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { HostRefusal, RefusalOptions } from "./refusals.ts";
import type { HostEnv } from "./request-context.ts";
import { surfaceOf } from "./surfaces.ts";

export interface PageOptions {
  /** Pages that are kept for all visitors; none without it. */
  pageCache?: PageCacheOptions;
  /** Counts the pages that are rendered for each network; without it networks are not limited. */
  rateLimits?: RateLimits | undefined;
  /** How much work pages may be at once, in milliseconds of the event loop; 1 s unless given. */
  mostPageWorkMs?: number;
  /** Whether what pages need cannot be reached right now, asked when one has failed. */
  isAway(): Promise<boolean>;
  /** Renders a page. */
  pages(request: Request, context: HostContext): Promise<Response>;
}

/** What the host answers in a page's stead. */
type Refuse = (refusal: HostRefusal, arrival: Arrival, more?: Partial<RefusalOptions>) => Response;

interface Rendering {
  arrival: Arrival;
  signal: AbortSignal;
  /** As pages see it. */
  request: Request;
  context: HostContext;
  /** Whether there is a page to show in its stead. */
  renews?: boolean;
}

const MOST_WORK_MS = 1_000;

export const isRead = (method: string) => method === "GET" || method === "HEAD";

/**
 * Gives the function that answers a request with a page: from those that are kept, or rendered within the bounds on what
 * a network may ask for and on what the event loop can do. Reads are rendered as long as their client is there.
 */
export function createPageAnswers(options: PageOptions, refuse: Refuse) {
  const { rateLimits, mostPageWorkMs = MOST_WORK_MS } = options;
  const cache = options.pageCache && createPageCache(options.pageCache);
  const guard = createPageGuard({ work: createPageWork(mostPageWorkMs), isAway: options.isAway });

  const render = async ({ arrival, signal, request, context, renews = false }: Rendering) => {
    const { path = "/" } = arrival;
    const reads = isRead(request.method);
    const no = (refusal: HostRefusal, more?: Partial<RefusalOptions>) => {
      if (renews && refusal !== "unavailable") throw new RenderingRefused();
      return refuse(refusal, arrival, more);
    };
    const kind = surfaceOf(path) === "admin" ? "member-read" : "read";
    const verdict = reads ? rateLimits?.take(kind, context.clientAddress) : undefined;
    if (verdict?.ok === false) return no("too-many", { retryAfter: verdict.retryAfterSeconds });
    return guard({
      reads,
      signal,
      kind: kindOfPage(path),
      network: rateLimits && networkOf(context.clientAddress),
      render: (noteRendering) => options.pages(request, { ...context, noteRendering }),
      refuse: no,
    });
  };
  const answerRead = (arrival: Arrival, client: DisconnectSignal) => {
    const { context, path = "/", request } = arrival;
    const kept = cache?.answer(arrival, client, ({ search, keeping, signal, renews }) => {
      const clean = cleanRequest(request, context, "public", { signal, search });
      return render({ arrival, signal, request: clean, context: { ...context, page: keeping }, renews });
    });
    if (kept) return kept;
    const { signal } = client;
    const clean = cleanRequest(request, context, surfaceOf(path), { signal });
    return render({ arrival, signal, request: clean, context });
  };

  /** `clean` is the request of a write as pages may see it, with the body that was read. */
  return async (
    arrival: Arrival,
    bindings: HostEnv["Bindings"] | undefined,
    clean: Request,
  ): Promise<Response> => {
    const { request, context } = arrival;
    if (!isRead(request.method)) {
      return render({ arrival, signal: request.signal, request: clean, context });
    }
    const client = disconnectSignal(bindings?.incoming?.socket, () => request.signal);
    try {
      return await answerRead(arrival, client);
    } finally {
      client.release();
    }
  };
}
