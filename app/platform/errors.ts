/** There is more work waiting than can be done in time. Nothing was begun; a page answers it with 429. */
export class Busy extends Error {
  override name = "Busy";
  constructor(readonly retryAfterSeconds: number) {
    super("Busy: too much work is waiting.");
  }
}
