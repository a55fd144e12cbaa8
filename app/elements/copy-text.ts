/** <copy-text>: wraps a button that copies data-text; for two seconds the button shows data-done. Hidden without scripts. */
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
    // Without permission to write to the clipboard the button does nothing; the text itself is next to it.
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
