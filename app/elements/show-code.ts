import { makeElement } from "./make-element.ts";

/**
 * <show-code>: around a code; pressing it shows the code in a dialog over the whole window and keeps the screen awake.
 * Pressing anywhere, or Escape, closes the dialog, and the focus returns. data-label names the code, data-caption is what
 * stands below it, data-open and data-close are the words of both buttons.
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
    // A device that cannot stay awake, or will not, shows the code all the same.
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
