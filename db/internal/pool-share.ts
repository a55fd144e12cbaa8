import { PoolExhausted } from "./connection-errors.ts";

interface Waiter {
  enter(): void;
  timer: NodeJS.Timeout;
}

/**
 * Bounds how many connections of a pool one kind of caller uses concurrently, so that others find a free one however many of
 * that kind there are. First come, first served.
 */
export class PoolShare {
  readonly #max: number;
  readonly #acquireTimeoutMs: number;
  #used = 0;
  #waiters: Waiter[] = [];

  constructor(max: number, acquireTimeoutMs: number) {
    this.#max = max;
    this.#acquireTimeoutMs = acquireTimeoutMs;
  }

  /** Number of waiting callers. */
  get waiting(): number {
    return this.#waiters.length;
  }

  /** Runs the work once the share has room for it. Throws PoolExhausted if it has none in time, and the error of `work`. */
  async within<T>(work: () => Promise<T>): Promise<T> {
    if (this.#used < this.#max) this.#used++;
    else await this.#turn();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        reject(new PoolExhausted(this.#acquireTimeoutMs));
      }, this.#acquireTimeoutMs);
      const waiter: Waiter = { enter: resolve, timer };
      this.#waiters.push(waiter);
    });
  }

  /** Passes the place on to the caller that has waited longest. */
  #leave(): void {
    const next = this.#waiters.shift();
    if (!next) {
      this.#used--;
      return;
    }
    clearTimeout(next.timer);
    next.enter();
  }
}
