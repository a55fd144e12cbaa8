import { lookSoon } from "./look-pace.ts";

/**
 * <try-again>: counts down data-seconds within its text, if that contains the number. At the end it submits its form
 * (data-send), shows data-then, or has the panel of seats fetched again.
 */
export class TryAgain extends HTMLElement {
  #timer: ReturnType<typeof setInterval> | undefined;

  connectedCallback() {
    let left = Number(this.dataset.seconds);
    if (!left) return;
    this.#timer = setInterval(() => {
      left -= 1;
      if (left > 0) {
        this.#count(left);
        return;
      }
      clearInterval(this.#timer);
      this.#end();
    }, 1_000);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #count(left: number) {
    const text = this.firstChild;
    if (text instanceof Text) text.data = text.data.replace(/\d+(?!.*\d)/, String(left));
  }

  #end() {
    if (this.dataset.then) this.textContent = this.dataset.then;
    else if (this.dataset.send !== undefined) this.closest("form")?.requestSubmit();
    else lookSoon();
  }
}
