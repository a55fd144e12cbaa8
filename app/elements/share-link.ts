/**
 * <share-link>: around a button that shares data-url by whatever the device shares with, and copies it where it has
 * nothing; then the button says data-done for two seconds. Hidden where scripts do not run.
 */
export class ShareLink extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.#share);
  }

  #share = async () => {
    const { url = "", title = "", done = "" } = this.dataset;
    const button = this.querySelector("button");
    if (navigator.share) {
      // Who closes the list of apps has changed their mind; that is no error.
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
