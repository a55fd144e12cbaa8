import { LRUCache } from "lru-cache";
import { networkOf, wideNetworkOf } from "#app/platform/http/network.ts";
import type { LimitKind, LimitVerdict, RateLimits, ReadKind } from "#app/platform/services.ts";
import { type Bucket, type BucketOptions, createBackoffBucket } from "./backoff-bucket.ts";

/** Kinds that slow an account's sign-ins down; see `createBackoffBucket`. */
type AccountKind = "account" | "second-factor";

const attemptsPerMinute: Record<Exclude<LimitKind, ReadKind | AccountKind>, number> = {
  "sign-in": 10,
  // Of browsers that have signed in to the account before, so that strangers in their network do not lock them out.
  "known-sign-in": 30,
  setup: 10,
  // Requests for a link to set a new password; the mails of one account are limited apart from it.
  "password-link": 10,
  // Forms of links that were mailed.
  "account-link": 20,
  // Per user: somebody may have found a signed-in browser.
  "current-password": 10,
  book: 60,
  find: 10,
  link: 20,
  // Per booking: each change permanently adds an entry to its history.
  manage: 20,
  person: 10,
  seen: 30,
  // Per hold: the event's page as its holder sees it, which is rendered each time. Beyond the limit they see the shared one.
  "own-page": 30,
  // Wrong access codes of private events; right ones are not counted, so that a whole class can enter one.
  access: 10,
  // The engine is made for a rush through one key; these stop a runaway loop.
  "api-key": 300_000,
  "api-read": 300_000,
  "api-wrong-key": 60,
};

/**
 * A school may be behind one address: thirty visitors open ten pages each at once, and then a page every three seconds. A page
 * takes about 10 ms of the event loop, so one network can permanently use a tenth of it. The admin responds to strangers with a
 * cheap redirect, and a whole office of members works there at once.
 */
const reads: Record<ReadKind, { burst: number; perSecond: number }> = {
  read: { burst: 300, perSecond: 10 },
  "member-read": { burst: 1_000, perSecond: 40 },
};
/** Long enough for the tokens of a few pages to return, not just of one. */
const READS_RETRY_AFTER_SECONDS = 5;

/**
 * Bookings of one event per network and hour; a wide network has four times as many. A family or an office stays below; for a
 * school or a club the organiser lifts the limit (decision 0075).
 */
const BOOKINGS_PER_HOUR = 60;
const WIDE_NETWORK_BOOKINGS_PER_HOUR = 240;

/**
 * Ten wrong passwords from anywhere are free, then each further try waits, which never locks the account. Of codes, which have
 * a million values, five are free per five minutes.
 */
const ACCOUNT_TRIES = { free: 10, periodMs: 10 * 60_000, longestWaitSeconds: 60 };
const CODES_TRIED = 5;
const CODES_PERIOD_MS = 5 * 60_000;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ALLOWED: LimitVerdict = { ok: true };

/**
 * Creates a bucket of `limit` attempts per key and period. A period starts with the first attempt of a key. Beyond `maxKeys`,
 * the least recently seen key is evicted. What is refunded after the period has ended is ignored.
 */
function createBucket(limit: number, periodMs: number, { maxKeys, elapsedMs }: BucketOptions): Bucket {
  const periods = new LRUCache<string, { left: number; endsAt: number }>({ max: maxKeys });
  const verdictOn = (period: { left: number; endsAt: number } | undefined, now: number): LimitVerdict => {
    if (!period || now >= period.endsAt || period.left > 0) return ALLOWED;
    return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil((period.endsAt - now) / 1000)) };
  };
  return {
    consume(key) {
      const now = elapsedMs();
      let period = periods.get(key);
      if (!period || now >= period.endsAt) {
        period = { left: limit, endsAt: now + periodMs };
        periods.set(key, period);
      }
      const verdict = verdictOn(period, now);
      if (verdict.ok) period.left -= 1;
      return verdict;
    },
    check: (key) => verdictOn(periods.get(key), elapsedMs()),
    refund(key) {
      const period = periods.get(key);
      if (period && elapsedMs() < period.endsAt) period.left = Math.min(limit, period.left + 1);
    },
  };
}

