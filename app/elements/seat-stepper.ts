import { makeElement } from "./make-element.ts";

/**
 * <seat-stepper>: adds − and + buttons next to a number input, keeps the number between the input's min and max, and repeats it
 * on a button elsewhere. Attributes: data-fewer, data-more (names of the buttons), data-cta (selector), data-one, data-many
 * (the button's texts, in which `{n}` is replaced by the number). Fires `input` and `change` on the input.
 */
export class SeatStepper extends HTMLElement {
  #input: HTMLInputElement | null = null;
  #fewer: HTMLButtonElement | undefined;
  #more: HTMLButtonElement | undefined;
  // Screen readers do not announce the new number after a press on a button, so it is announced here.
  #spoken = makeElement("span", { className: "sr-only", role: "status" });
  // Live seats may lower `max` while the page is open.
  #limits = new MutationObserver(() => this.#settle());

  connectedCallback() {
    const input = this.querySelector("input");
    if (!input || this.#input) return;
    this.#input = input;
    this.#fewer = this.#button("−", this.dataset.fewer, -1);
    this.#more = this.#button("+", this.dataset.more, 1);
    input.before(this.#fewer);
    input.after(this.#more);
    this.append(this.#spoken);
    input.addEventListener("input", () => this.#show());
    input.addEventListener("change", () => this.#settle());
    this.#limits.observe(input, { attributeFilter: ["min", "max"] });
    this.#settle();
  }

  #button(sign: string, name: string | undefined, step: number): HTMLButtonElement {
    const onclick = () => {
      this.#set(this.#number() + step);
      this.#spoken.textContent = this.#input?.value ?? "";
    };
    const className = "stepper-button";
    return makeElement("button", {
      type: "button",
      className,
      textContent: sign,
      ariaLabel: name ?? null,
      onclick,
    });
  }

  #number(): number {
    return Math.trunc(Number(this.#input?.value)) || 0;
  }

  #clamp(value: number): number {
    const { min, max } = this.#input ?? {};
    return Math.max(Number(min || 1), Math.min(value, Number(max || 1e9)));
  }

  #set(value: number) {
    const input = this.#input;
    const next = `${this.#clamp(value)}`;
    if (!input || input.value === next) return;
    input.value = next;
    for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true }));
  }

  /** Leaves a value that is not a number in JavaScript to the server: digits of other scripts, or an error that it explains. */
  #settle() {
    const n = this.#number();
    if (n > 0) this.#set(n);
    this.#show();
  }

  #show() {
    const n = this.#number();
    const isEnd = (step: number) => `${this.#clamp(n + step) === n}`;
    // aria-disabled, not disabled: the button that was just pressed must keep the focus.
    if (this.#fewer) this.#fewer.ariaDisabled = isEnd(-1);
    if (this.#more) this.#more.ariaDisabled = isEnd(1);
    const { cta, one, many } = this.dataset;
    const button = cta && document.querySelector(cta);
    const words = n === 1 ? one : many;
    if (button && words && n === this.#clamp(n)) button.textContent = words.replace("{n}", `${n}`);
  }
}
