import { LRUCache } from "lru-cache";
import { elapsed, now } from "#app/platform/clock.ts";
import type { Reading, View } from "./view.ts";

export interface CacheSize {
  /** How long a view is given out before it is read again, in milliseconds; 0 reads each time. */
  ttlMs: number;
  maxSize: number;
}

export interface Entry {
  view: View;
  /** By `elapsed()`: when this was surely so. Minus infinity once something newer was heard of. */
  knownAt: number;
  /** The same by the clock on the wall, for people. */
  cachedAt: number;
  /** The view as it is given out while it is fresh. */
  reading: Reading;
}

/** A read of the database that is under way. Whoever misses the same resource meanwhile waits for the same answer. */
export interface Read {
  startedAt: number;
  view: Promise<View | undefined>;
}

export interface CacheStats {
  cacheSize: number;
  maxCacheSize: number;
  ttlMs: number;
  /** How much of the room is taken, in percent. */
  utilizationPercent: number;
  hits: number;
  misses: number;
  /** The part of the reads that needed no database, from 0 to 1. */
  hitRate: number;
}

/**
 * The views that an instance knows, by topic. Of two views of a resource the one with the higher version stays, however
 * late the other arrives, so that a slow read never undoes a commit; no lock is needed for that.
 */
export class Entries {
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

  /** What is known and young enough to be given out; counted as a hit or a miss. */
  fresh(topic: string): Entry | undefined {
    const entry = this.hit(topic);
    if (!entry) this.#misses += 1;
    return entry;
  }

  /** The same for who will ask again where there is nothing: counted as a hit alone. */
  hit(topic: string): Entry | undefined {
    const entry = this.#entries.get(topic);
    if (!entry) return undefined;
    const age = elapsed() - entry.knownAt;
    if (age >= this.size.ttlMs) return undefined;
    this.#hits += 1;
    if (age > this.#oldest) this.#oldest = age;
    return entry;
  }

  /** Counts that this was given out although it is older than it may be. */
  countStale({ cachedAt }: Entry): void {
    this.#stale += 1;
    this.#oldest = Math.max(this.#oldest, now().getTime() - cachedAt);
  }

  /** The greatest age of what was given out since this was last asked, in milliseconds. */
  takeOldest(): number {
    const oldest = this.#oldest;
    this.#oldest = 0;
    return oldest;
  }

  /** How many reads were answered in which way. */
  results(): Record<"hit" | "miss" | "stale", number> {
    return { hit: this.#hits, miss: this.#misses, stale: this.#stale };
  }

  /** What is known, however old. */
  known(topic: string): Entry | undefined {
    return this.#entries.peek(topic);
  }

  /** Puts what a commit has left. Answers whether it is news. */
  putCommitted(topic: string, view: View): boolean {
    const known = this.#entries.peek(topic);
    if (known && known.view.version > view.version) return false;
    this.#set(topic, view, elapsed());
    return known?.view.version !== view.version;
  }

  reading(topic: string): Read | undefined {
    return this.#reads.get(topic);
  }

  /** Lets others join a read. What it brings is kept, unless something newer was heard of meanwhile. */
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
    // A read that began after the newer view was known is right all the same: the database was set back.
    if (known && known.view.version > view.version && known.knownAt >= startedAt) return known.view;
    this.#set(topic, view, startedAt);
    return view;
  }

  #set(topic: string, view: View, knownAt: number): void {
    const cachedAt = now().getTime();
    const reading = { ...view, cachedAt, isCached: true, stale: false };
    this.#entries.set(topic, { view, knownAt, cachedAt, reading });
  }

  /** Has the resource read again before it is given out, unless what is known is of at least that version. */
  outdate(topic: string, version = Number.POSITIVE_INFINITY): void {
    const entry = this.#entries.peek(topic);
    if (entry && entry.view.version >= version) return;
    if (entry) entry.knownAt = Number.NEGATIVE_INFINITY;
    // Who comes later must not join a read that may have begun before.
    this.#reads.delete(topic);
  }

  /** Has everything read again before it is given out. */
  outdateAll(): void {
    for (const entry of this.#entries.values()) entry.knownAt = Number.NEGATIVE_INFINITY;
    this.#reads.clear();
  }

  forget(topic: string): void {
    this.#entries.delete(topic);
    this.#reads.delete(topic);
  }

  /** Forgets every topic that begins so. */
  forgetAll(prefix: string): void {
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
