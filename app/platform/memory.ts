import { LRUCache } from "lru-cache";
import { PerDatabase } from "#db/per-database.ts";
import type { MaybePromise } from "./maybe-promise.ts";

/**
 * Remembers answers by name, for so many milliseconds from when they were asked for. Who asks while one is on its way
 * shares it; one that failed is not remembered.
 */
export class Memory<T> {
  /** For how long, in milliseconds. */
  readonly ttl: number;
  readonly #kept: LRUCache<string, { answer: MaybePromise<T> }>;

  constructor(size: { max: number; ttl: number }) {
    this.ttl = size.ttl;
    this.#kept = new LRUCache(size);
  }

  /** What is known under this name, or on its way; undefined where nobody has asked. */
  known(name: string): MaybePromise<T> | undefined {
    return this.#kept.get(name)?.answer;
  }

  /** What is known under this name, else what `read` answers. */
  recall(name: string, read: () => Promise<T>): MaybePromise<T> {
    const kept = this.#kept.get(name);
    return kept ? kept.answer : this.keep(name, read());
  }

  /** Remembers an answer that is on its way, and answers it. */
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

/** A memory for each database, made when it is first asked for: instances in one process share nothing. */
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
