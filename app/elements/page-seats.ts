import { headlineOf, LiveSeats, type Seats } from "./live-seats.ts";
import { lookSoon } from "./look-pace.ts";

/** The seats of a date as app/events/live-dates.server.ts sends them. */
type LiveDate = number | null | false;

/** By the server's clock; after this time the hold has certainly ended. */
const GRACE_MS = 1_000;

/**
 * <live-seats> on our own pages, which also updates the other dates of the page. For a visitor with a hold (data-own: its
 * remaining milliseconds) the page is fetched again at each change, since the stream counts their seats as taken.
 */
export class PageSeats extends LiveSeats {
  #end: ReturnType<typeof setTimeout> | undefined;
  #isFollowing = false;

  override connectedCallback() {
    super.connectedCallback();
    const { own } = this.dataset;
    if (own === undefined) return;
    this.#end = setTimeout(lookSoon, Number(own) + GRACE_MS);
    addEventListener("pageshow", this.#back);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#end);
    removeEventListener("pageshow", this.#back);
  }

  // The hold may have become a booking meanwhile.
  #back = (event: PageTransitionEvent) => {
    if (event.persisted) void this.look();
  };

  override take(next: Seats & { dates?: Record<string, LiveDate> }) {
    if (this.dataset.own !== undefined) {
      if (this.#isFollowing) lookSoon();
      this.#isFollowing = true;
      return;
    }
    super.take(next);
    for (const [id, said] of Object.entries(next.dates ?? {})) this.#showDate(id, said);
  }

  /** Also replaces the other parts of the page that show seats, from the document of the next panel. */
  override replaceWith(next: Element) {
    const page = next.ownerDocument;
    super.replaceWith(next);
    for (const part of ["sticky-book", ".days"]) {
      const now = page.querySelector(part);
      const old = document.querySelector(part);
      // A visitor who navigates the list by keyboard keeps their position.
      if (now && !old?.contains(document.activeElement)) old?.replaceWith(now);
    }
  }

  #showDate(id: string, said: LiveDate) {
    const left = said ?? 1;
    for (const row of document.querySelectorAll(`[data-date="${id}"]`)) {
      // The change is about more than seats; only the page has the texts for it.
      if (left === false) return lookSoon();
      const words = headlineOf(this.words, left, -left, said !== null);
      (row.querySelector("b") ?? row).textContent = words;
      row.closest(".slot")?.toggleAttribute("data-full", left <= 0);
    }
  }
}
