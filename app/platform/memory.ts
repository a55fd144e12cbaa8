import { LRUCache } from "lru-cache";
import { PerDatabase } from "#db/per-database.ts";
import type { MaybePromise } from "./maybe-promise.ts";

/**
 * Caches results by name, for `ttl` milliseconds from when they were requested. Concurrent requests for one name share a result
 * in flight; failed ones are not cached.
 */
export class Memory<T> {
  /** Time to live in milliseconds. */
  readonly ttl: number;
  readonly #kept: LRUCache<string, { answer: MaybePromise<T> }>;

  constructor(size: { max: number; ttl: number }) {
    this.ttl = size.ttl;
    this.#kept = new LRUCache(size);
  }

  /** Returns the result under this name, cached or in flight; undefined if there is none. */
  known(name: string): MaybePromise<T> | undefined {
    return this.#kept.get(name)?.answer;
  }

  /** Returns the result under this name, else that of `read`. */
  recall(name: string, read: () => Promise<T>): MaybePromise<T> {
    const kept = this.#kept.get(name);
    return kept ? kept.answer : this.keep(name, read());
  }

  /** Caches a result in flight, and returns it. */
  keep(name: string, answer: Promise<T>): Promise<T> {
    const kept: { answer: MaybePromise<T> } = { answer };
    this.#kept.set(name, kept);
    answer.then(
      (value) => {
        kept.answer = value;
      },
      () => {
        if (this.#kept.peek(name) === kept) this.#kept.delete(name);
      },
    );
    return answer;
  }

  forget(name: string): void {
    this.#kept.delete(name);
  }
}

/**
 * Returns a function that returns the cache of a database, created at its first use: instances in one process share nothing.
 */
export function memoryOfEach<T>(size: { max: number; ttl: number }): (database: object) => Memory<T> {
  const memories = new PerDatabase<Memory<T>>();
  return (database) => {
    let memory = memories.get(database);
    if (!memory) {
      memory = new Memory(size);
      memories.set(database, memory);
    }
    return memory;
  };
}
