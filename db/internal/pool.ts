import { PoolExhausted } from "./connection-errors.ts";
import { type ClientOptions, GuardedClient } from "./guarded-client.ts";
import { CLOSE_TIMEOUT_MS } from "./limits.ts";

export interface PoolStats {
  /** Connections that exist or are being opened. */
  open: number;
  idle: number;
  /** Callers that wait for a connection. */
  waiting: number;
  max: number;
}

/** Receives the durations of each lease, in seconds. */
export interface PoolObserver {
  /** Time that a caller waited for a connection, including those that got none. */
  acquired(seconds: number): void;
  held(seconds: number): void;
}

interface Waiter {
  resolve(client: GuardedClient): void;
  reject(error: unknown): void;
  timer: NodeJS.Timeout;
}

/** A pool of at most `max` guarded clients. First come, first served; dead ones are replaced when one is needed. */
export class ClientPool {
  readonly #options: ClientOptions;
  readonly #max: number;
  readonly #acquireTimeoutMs: number;
  readonly #observe: PoolObserver | undefined;
  #idle: GuardedClient[] = [];
  readonly #busy = new Set<GuardedClient>();
  #waiters: Waiter[] = [];
  /** Slots in use: connections being opened, alive, or dead with a socket that is not closed yet. */
  #open = 0;
  #opening = 0;
  #closing = false;
  #onEmpty: () => void = () => {};

  constructor(options: ClientOptions, max: number, acquireTimeoutMs: number, observe?: PoolObserver) {
    this.#options = options;
    this.#max = max;
    this.#acquireTimeoutMs = acquireTimeoutMs;
    this.#observe = observe;
  }

  /**
   * Runs the work with a leased client. Throws PoolExhausted, the server's refusal to connect, or ConnectionLost; and the error
   * of `work`.
   */
  async withClient<T>(work: (client: GuardedClient) => Promise<T>): Promise<T> {
    const askedAt = performance.now();
    const since = (moment: number) => (performance.now() - moment) / 1_000;
    const client = await this.#lease().finally(() => this.#observe?.acquired(since(askedAt)));
    const hadAt = performance.now();
    try {
      return await work(client);
    } finally {
      this.#release(client);
      this.#observe?.held(since(hadAt));
    }
  }

  stats(): PoolStats {
    return {
      open: this.#open,
      idle: this.#idle.filter((client) => !client.dead).length,
      waiting: this.#waiters.length,
      max: this.#max,
    };
  }

  /** Closes idle clients, waits for busy ones for a bounded time, then aborts them. Waiting callers are rejected. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const waiter of this.#waiters.splice(0)) this.#refuse(waiter, new Error("The database is closed."));
    for (const client of this.#idle.splice(0)) void client.end();
    if (await this.#emptyWithin(CLOSE_TIMEOUT_MS)) return;
    for (const client of this.#busy) client.kill("the database was closed while it was in use");
    await this.#emptyWithin(CLOSE_TIMEOUT_MS);
  }

  /** Returns whether all connections are closed within `ms`. */
  async #emptyWithin(ms: number): Promise<boolean> {
    if (this.#open === 0) return true;
    let impatience: NodeJS.Timeout | undefined;
    const empty = await new Promise<boolean>((resolve) => {
      this.#onEmpty = () => resolve(true);
      impatience = setTimeout(() => resolve(false), ms);
    });
    clearTimeout(impatience);
    return empty;
  }

  async #lease(): Promise<GuardedClient> {
    const client = await this.#next();
    try {
      await client.discardOldPlans();
      return client;
    } catch (error) {
      this.#release(client);
      // Nothing of the caller's was sent yet, so another client can be used.
      if (client.dead) return this.#lease();
      throw error;
    }
  }

  #next(): Promise<GuardedClient> {
    if (this.#closing) return Promise.reject(new Error("The database is closed."));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        reject(new PoolExhausted(this.#acquireTimeoutMs));
      }, this.#acquireTimeoutMs);
      const waiter: Waiter = { resolve, reject, timer };
      this.#waiters.push(waiter);
      this.#serve();
    });
  }

  #release(client: GuardedClient): void {
    this.#busy.delete(client);
    if (this.#closing) {
      void client.end();
    } else if (!client.dead) {
      this.#idle.push(client);
      this.#serve();
    }
  }

  /** Hands idle clients to waiting callers, longest first, and opens as many more as are needed and allowed. */
  #serve(): void {
    while (this.#waiters.length > 0) {
      const client = this.#idle.pop();
      if (!client) break;
      if (client.dead) continue;
      const waiter = this.#waiters.shift();
      if (!waiter) break;
      clearTimeout(waiter.timer);
      this.#busy.add(client);
      waiter.resolve(client);
    }
    while (this.#opening < this.#waiters.length && this.#open < this.#max) this.#openOne();
  }

  #openOne(): void {
    this.#open++;
    this.#opening++;
    GuardedClient.open(this.#options).then(
      (client) => {
        this.#opening--;
        // The slot is free when the socket is closed, not when the client is dead: the server may still count it.
        void client.gone.then(() => {
          this.#idle = this.#idle.filter((other) => other !== client);
          this.#freeSlot();
        });
        this.#release(client);
      },
      (error) => {
        this.#opening--;
        const waiter = this.#waiters.shift();
        if (waiter) this.#refuse(waiter, error);
        this.#freeSlot();
      },
    );
  }

  #freeSlot(): void {
    this.#open--;
    if (this.#open === 0) this.#onEmpty();
    this.#serve();
  }

  #refuse(waiter: Waiter, error: unknown): void {
    clearTimeout(waiter.timer);
    waiter.reject(error);
  }
}
