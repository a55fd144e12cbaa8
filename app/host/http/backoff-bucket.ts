import { LRUCache } from "lru-cache";
import type { LimitVerdict } from "#app/platform/services.ts";

export interface BucketOptions {
  /** Beyond this number, the least recently seen key is evicted. */
  maxKeys: number;
  /** Milliseconds of a monotonic clock. */
  elapsedMs(): number;
}

export interface Bucket {
  consume(key: string): LimitVerdict;
  check(key: string): LimitVerdict;
  refund(key: string): void;
}

interface Tries {
  count: number;
  endsAt: number;
  /** When the next try is allowed. */
  nextAt: number;
}

/**
 * Creates a bucket that slows attempts down but never stops them: `free` attempts per period of a key are unlimited, and after
 * each further one the next has to wait, for 1, 2, 4 … seconds up to `longestWaitSeconds`. A period starts with the first
 * attempt of a key. Refused attempts do not prolong the wait, so that a flood of them keeps nobody out.
 */
export function createBackoffBucket(
  options: { free: number; periodMs: number; longestWaitSeconds: number },
  { maxKeys, elapsedMs }: BucketOptions,
): Bucket {
  const { free, periodMs, longestWaitSeconds } = options;
  const keys = new LRUCache<string, Tries>({ max: maxKeys });
  const current = (key: string, now: number) => {
    const tries = keys.get(key);
    return tries && now < tries.endsAt ? tries : undefined;
  };
  const verdictOn = (tries: Tries | undefined, now: number): LimitVerdict => {
    if (!tries || now >= tries.nextAt) return { ok: true };
    return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil((tries.nextAt - now) / 1_000)) };
  };
  const waitMs = (count: number) =>
    count < free ? 0 : 1_000 * Math.min(longestWaitSeconds, 2 ** Math.min(count - free, 30));
  return {
    consume(key) {
      const now = elapsedMs();
      const tries = current(key, now) ?? { count: 0, endsAt: now + periodMs, nextAt: now };
      const verdict = verdictOn(tries, now);
      if (!verdict.ok) return verdict;
      tries.count += 1;
      tries.nextAt = now + waitMs(tries.count);
      keys.set(key, tries);
      return verdict;
    },
    check(key) {
      const now = elapsedMs();
      return verdictOn(current(key, now), now);
    },
    refund(key) {
      const now = elapsedMs();
      const tries = current(key, now);
      if (!tries) return;
      tries.count = Math.max(0, tries.count - 1);
      tries.nextAt = Math.min(tries.nextAt, now + waitMs(tries.count));
    },
  };
}
