/**
 * One rendering for all visitors who ask for a page while it is made. It goes on when some of them leave, and is given up
 * when the last one does.
 */
export class SharedRendering<T> {
  readonly result: Promise<T>;
  readonly #leaving = new AbortController();
  #visitors = 0;

  constructor(render: (signal: AbortSignal) => Promise<T>) {
    this.result = render(this.#leaving.signal);
  }

  /** Whether all have left: nobody may join it then. */
  get isGivenUp(): boolean {
    return this.#leaving.signal.aborted;
  }

  /** Counts a visitor in, until `signal` aborts. */
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
