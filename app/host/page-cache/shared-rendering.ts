/**
 * Shares one rendering among all requests for a page that arrive while it is in flight (single-flight). It continues when some
 * of the clients disconnect, and is aborted when the last one does.
 */
export class SharedRendering<T> {
  readonly result: Promise<T>;
  readonly #leaving = new AbortController();
  #visitors = 0;

  constructor(render: (signal: AbortSignal) => Promise<T>) {
    this.result = render(this.#leaving.signal);
  }

  /** True once all clients have disconnected; it must not be joined then. */
  get isAborted(): boolean {
    return this.#leaving.signal.aborted;
  }

  /** Counts a client until its `signal` aborts. */
  join(signal: AbortSignal): void {
    this.#visitors += 1;
    const leave = () => {
      this.#visitors -= 1;
      if (this.#visitors === 0) this.#leaving.abort();
    };
    if (signal.aborted) {
      leave();
      return;
    }
    signal.addEventListener("abort", leave, { once: true });
    // Node's Request keeps its signal in memory until a full garbage collection, and the listener would keep the page with it.
    const forget = () => signal.removeEventListener("abort", leave);
    this.result.then(forget, forget);
  }
}
