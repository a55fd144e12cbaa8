import { LRUCache } from "lru-cache";
import { PerDatabase } from "#db/per-database.ts";
import type { MaybePromise } from "./maybe-promise.ts";

/**
 * Caches results by name, for `ttl` milliseconds from when they were requested. Concurrent requests for one name share a result
 * in flight; failed ones are not cached.
 */
export class AsyncCache<T> {
  /** Time to live in milliseconds. */
  readonly ttl: number;
  readonly #entries: LRUCache<string, { answer: MaybePromise<T> }>;

  constructor(size: { max: number; ttl: number }) {
    this.ttl = size.ttl;
    this.#entries = new LRUCache(size);
  }

  /** Returns the result under this name, cached or in flight; undefined if there is none. */
  get(name: string): MaybePromise<T> | undefined {
    return this.#entries.get(name)?.answer;
  }

  /** Returns the result under this name, else that of `read`. */
  getOrRead(name: string, read: () => Promise<T>): MaybePromise<T> {
    const entry = this.#entries.get(name);
    return entry ? entry.answer : this.set(name, read());
  }

  /** Caches a result in flight, and returns it. */
  set(name: string, answer: Promise<T>): Promise<T> {
    const entry: { answer: MaybePromise<T> } = { answer };
    this.#entries.set(name, entry);
    answer.then(
      (value) => {
        entry.answer = value;
      },
      () => {
        if (this.#entries.peek(name) === entry) this.#entries.delete(name);
      },
    );
    return answer;
  }

  delete(name: string): void {
    this.#entries.delete(name);
  }
}

/**
 * Returns a function that returns the cache of a database, created at its first use: instances in one process share nothing.
 */
export function cachePerDatabase<T>(size: { max: number; ttl: number }): (database: object) => AsyncCache<T> {
  const caches = new PerDatabase<AsyncCache<T>>();
  return (database) => {
    let cache = caches.get(database);
    if (!cache) {
      cache = new AsyncCache(size);
      caches.set(database, cache);
    }
    return cache;
  };
}
