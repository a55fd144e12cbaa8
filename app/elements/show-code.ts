/**
 * <show-code>: around a code; pressing it shows it over the whole window and keeps the screen awake, pressing again or
 * Escape puts it back. data-label names it as a button.
 */
export class ShowCode extends HTMLElement {
  #awake: { release(): unknown } | undefined;

  connectedCallback() {
    this.role = "button";
    this.tabIndex = 0;
    this.ariaLabel = this.dataset.label ?? "";
    this.addEventListener("click", () => this.#show(!this.#isShown));
    this.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") this.#show(!this.#isShown);
      else if (event.key === "Escape") this.#show(false);
      else return;
      event.preventDefault();
    });
    this.#show(false);
  }

  get #isShown() {
    return this.ariaExpanded === "true";
  }

  #show(shown: boolean) {
    this.ariaExpanded = String(shown);
    this.#awake?.release();
    this.#awake = undefined;
    // A device that cannot stay awake, or will not, shows the code all the same.
    if (shown) {
      navigator.wakeLock?.request("screen").then(
        (lock) => {
          if (this.#isShown) this.#awake = lock;
          else lock.release();
        },
        () => {},
      );
    }
  }
}
