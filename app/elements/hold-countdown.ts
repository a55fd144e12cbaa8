import { clockTime } from "./page-language.ts";

/** From then on the line warns, and offers more time. */
const WARN = 120_000;

/**
 * <hold-countdown>: counts a hold's time down. Attributes: data-until and data-now (epoch milliseconds by the server's
 * clock, of the end and of the moment when the page was made), data-warning (said once, two minutes before the end or, where less is left, at once). In
 * it: .hold-timer, .hold-until (a <time>, shown in the visitor's own time), [data-said], and a [data-look] button that is
 * pressed when the time is up, so that the server says what is still free.
 */
export class HoldCountdown extends HTMLElement {
  #timer: ReturnType<typeof setInterval> | undefined;
  /** By the visitor's own clock, which may be wrong. */
  #until = 0;
  /** The server's clock decides; this much later it has surely decided. Where nothing came of it, longer each time. */
  #grace = 300;

  connectedCallback() {
    const { until, now } = this.dataset;
    this.#until = Number(until) - Number(now) + Date.now();
    const end = this.querySelector(".hold-until");
    if (end) end.textContent = clockTime(new Date(this.#until));
    this.#timer = setInterval(() => this.#tick(), 1_000);
    this.#tick();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #tick() {
    const left = this.#until - Date.now();
    const seconds = Math.max(0, Math.ceil(left / 1_000));
    const timer = this.querySelector(".hold-timer");
    const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (timer) timer.textContent = text;
    if (left <= WARN && this.dataset.state === undefined) {
      this.dataset.state = "warn";
      const said = this.querySelector("[data-said]");
      if (said && left > 0) said.textContent = this.dataset.warning ?? "";
    }
    if (left > -this.#grace) return;
    this.#grace *= 3;
    const look = this.querySelector<HTMLButtonElement>("[data-look]");
    look?.form?.requestSubmit(look);
  }
}
