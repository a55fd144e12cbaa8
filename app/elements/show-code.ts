import { makeElement } from "./make-element.ts";

/**
 * <show-code>: wraps a code; pressing it shows the code in a full-window dialog and keeps the screen awake. Pressing anywhere,
 * or Escape, closes the dialog and restores the focus. data-label names the code, data-caption is the text below it, data-open
 * and data-close are the labels of the buttons.
 */
export class ShowCode extends HTMLElement {
  connectedCallback() {
    const { label = "", open = "" } = this.dataset;
    this.role = "button";
    this.tabIndex = 0;
    this.ariaHasPopup = "dialog";
    this.ariaLabel = `${label}. ${open}`;
    this.addEventListener("click", () => this.#show());
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.#show();
    });
  }

  #show() {
    const { label = "", caption = "", close = "" } = this.dataset;
    const dialog = makeElement(
      "dialog",
      { className: "code-window", ariaLabel: label },
      ...[...this.children].map((each) => each.cloneNode(true)),
      makeElement("p", { dir: "auto", textContent: caption }),
      makeElement("button", { type: "button", className: "button button-quiet", textContent: close }),
    );
    // A device that cannot stay awake, or refuses to, still shows the code.
    const awake = navigator.wakeLock?.request("screen").catch(() => undefined);
    dialog.onclick = () => dialog.close();
    dialog.onclose = () => {
      dialog.remove();
      awake?.then((lock) => lock?.release());
    };
    document.body.append(dialog);
    dialog.showModal();
  }
}
