/**
 * <form-guard>: around a form; lets it be sent once. The pressed button shows its data-busy words and keeps the
 * focus; a second press does nothing. Coming back through the browser's history makes the form usable again.
 */
export class FormGuard extends HTMLElement {
  #sent = false;
  #restore: (() => void) | undefined;
  // A document kept by the browser comes back as it was left: sent, and still saying so.
  #back = (event: PageTransitionEvent) => {
    if (!event.persisted) return;
    this.#sent = false;
    this.#restore?.();
    this.#restore = undefined;
  };

  connectedCallback() {
    this.addEventListener("submit", this.#submit);
    addEventListener("pageshow", this.#back);
  }

  disconnectedCallback() {
    this.removeEventListener("submit", this.#submit);
    removeEventListener("pageshow", this.#back);
  }

  #submit = (event: SubmitEvent) => {
    if (event.defaultPrevented) return;
    if (this.#sent) {
      event.preventDefault();
      return;
    }
    this.#sent = true;
    const button = event.submitter;
    if (!button?.dataset.busy) return;
    const words = button.textContent;
    button.textContent = button.dataset.busy;
    button.dataset.state = "busy";
    this.#restore = () => {
      button.textContent = words;
      delete button.dataset.state;
    };
  };
}
