import { LRUCache } from "lru-cache";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
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
  take(kind: LimitKind, address: string): Promise<LimitVerdict>;
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

function createBucket(kind: LimitKind, mostKeys: number) {
  const limiter = new RateLimiterMemory({ keyPrefix: kind, points: triesPerMinute[kind], duration: 60 });
  // The limiter itself keeps every key for a minute, however many come. Here the least recently seen one makes room.
  const known = new LRUCache<string, true>({
    max: mostKeys,
    dispose: (_value, key, reason) => {
      if (reason === "evict") void limiter.delete(key);
    },
  });
  return async (key: string): Promise<LimitVerdict> => {
    known.set(key, true);
    try {
      await limiter.consume(key);
      return { ok: true };
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
    }
  };
}

/**
 * Limits of one instance on how often a network (an IPv4 address or an IPv6 /64) may try something. They slow guessing
 * and flooding down; limits that must hold exactly are the engine's. `mostKeys` bounds the memory of each kind.
 */
export function createRateLimits(options: { enabled: boolean; mostKeys?: number }): RateLimits {
  if (!options.enabled) return { take: async () => ({ ok: true }) };
  const bucket = (kind: LimitKind) => createBucket(kind, options.mostKeys ?? 50_000);
  const kinds = Object.keys(triesPerMinute) as LimitKind[];
  const buckets = Object.fromEntries(kinds.map((kind) => [kind, bucket(kind)])) as Record<
    LimitKind,
    ReturnType<typeof createBucket>
  >;
  return { take: (kind, address) => buckets[kind](networkOf(address)) };
}
