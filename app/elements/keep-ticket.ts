/** Shared with ticket-worker.ts, which answers from it where there is no network. */
export const TICKETS = "tickets";

/**
 * <keep-ticket>: keeps the page that it stands in, with its style and letters, on this device, and says data-kept when
 * that is done. data-worker is the service worker that answers without a network.
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
      // A browser that keeps nothing shows the ticket as long as it has a network.
    }
  }
}
