import { LRUCache } from "lru-cache";
import { networkOf } from "#app/platform/http/network.ts";
import type { LimitKind, LimitVerdict, RateLimits, ReadKind } from "#app/platform/services.ts";

const triesPerMinute: Record<Exclude<LimitKind, ReadKind>, number> = {
  "sign-in": 10,
  setup: 10,
  book: 60,
  find: 10,
  link: 20,
  // Of one booking: each change is an entry in its history for good.
  manage: 20,
  person: 10,
  seen: 30,
  // A rush through one key is what the engine is made for; these stop a loop that has run wild.
  "api-key": 300_000,
  "api-read": 300_000,
  "api-wrong-key": 60,
};

/**
 * A school may be behind one address: thirty visitors open ten pages each at once, and a page every three seconds from
 * then on. A page takes about 10 ms of the event loop, so that one network can take a tenth of it for long. The admin
 * answers strangers with a redirect, which costs little, and a whole office of members works there at once.
 */
const reads: Record<ReadKind, { burst: number; perSecond: number }> = {
  read: { burst: 300, perSecond: 10 },
  "member-read": { burst: 1_000, perSecond: 40 },
};
/** By then enough tokens have come back for a few pages, not for a single one. */
const READS_RETRY_AFTER_SECONDS = 5;

const MINUTE = 60_000;
const YES: LimitVerdict = { ok: true };

interface BucketOptions {
  mostKeys: number;
  /** Milliseconds since some moment. */
  elapsedMs(): number;
}

/** A minute begins with the first try of a key. With more keys than it may know, the least recently seen one makes room. */
function createBucket(kind: Exclude<LimitKind, ReadKind>, { mostKeys, elapsedMs }: BucketOptions) {
  const minutes = new LRUCache<string, { left: number; endsAt: number }>({ max: mostKeys });
  return (key: string): LimitVerdict => {
    const now = elapsedMs();
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

/** Takes a token for each read; tokens come back evenly, so that no border between minutes lets twice as many through. */
function createTokenBucket(kind: ReadKind, { mostKeys, elapsedMs }: BucketOptions) {
  const { burst, perSecond } = reads[kind];
  const networks = new LRUCache<string, { tokens: number; countedAt: number }>({ max: mostKeys });
  return (key: string): LimitVerdict => {
    const now = elapsedMs();
    const { tokens, countedAt } = networks.get(key) ?? { tokens: burst, countedAt: now };
    const left = Math.min(burst, tokens + ((now - countedAt) / 1_000) * perSecond);
    networks.set(key, { tokens: left < 1 ? left : left - 1, countedAt: now });
    return left < 1 ? { ok: false, retryAfterSeconds: READS_RETRY_AFTER_SECONDS } : YES;
  };
}

/**
 * Limits of one instance on how often a network (an IPv4 address or an IPv6 /64) may try something. They slow guessing
 * and flooding down; limits that must hold exactly are the engine's. `mostKeys` bounds the memory of each kind.
 */
export function createRateLimits(options: { enabled: boolean } & Partial<BucketOptions>): RateLimits {
  if (!options.enabled) return { take: () => YES };
  const { mostKeys = 50_000, elapsedMs = () => performance.now() } = options;
  const each = { mostKeys, elapsedMs };
  const buckets = new Map<LimitKind, (key: string) => LimitVerdict>([
    ...(Object.keys(triesPerMinute) as (keyof typeof triesPerMinute)[]).map(
      (kind) => [kind, createBucket(kind, each)] as const,
    ),
    ...(Object.keys(reads) as ReadKind[]).map((kind) => [kind, createTokenBucket(kind, each)] as const),
  ]);
  return { take: (kind, address) => buckets.get(kind)?.(networkOf(address)) ?? YES };
}
