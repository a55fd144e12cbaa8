import { lookSoon } from "./look-pace.ts";
import { makeElement } from "./make-element.ts";
import { clockTime, pageLanguage } from "./page-language.ts";
import { rememberFocus } from "./show-page.ts";

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Texts of a panel, made by app/events/live-words.ts. */
interface Words {
  left: Forms;
  held: Forms;
  booked: Forms;
  beingBooked: Forms;
  only: Forms;
  available: string;
  full: string;
  stale: string;
  lastCount: string;
  refresh: string;
}

export interface Seats {
  v: number;
  left: number;
  held: number;
  capacity: number;
  /** Whether the number may be shown. */
  exact: boolean;
  state: string;
}

const POLL_MS = 15_000;
const QUIET = 20_000;
/** The number is announced to screen readers only when it passes one of these. */
const STEPS = [20, 10, 5, 3, 2, 1, 0];

/**
 * <live-seats>: keeps a panel's numbers up to date. Attributes: data-url (a stream of `seats` and `turn` events; the same URL
 * returns JSON), data-most (the maximum seats per booking), data-left (the last count, if it may be shown), data-words (JSON).
 * If the available actions change, and not only numbers, the panel is fetched again with the page. The stream is closed while
 * the page is not visible.
 */
export class LiveSeats extends HTMLElement {
  #stream: EventSource | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #seen: Seats | undefined;
  #seenAt = new Date();
  #saidAt = 0;
  #saying: ReturnType<typeof setTimeout> | undefined;
  #leaving: AbortController | undefined;

