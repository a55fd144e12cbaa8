/**
 * Shares one rendering among all requests for a page that come while it is under way (single-flight). It goes on when
 * some of the clients leave, and is aborted when the last one does.
 */
export class SharedRendering<T> {
  readonly result: Promise<T>;
  readonly #leaving = new AbortController();
  #visitors = 0;

  constructor(render: (signal: AbortSignal) => Promise<T>) {
    this.result = render(this.#leaving.signal);
  }

  /** True once all clients have left; it must not be joined then. */
  get isGivenUp(): boolean {
    return this.#leaving.signal.aborted;
  }

  /** Counts a client until its `signal` aborts. */
  join(signal: AbortSignal): void {
    this.#visitors += 1;
    const leave = () => {
      this.#visitors -= 1;
      if (this.#visitors === 0) this.#leaving.abort();
    };
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
  }
}
