import { LRUCache } from "lru-cache";

/** What is there already, or will be. */
export type Soon<T> = T | Promise<T>;

/**
 * Goes on with a value, at once where it is there. What is asked of every request is mostly remembered, and waiting for
 * what is there costs more than using it.
 */
export function when<T, Next>(value: Soon<T>, next: (value: T) => Soon<Next>): Soon<Next> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/**
 * Remembers answers by name, for so many milliseconds from when they were asked for. Who asks while one is on its way
 * shares it; one that failed is not remembered.
 */
export class Memory<T> {
  readonly #kept: LRUCache<string, { answer: Soon<T> }>;

  constructor(size: { max: number; ttl: number }) {
    this.#kept = new LRUCache(size);
  }

  /** What is known under this name, else what `read` answers. */
  recall(name: string, read: () => Promise<T>): Soon<T> {
    const known = this.#kept.get(name);
    if (known) return known.answer;
    const answer = read();
    const kept: { answer: Soon<T> } = { answer };
    this.#kept.set(name, kept);
    answer.then(
      (value) => {
        kept.answer = value;
      },
      () => this.#forgetThis(name, kept),
    );
    return answer;
  }

  forget(name: string): void {
    this.#kept.delete(name);
  }

  #forgetThis(name: string, kept: { answer: Soon<T> }): void {
    if (this.#kept.peek(name) === kept) this.#kept.delete(name);
  }
}