/** Creates a token bucket for reads; tokens return evenly, so that no boundary between minutes lets twice as many through. */
function createTokenBucket(kind: ReadKind, { maxKeys, elapsedMs }: BucketOptions): Bucket {
  const { burst, perSecond } = reads[kind];
  const networks = new LRUCache<string, { tokens: number; countedAt: number }>({ max: maxKeys });
  const consume = (key: string): LimitVerdict => {
    const now = elapsedMs();
    const { tokens, countedAt } = networks.get(key) ?? { tokens: burst, countedAt: now };
    const left = Math.min(burst, tokens + ((now - countedAt) / 1_000) * perSecond);
    networks.set(key, { tokens: left < 1 ? left : left - 1, countedAt: now });
    return left < 1 ? { ok: false, retryAfterSeconds: READS_RETRY_AFTER_SECONDS } : ALLOWED;
  };
  return { consume, check: () => ALLOWED, refund() {} };
}

/** Counts bookings by network and event, and by wide network and event. */
function createBookingBuckets(options: BucketOptions): Pick<RateLimits, "consumeBooking" | "refundBooking"> {
  const networks = createBucket(BOOKINGS_PER_HOUR, HOUR_MS, options);
  const wide = createBucket(WIDE_NETWORK_BOOKINGS_PER_HOUR, HOUR_MS, options);
  const keysOf = (address: string, eventId: string) => {
    const around = wideNetworkOf(address);
    return { own: `${eventId} ${networkOf(address)}`, around: around && `${eventId} ${around}` };
  };
  return {
    consumeBooking(address, eventId) {
      const { own, around } = keysOf(address, eventId);
      const verdict = networks.consume(own);
      if (!verdict.ok || around === undefined) return verdict;
      const wideVerdict = wide.consume(around);
      if (!wideVerdict.ok) networks.refund(own);
      return wideVerdict;
    },
    refundBooking(address, eventId) {
      const { own, around } = keysOf(address, eventId);
      networks.refund(own);
      if (around !== undefined) wide.refund(around);
    },
  };
}

const UNLIMITED: RateLimits = {
  consume: () => ALLOWED,
  check: () => ALLOWED,
  refund() {},
  consumeBooking: () => ALLOWED,
  refundBooking() {},
};

/**
 * Creates this instance's limits on how often a network (an IPv4 address or an IPv6 /64) may attempt something. They slow down
 * guessing and flooding; limits that must hold exactly are the engine's. `maxKeys` bounds the memory of each kind.
 */
export function createRateLimits(options: { enabled: boolean } & Partial<BucketOptions>): RateLimits {
  if (!options.enabled) return UNLIMITED;
  const { maxKeys = 50_000, elapsedMs = () => performance.now() } = options;
  const each = { maxKeys, elapsedMs };
  const buckets = new Map<LimitKind, Bucket>([
    ...(Object.keys(attemptsPerMinute) as (keyof typeof attemptsPerMinute)[]).map(
      (kind) => [kind, createBucket(attemptsPerMinute[kind], MINUTE_MS, each)] as const,
    ),
    ["account", createBackoffBucket(ACCOUNT_TRIES, each)],
    ["second-factor", createBucket(CODES_TRIED, CODES_PERIOD_MS, each)],
    ...(Object.keys(reads) as ReadKind[]).map((kind) => [kind, createTokenBucket(kind, each)] as const),
  ]);
  return {
    consume: (kind, address) => buckets.get(kind)?.consume(networkOf(address)) ?? ALLOWED,
    check: (kind, address) => buckets.get(kind)?.check(networkOf(address)) ?? ALLOWED,
    refund: (kind, address) => buckets.get(kind)?.refund(networkOf(address)),
    ...createBookingBuckets(each),
  };
}
