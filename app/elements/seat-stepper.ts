/**
 * <seat-stepper>: puts − and + beside the number input in it, keeps the number between the input's min and max, and
 * has a button elsewhere repeat it. Attributes: data-fewer, data-more (names of the buttons), data-cta (selector),
 * data-one, data-many (the button's words, `{n}` stands for the number). Fires `input` and `change` on the input.
 */
export class SeatStepper extends HTMLElement {
  #input: HTMLInputElement | null = null;
  #fewer: HTMLButtonElement | undefined;
  #more: HTMLButtonElement | undefined;
  // A press on a button is silent to screen readers unless the new number is said.
  #spoken = document.createElement("span");
  // Live seats may lower `max` while the page is open.
  #limits = new MutationObserver(() => this.#settle());

  connectedCallback() {
    const input = this.querySelector("input");
    if (!input || this.#input) return;
    this.#input = input;
    this.#fewer = this.#button("−", this.dataset.fewer ?? "−", -1);
    this.#more = this.#button("+", this.dataset.more ?? "+", 1);
    input.before(this.#fewer);
    input.after(this.#more);
    this.#spoken.className = "sr-only";
    this.#spoken.role = "status";
    this.append(this.#spoken);
    input.addEventListener("input", () => this.#show());
    input.addEventListener("change", () => this.#settle());
    this.#limits.observe(input, { attributeFilter: ["min", "max"] });
    this.#settle();
  }

  #button(sign: string, name: string, step: number): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "stepper-button";
    button.textContent = sign;
    button.ariaLabel = name;
    button.addEventListener("click", () => {
      this.#set(this.#number() + step);
      this.#spoken.textContent = this.#input?.value ?? "";
    });
    return button;
  }

  #number(): number {
    return Math.trunc(Number(this.#input?.value)) || 0;
  }

  #clamp(value: number): number {
    const min = Number(this.#input?.min || 1);
    return Math.max(min, Math.min(value, Number(this.#input?.max || Number.POSITIVE_INFINITY)));
  }

  #set(value: number) {
    const input = this.#input;
    const next = String(this.#clamp(value));
    if (!input || input.value === next) return;
    input.value = next;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #settle() {
    this.#set(this.#number());
    this.#show();
  }

  #show() {
    const n = this.#number();
    // aria-disabled, not disabled: the button that was just pressed must not lose the focus.
    if (this.#fewer) this.#fewer.ariaDisabled = String(this.#clamp(n - 1) === n);
    if (this.#more) this.#more.ariaDisabled = String(this.#clamp(n + 1) === n);
    const { cta, one, many } = this.dataset;
    const button = cta ? document.querySelector(cta) : null;
    const words = n === 1 ? one : many;
    if (button && words && n === this.#clamp(n)) button.textContent = words.replace("{n}", String(n));
  }
}
