/**
 * <share-link>: wraps a button that shares data-url through the device's share dialog, or copies it if there is none; then the
 * button shows data-done for two seconds. Hidden without scripts.
 */
export class ShareLink extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.#share);
  }

  #share = async () => {
    const { url = "", title = "", done = "" } = this.dataset;
    const button = this.querySelector("button");
    if (navigator.share) {
      // Closing the share dialog is not an error.
      await navigator.share({ url, title }).catch(() => {});
      return;
    }
    const copied = await navigator.clipboard?.writeText(url).then(
      () => true,
      () => false,
    );
    if (!button || !copied || button.textContent === done) return;
    const words = button.textContent;
    button.textContent = done;
    setTimeout(() => {
      button.textContent = words;
    }, 2000);
  };
}
