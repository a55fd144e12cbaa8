import { LRUCache } from "lru-cache";
import { networkOf } from "#app/platform/network.ts";

export type LimitKind =
  | "sign-in"
  | "book"
  | "setup"
  | "find"
  | "link"
  | "person"
  | "seen"
  | "api-key"
  | "api-read"
  | "api-wrong-key";
export type LimitVerdict = { ok: true } | { ok: false; retryAfterSeconds: number };

export interface RateLimits {
  /** Counts one try from this address. Says no, and for how long, when its network had all tries of this minute. */
  take(kind: LimitKind, address: string): LimitVerdict;
}

const triesPerMinute: Record<LimitKind, number> = {
  "sign-in": 10,
  setup: 10,
  book: 60,
  find: 10,
  link: 20,
  person: 10,
  seen: 30,
  // A rush through one key is what the engine is made for; these stop a loop that has run wild.
  "api-key": 300_000,
  "api-read": 300_000,
  "api-wrong-key": 60,
};

const MINUTE = 60_000;
const YES: LimitVerdict = { ok: true };

/** A minute begins with the first try of a key. With more keys than it may know, the least recently seen one makes room. */
function createBucket(kind: LimitKind, mostKeys: number) {
  const minutes = new LRUCache<string, { left: number; endsAt: number }>({ max: mostKeys });
  return (key: string): LimitVerdict => {
    const now = performance.now();
    let minute = minutes.get(key);
    if (!minute || now >= minute.endsAt) {
      minute = { left: triesPerMinute[kind], endsAt: now + MINUTE };
      minutes.set(key, minute);
    }
    if (minute.left === 0) {
      return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil((minute.endsAt - now) / 1000)) };
    }
    minute.left -= 1;
    return YES;
  };
}

/**
 * Limits of one instance on how often a network (an IPv4 address or an IPv6 /64) may try something. They slow guessing
 * and flooding down; limits that must hold exactly are the engine's. `mostKeys` bounds the memory of each kind.
 */
export function createRateLimits(options: { enabled: boolean; mostKeys?: number }): RateLimits {
  if (!options.enabled) return { take: () => YES };
  const bucket = (kind: LimitKind) => createBucket(kind, options.mostKeys ?? 50_000);
  const kinds = Object.keys(triesPerMinute) as LimitKind[];
  const buckets = Object.fromEntries(kinds.map((kind) => [kind, bucket(kind)])) as Record<
    LimitKind,
    ReturnType<typeof createBucket>
  >;
  return { take: (kind, address) => buckets[kind](networkOf(address)) };
}
