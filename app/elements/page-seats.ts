import { headlineOf, LiveSeats, type Seats } from "./live-seats.ts";
import { lookSoon } from "./look-pace.ts";

/** What app/events/live-dates.server.ts says of the seats of a date. */
type LiveDate = number | null | false;

/** By the server's clock; then it surely has ended. */
const GRACE_MS = 1_000;

/**
 * <live-seats> on our own pages, which keeps the other dates of the page true as well. For who holds seats (data-own: for how
 * many milliseconds from now on) the page is looked at anew with each change, since the stream counts theirs as taken.
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

  /** What else the page says of its seats is replaced along, from the document of the next panel. */
  override replaceWith(next: Element) {
    const page = next.ownerDocument;
    super.replaceWith(next);
    for (const part of ["sticky-book", ".days"]) {
      const now = page.querySelector(part);
      const old = document.querySelector(part);
      // Whoever goes through the list by keyboard keeps their place in it.
      if (now && !old?.contains(document.activeElement)) old?.replaceWith(now);
    }
  }

  #showDate(id: string, said: LiveDate) {
    const left = said ?? 1;
    for (const row of document.querySelectorAll(`[data-date="${id}"]`)) {
      // It is about something else than seats now, for which the page has the words.
      if (left === false) return lookSoon();
      const words = headlineOf(this.words, left, -left, said !== null);
      (row.querySelector("b") ?? row).textContent = words;
      row.closest(".slot")?.toggleAttribute("data-full", left <= 0);
    }
  }
}
