/**
 * <copy-text>: around a button that copies data-text; for two seconds the button says data-done. Hidden where
 * scripts do not run.
 */
export class CopyText extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.#copy);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#copy);
  }

  #copy = async (event: Event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button || button.dataset.state === "done") return;
    const { text = "", done = "Copied" } = this.dataset;
    // Without the right to write to the clipboard the button does nothing; the text itself stands beside it.
    const copied = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    if (!copied) return;
    const words = button.textContent;
    button.dataset.state = "done";
    button.textContent = done;
    setTimeout(() => {
      button.textContent = words;
      delete button.dataset.state;
    }, 2000);
  };
}