  connectedCallback() {
    const leaving = new AbortController();
    const { signal } = leaving;
    this.#leaving = leaving;
    document.addEventListener("visibilitychange", this.#turn, { signal });
    // In a frame, the embedding page reports whether it is visible.
    document.addEventListener("reservo:visible", this.#rest, { signal });
    addEventListener("pagehide", this.#close, { signal });
    addEventListener("pageshow", this.#turn, { signal });
    this.#turn();
  }

  disconnectedCallback() {
    this.#leaving?.abort();
    this.#close();
  }

  #turn = () => (document.hidden ? this.#close() : this.#open());

  #rest = (event: Event) => ((event as CustomEvent<boolean>).detail ? this.#turn() : this.#close());

  #close = () => {
    this.#stream?.close();
    this.#stream = undefined;
    clearTimeout(this.#timer);
  };

  #open() {
    const { url } = this.dataset;
    if (!url || this.#stream) return;
    const stream = new EventSource(url);
    this.#stream = stream;
    stream.addEventListener("seats", (event) => this.take(JSON.parse(event.data)));
    stream.addEventListener("turn", lookSoon);
    stream.addEventListener("error", () => {
      this.#close();
      this.#failures += 1;
      // After a server ends its streams, to be replaced, its clients reconnect at different times.
      this.#later(this.#failures > 2 ? POLL_MS : 1_000 + Math.random() * 4_000);
    });
  }

  #later(wait: number) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      if (this.#failures <= 2) return this.#open();
      // Without the Accept header of a stream the response is JSON, whose headers prevent the browser from caching it.
      const numbers = await fetch(this.dataset.url ?? "")
        .then((answer) => answer.ok && answer.json())
        .catch(() => undefined);
      if (numbers) this.take(numbers);
      else this.#showStale();
      this.#failures += 1;
      // Every fourth time the stream is tried again.
      if (!(this.#failures % 4)) this.#open();
      if (!this.#stream) this.#later(POLL_MS);
    }, wait);
  }

  take(next: Seats) {
    const last = this.#seen;
    if (last && next.v < last.v) return;
    if (this.#stream) this.#failures = 0;
    this.#seen = next;
    this.dataset.left = next.exact ? `${next.left}` : "";
    this.#seenAt = new Date();
    this.querySelector(".seat-stale")?.remove();
    const hasForm = this.querySelector("form") !== null;
    const marks = this.querySelectorAll(".seats i");
    const isOther =
      kindOf(next.state) !== kindOf(this.dataset.state) ||
      (last && next.capacity !== last.capacity) ||
      (marks.length && marks.length !== next.capacity);
    if (isOther) return lookSoon();
    if (hasForm) this.#show(next);
    // Bookability has changed: update the numbers now, and load the page for the rest.
    if (hasForm !== next.left > 0) lookSoon();
  }

  get words(): Words {
    return JSON.parse(this.dataset.words ?? "{}");
  }

  #show({ left, held, capacity, exact }: Seats) {
    const words = this.words;
    const headline = headlineOf(words, left, held, exact);
    for (const each of document.querySelectorAll(".seats-left,b[data-left]")) {
      each.textContent = headline;
    }
    const booked = Math.max(0, capacity - left - held);
    this.#draw(booked, held, capacity);
    const key = this.querySelector(".seat-key");
    const parts = [booked && say(words.booked, booked), held && say(words.beingBooked, held)].filter(Boolean);
    if (key) key.textContent = parts.join(", ");
    this.#limit(left, words);
    this.#announce(headline, left);
    for (const form of this.querySelectorAll("form")) form.hidden = left === 0;
  }

  #draw(booked: number, held: number, capacity: number) {
    for (const [place, mark] of this.querySelectorAll<HTMLElement>(".seats i").entries()) {
      mark.dataset.seat = place < booked ? "booked" : place < booked + held ? "held" : "free";
    }
    const share = (part: number) => `${(100 * part) / (capacity || 1)}%`;
    this.querySelector(".seat-bar-booked")?.setAttribute("width", share(booked));
    const free = this.querySelector(".seat-bar-free");
    free?.setAttribute("x", share(booked + held));
    free?.setAttribute("width", share(capacity - booked - held));
  }

  /** Lowers the chosen number to the seats that are left, and announces that. */
  #limit(left: number, words: Words) {
    const input = this.querySelector<HTMLInputElement>("input[name=seats][inputmode]");
    const most = Math.max(1, Math.min(left, Number(this.dataset.most)));
    if (!input || Number(input.max) === most) return;
    const isLess = left > 0 && Number(input.value) > most;
    input.max = String(most);
    if (!isLess) return;
    input.value = String(most);
    let line = this.querySelector(".seat-set");
    if (!line) {
      line = makeElement("p", { className: "seat-set ticket-fine", role: "status" });
      input.closest("form")?.prepend(line);
    }
    line.textContent = say(words.only, most);
  }

  #announce(text: string, left: number) {
    const step = String(STEPS.filter((each) => left <= each).length);
    const before = this.dataset.step;
    this.dataset.step = step;
    if (!before || before === step) return;
    clearTimeout(this.#saying);
    const wait = Math.max(0, this.#saidAt + QUIET - Date.now());
    this.#saying = setTimeout(() => {
      this.#saidAt = Date.now();
      const region = this.querySelector("[data-said]");
      if (region) region.textContent = text;
    }, wait);
  }

  #showStale() {
    if (this.querySelector(".seat-stale")) return;
    const { stale, lastCount, refresh } = this.words;
    const { left } = this.dataset;
    const count = left ? lastCount.replace("{n}", left).replace("{time}", clockTime(this.#seenAt)) : "";
    const look = { type: "button", className: "link", textContent: refresh, onclick: this.look } as const;
    const className = "seat-stale ticket-fine";
    const line = makeElement("p", { className }, `${stale} ${count} `, makeElement("button", look));
    this.querySelector(".seats-left")?.after(line);
  }

  /** Replaces the panel by that of the current page, and keeps the values typed in the previous one. */
  look = async () => {
    const text = await fetch(location.href)
      .then((answer) => answer.text())
      .catch(() => "");
    const page = new DOMParser().parseFromString(text, "text/html");
    const next = page.querySelector<HTMLElement>("live-seats");
    if (!next) return;
    const restore = rememberFocus();
    const hadFocus = this.contains(document.activeElement);
    for (const old of this.querySelectorAll<HTMLInputElement>("input:not([type=hidden])")) {
      const same = next.querySelector<HTMLInputElement>(`input[name="${old.name}"]:not([type=hidden])`);
      if (same && (!same.max || Number(old.value) <= Number(same.max))) same.value = old.value;
    }
    this.replaceWith(next);
    if (hadFocus) restore();
  };
}

/** Returns the headline for a number of free and held seats; `exact` is false if the number is not shown. */
export function headlineOf(words: Words, left: number, held: number, exact: boolean): string {
  if (left > 0) return exact ? say(words.left, left) : words.available;
  return held > 0 ? say(words.held, held) : words.full;
}

/** Returns the kind of a state; states of one kind differ in numbers only. */
function kindOf(state = ""): string {
  return state.replace(/^(open|full|all-held)$/, "");
}

function say(forms: Forms, count: number): string {
  const language = pageLanguage();
  const form = forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
  return form.replaceAll("{n}", count.toLocaleString(language));
}
