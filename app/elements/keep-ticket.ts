/** Name of the cache, which ticket-worker.ts reads without a network. */
export const TICKETS = "tickets";

/**
 * <keep-ticket>: stores its page, with style and fonts, on this device for offline use, and then shows data-kept. data-worker
 * is the service worker that serves it without a network.
 */
export class KeepTicket extends HTMLElement {
  async connectedCallback() {
    const { worker, kept = "" } = this.dataset;
    if (!worker || !navigator.serviceWorker) return;
    try {
      await navigator.serviceWorker.register(worker, { scope: "/t/" });
      const needs = document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet],link[rel=preload]");
      const cache = await caches.open(TICKETS);
      await cache.addAll([location.pathname, ...Array.from(needs, (link) => link.href)]);
      this.textContent = kept;
    } catch {
      // A browser without storage shows the ticket while it has a network.
    }
  }
}
