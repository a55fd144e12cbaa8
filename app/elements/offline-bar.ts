/**
 * <offline-bar>: shows data-words while there is no connection. Meanwhile <html> has data-offline, and the submit buttons are
 * marked as disabled, with the bar as their description.
 */
export class OfflineBar extends HTMLElement {
  #show = () => {
    const offline = !navigator.onLine;
    this.textContent = offline ? (this.dataset.words ?? "") : "";
    document.documentElement.toggleAttribute("data-offline", offline);
    this.id ||= "offline";
    for (const button of document.querySelectorAll("form[method=post] .button-primary")) {
      button.ariaDisabled = offline ? "true" : null;
      if (offline) button.setAttribute("aria-describedby", this.id);
      else button.removeAttribute("aria-describedby");
    }
  };

  connectedCallback() {
    addEventListener("online", this.#show);
    addEventListener("offline", this.#show);
    if (!navigator.onLine) this.#show();
  }

  disconnectedCallback() {
    removeEventListener("online", this.#show);
    removeEventListener("offline", this.#show);
  }
}
