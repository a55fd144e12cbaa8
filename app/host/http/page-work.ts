/** A page that was admitted. */
export interface AdmittedPage {
  /** Records the time that its rendering took in one go, in milliseconds. */
  rendered(ms: number): void;
  /** To be called when it is finished or given up. */
  end(): void;
}

export interface PageWork {
  /**
   * Admits a page of this kind where its expected work fits, also within the share of its network where one is named.
   * Undefined where it does not.
   */
  admit(kind: string, network: string | undefined): AdmittedPage | undefined;
}

/** Of what a page costs the event loop, rendering is a third: the rest goes into its queries, headers and compression. */
const COST_OF_RENDERING = 3;
/** Until a kind has been measured, its pages are expected to cost what an average one does. */
const UNKNOWN_COST_MS = 10;
/** No page is expected to cost less: each holds memory and may wait for a connection of the database. */
const LEAST_COST_MS = 5;
/** Always admitted, or a kind that is expected to cost more than the bound would never be rendered and measured again. */
const ALWAYS_ADMITTED = 4;
/** Of all work no network has more than this share, so that there is room for others. */
const MOST_OF_NETWORK = 0.5;
/** How much the latest page changes what is expected of its kind. */
const WEIGHT_OF_LATEST = 0.2;

/**
 * Bounds the pages under way by their work: a page is admitted while the expected costs of all that are unfinished stay
 * within `mostMs` of the event loop, of which one network gets no more than half. What a page costs is a moving average
 * of its kind, and follows from how long it is rendered, since that is done in one go: how long the whole page takes
 * would say how busy the instance is with other work.
 */
export function createPageWork(mostMs: number): PageWork {
  const costs = new Map<string, number>();
  const all: Load = { pages: 0, costMs: 0 };
  const networks = new Map<string, Load>();
  return {
    admit(kind, network) {
      const cost = Math.max(LEAST_COST_MS, costs.get(kind) ?? UNKNOWN_COST_MS);
      const own = network === undefined ? undefined : (networks.get(network) ?? { pages: 0, costMs: 0 });
      if (!fits(all, cost, mostMs)) return undefined;
      if (own && !fits(own, cost, mostMs * MOST_OF_NETWORK)) return undefined;
      if (own && network !== undefined) networks.set(network, own);
      const loads = own ? [all, own] : [all];
      for (const load of loads) count(load, 1, cost);
      return {
        rendered(ms) {
          const before = costs.get(kind) ?? UNKNOWN_COST_MS;
          costs.set(kind, before + (ms * COST_OF_RENDERING - before) * WEIGHT_OF_LATEST);
        },
        end() {
          for (const load of loads) count(load, -1, cost);
          if (network !== undefined && own?.pages === 0) networks.delete(network);
        },
      };
    },
  };
}

/** Pages that are admitted and unfinished, and what they are expected to cost. */
interface Load {
  pages: number;
  costMs: number;
}

function fits(load: Load, costMs: number, mostMs: number): boolean {
  return load.pages < ALWAYS_ADMITTED || load.costMs + costMs <= mostMs;
}

function count(load: Load, pages: 1 | -1, costMs: number): void {
  load.pages += pages;
  // Sums of fractions drift; nothing is expected where nobody is left.
  load.costMs = load.pages === 0 ? 0 : load.costMs + pages * costMs;
}
