import { clockTime } from "./page-language.ts";

/** From this time before the end on, the line warns and offers more time. */
const WARN = 120_000;

/**
 * <hold-countdown>: counts down the time of a hold. Attributes: data-until and data-now (epoch milliseconds by the server's
 * clock: the end of the hold, and the time of rendering), data-warning (announced once, two minutes before the end, or
 * immediately if less is left). Contents: .hold-timer, .hold-until (a <time>, shown in the visitor's time zone), [data-said],
 * and a [data-look] button that is pressed when the time is up, so that the server shows what is still free.
 */
export class HoldCountdown extends HTMLElement {
  #timer: ReturnType<typeof setInterval> | undefined;
  /** By the visitor's own clock, which may be wrong. */
  #until = 0;
  /**
   * Milliseconds after the end at which the server, whose clock decides, has certainly decided. Longer after each attempt
   * without effect.
   */
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
    const text = `${Math.trunc(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
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
