/** An admitted page. */
export interface AdmittedPage {
  /** Records the time in milliseconds for which rendering blocked the event loop. */
  rendered(ms: number): void;
  /** Releases its share of the bound. Call when the page is finished or given up. */
  end(): void;
}

export interface PageWork {
  /**
   * Admits a page of this kind if its expected cost fits, within the share of its network too if one is given. Returns
   * undefined if it does not.
   */
  admit(kind: string, network: string | undefined): AdmittedPage | undefined;
}

/** Rendering is a third of what a page costs the event loop; the rest goes into queries, headers and compression. */
const COST_PER_RENDERING = 3;
/** Expected cost of a page whose kind has not been measured yet. */
const UNKNOWN_COST_MS = 10;
/** Minimum expected cost: every page holds memory and may wait for a database connection. */
const MIN_COST_MS = 5;
/** Always admitted, or a kind whose expected cost exceeds the bound would never be rendered and measured again. */
const ALWAYS_ADMITTED = 4;
/** Maximum share of one network, so that there is room for others. */
const MAX_NETWORK_SHARE = 0.5;
/** Weight of the latest page in the moving average of its kind. */
const WEIGHT_OF_LATEST = 0.2;

/**
 * Bounds the pages in flight by their work: a page is admitted while the expected costs of all unfinished pages stay within
 * `maxMs` of the event loop, of which one network gets at most half. The expected cost is a moving average per kind, derived
 * from the rendering time, since rendering is synchronous: the duration of the complete page would measure how busy the
 * instance is with other work.
 */
export function createPageWork(maxMs: number): PageWork {
  const costs = new Map<string, number>();
  const all: Load = { pages: 0, costMs: 0 };
  const networks = new Map<string, Load>();
  return {
    admit(kind, network) {
      const cost = Math.max(MIN_COST_MS, costs.get(kind) ?? UNKNOWN_COST_MS);
      const own = network === undefined ? undefined : (networks.get(network) ?? { pages: 0, costMs: 0 });
      if (!fits(all, cost, maxMs)) return undefined;
      if (own && !fits(own, cost, maxMs * MAX_NETWORK_SHARE)) return undefined;
      if (own && network !== undefined) networks.set(network, own);
      const loads = own ? [all, own] : [all];
      for (const load of loads) count(load, 1, cost);
      return {
        rendered(ms) {
          const before = costs.get(kind) ?? UNKNOWN_COST_MS;
          costs.set(kind, before + (ms * COST_PER_RENDERING - before) * WEIGHT_OF_LATEST);
        },
        end() {
          for (const load of loads) count(load, -1, cost);
          if (network !== undefined && own?.pages === 0) networks.delete(network);
        },
      };
    },
  };
}

/** Admitted and unfinished pages, and their expected cost. */
interface Load {
  pages: number;
  costMs: number;
}

function fits(load: Load, costMs: number, maxMs: number): boolean {
  return load.pages < ALWAYS_ADMITTED || load.costMs + costMs <= maxMs;
}

function count(load: Load, pages: 1 | -1, costMs: number): void {
  load.pages += pages;
  // Sums of fractions drift; with no page left nothing is expected.
  load.costMs = load.pages === 0 ? 0 : load.costMs + pages * costMs;
}
