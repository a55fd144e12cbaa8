/** Too much work is waiting. Nothing was started; a page responds with 429. */
export class Busy extends Error {
  override name = "Busy";
  constructor(readonly retryAfterSeconds: number) {
    super("Busy: too much work is waiting.");
  }
}
