import { LRUCache } from "lru-cache";
import { elapsed, now } from "#app/platform/clock.ts";
import type { Reading, View } from "./view.ts";

export interface CacheSize {
  /** How long a view is served before it is read again, in milliseconds; 0 reads every time. */
  ttlMs: number;
  maxSize: number;
}

export interface Entry {
  view: View;
  /** A time (by `elapsed()`) at which the view was current. Minus infinity once a newer version is known to exist. */
  knownAt: number;
  /** The wall-clock time of caching, in epoch milliseconds, for display. */
  cachedAt: number;
  /** The view as returned while it is fresh. */
  reading: Reading;
}

/** A database read in flight. Concurrent misses of the same resource share it (single-flight). */
export interface Read {
  startedAt: number;
  view: Promise<View | undefined>;
}

export interface CacheStats {
  cacheSize: number;
  maxCacheSize: number;
  ttlMs: number;
  /** Entries in percent of the maximum. */
  utilizationPercent: number;
  hits: number;
  misses: number;
  /** The share of reads served from the cache, from 0 to 1. */
  hitRate: number;
}

/**
 * The cache entries of an instance, by topic. The view with the higher version wins, regardless of the order of arrival,
 * so that a slow read never overwrites a commit; this needs no lock.
 */
export class CacheEntries {
  readonly size: CacheSize;
  readonly #entries: LRUCache<string, Entry>;
  readonly #reads = new Map<string, Read>();
  #hits = 0;
  #misses = 0;
  #stale = 0;
  #oldest = 0;

  constructor(size: CacheSize) {
    this.size = size;
    this.#entries = new LRUCache({ max: size.maxSize });
  }

  /** Returns the entry if it is fresh. Counts a hit or a miss. */
  fresh(topic: string): Entry | undefined {
    const entry = this.hit(topic);
    if (!entry) this.#misses += 1;
    return entry;
  }

  /** Returns the entry if it is fresh. Counts only hits, for callers that call `fresh` after a miss. */
  hit(topic: string): Entry | undefined {
    const entry = this.#entries.get(topic);
    if (!entry) return undefined;
    const age = elapsed() - entry.knownAt;
    if (age >= this.size.ttlMs) return undefined;
    this.#hits += 1;
    if (age > this.#oldest) this.#oldest = age;
    return entry;
  }

  /** Counts an entry that was returned although it is stale. */
  countStale({ cachedAt }: Entry): void {
    this.#stale += 1;
    this.#oldest = Math.max(this.#oldest, now().getTime() - cachedAt);
  }

  /** Returns the maximum age in milliseconds of entries returned since the previous call, and resets it. */
  takeOldest(): number {
    const oldest = this.#oldest;
    this.#oldest = 0;
    return oldest;
  }

  /** Returns the number of reads by result. */
  results(): Record<"hit" | "miss" | "stale", number> {
    return { hit: this.#hits, miss: this.#misses, stale: this.#stale };
  }

  /** Returns the entry, however old. */
  known(topic: string): Entry | undefined {
    return this.#entries.peek(topic);
  }

  /** Stores a committed view. Returns whether its version is new. */
  putCommitted(topic: string, view: View): boolean {
    const known = this.#entries.peek(topic);
    if (known && known.view.version > view.version) return false;
    this.#set(topic, view, elapsed());
    return known?.view.version !== view.version;
  }

  reading(topic: string): Read | undefined {
    return this.#reads.get(topic);
  }

  /** Registers a read in flight. Its result is cached, unless a newer version becomes known in the meantime. */
  addRead(topic: string, view: Promise<View | undefined>): Read {
    const startedAt = elapsed();
    const read: Read = {
      startedAt,
      view: view
        .then((found) => (this.#reads.get(topic) === read ? this.#putRead(topic, found, startedAt) : found))
        .finally(() => {
          if (this.#reads.get(topic) === read) this.#reads.delete(topic);
        }),
    };
    this.#reads.set(topic, read);
    return read;
  }

  #putRead(topic: string, view: View | undefined, startedAt: number): View | undefined {
    const known = this.#entries.peek(topic);
    if (!view) {
      this.#entries.delete(topic);
      return undefined;
    }
    // A read that began after the newer view was cached wins nevertheless: the database was restored to an earlier state.
    if (known && known.view.version > view.version && known.knownAt >= startedAt) return known.view;
    this.#set(topic, view, startedAt);
    return view;
  }

  #set(topic: string, view: View, knownAt: number): void {
    const cachedAt = now().getTime();
    const reading = { ...view, cachedAt, isCached: true, stale: false };
    this.#entries.set(topic, { view, knownAt, cachedAt, reading });
  }

  /** Marks an entry as outdated, unless it has at least this version. */
  outdate(topic: string, version = Number.POSITIVE_INFINITY): void {
    const entry = this.#entries.peek(topic);
    if (entry && entry.view.version >= version) return;
    if (entry) entry.knownAt = Number.NEGATIVE_INFINITY;
    // Later callers must not join a read that may have begun before the change.
    this.#reads.delete(topic);
  }

  /** Marks all entries as outdated. */
  markAllStale(): void {
    for (const entry of this.#entries.values()) entry.knownAt = Number.NEGATIVE_INFINITY;
    this.#reads.clear();
  }

  invalidate(topic: string): void {
    this.#entries.delete(topic);
    this.#reads.delete(topic);
  }

  /** Removes all topics with this prefix. */
  invalidateAll(prefix: string): void {
    for (const kept of [this.#entries, this.#reads]) {
      for (const topic of [...kept.keys()]) if (topic.startsWith(prefix)) kept.delete(topic);
    }
  }

  stats(): CacheStats {
    const [cacheSize, { maxSize: maxCacheSize, ttlMs }] = [this.#entries.size, this.size];
    const [hits, misses] = [this.#hits, this.#misses];
    return {
      cacheSize,
      maxCacheSize,
      ttlMs,
      hits,
      misses,
      utilizationPercent: Math.round((10_000 * cacheSize) / maxCacheSize) / 100,
      hitRate: hits + misses === 0 ? 0 : Math.round((10_000 * hits) / (hits + misses)) / 10_000,
    };
  }
}
