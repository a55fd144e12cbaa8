import { routeLabel } from "./surfaces.ts";

export interface PageWorkOptions {
  /** The most work of the event loop that pages may have before them, admitted and unfinished, in milliseconds. */
  mostMs: number;
  /** For how long the event loop has been busy altogether, in milliseconds. */
  busyMs(): number;
}

/** A page that was admitted. */
export interface AdmittedPage {
  /** To be called when its work begins; until then it only waits. */
  begin(): void;
  /** To be called when it is finished or given up. */
  end(): void;
}

export interface PageWork {
  /** Admits a page of this kind where its expected work fits; undefined where it does not. */
  admit(kind: string): AdmittedPage | undefined;
}

/** Until a kind has been measured, its pages are expected to cost what an average one does. */
const UNKNOWN_COST_MS = 10;
/** No page is expected to cost less: each holds memory and may wait for a connection of the database. */
const LEAST_COST_MS = 5;
/** So many are admitted whatever they cost, or a single expensive page could close its route for ever. */
const ALWAYS_ADMITTED = 4;
/** How much the latest page changes what is expected of its kind. */
const WEIGHT_OF_LATEST = 0.2;

/**
 * Bounds the pages under way by their work: a page is admitted while the expected costs of all that are unfinished stay
 * within `mostMs`. What a page costs is a moving average of its kind. It is measured by the time that the event loop is
 * busy, divided evenly among the pages that have begun, since nobody can see which of them it worked for: the sum over
 * all pages is right. Other work counts as theirs too, so that a busy instance admits fewer.
 */
export function createPageWork({ mostMs, busyMs }: PageWorkOptions): PageWork {
  const costs = new Map<string, number>();
  let [admitted, expectedMs, working] = [0, 0, 0];
  // What one page would have cost that had been under way all the time.
  let [sharedMs, seenMs] = [0, busyMs()];
  const share = () => {
    const now = busyMs();
    if (working > 0) sharedMs += (now - seenMs) / working;
    seenMs = now;
    return sharedMs;
  };
  const learn = (kind: string, costMs: number) => {
    const before = costs.get(kind) ?? UNKNOWN_COST_MS;
    costs.set(kind, before + (costMs - before) * WEIGHT_OF_LATEST);
  };

  return {
    admit(kind) {
      const cost = Math.max(LEAST_COST_MS, costs.get(kind) ?? UNKNOWN_COST_MS);
      if (admitted >= ALWAYS_ADMITTED && expectedMs + cost > mostMs) return undefined;
      admitted += 1;
      expectedMs += cost;
      let begunAt: number | undefined;
      return {
        begin() {
          begunAt = share();
          working += 1;
        },
        end() {
          admitted -= 1;
          // Sums of fractions drift; nothing is expected where nobody is left.
          expectedMs = admitted === 0 ? 0 : expectedMs - cost;
          if (begunAt === undefined) return;
          learn(kind, share() - begunAt);
          working -= 1;
        },
      };
    },
  };
}

const LEAVES = new Set("book done manage picture.png opening.ics calendar.ics feed.xml".split(" "));

/** The kind of page at a canonical path: pages of one kind cost alike. There are few, whatever is asked for. */
export function kindOfPage(path: string): string {
  const leaf = path.split("/")[3] ?? "";
  return LEAVES.has(leaf) ? `${routeLabel(path)}/${leaf}` : routeLabel(path);
}
