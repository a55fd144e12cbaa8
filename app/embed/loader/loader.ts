import { on } from "./loader-events.ts";
import { type Handle, make } from "./loader-frame.ts";
import { mountInline } from "./loader-inline.ts";
import { type Options, optionsOf } from "./loader-options.ts";
import { close, open, prepare } from "./loader-popup.ts";
import { reservo, script } from "./loader-script.ts";
import { floatCss, shadowOf } from "./loader-styles.ts";

// The script that host pages load. It defines the element, upgrades marked elements, and is small.

type Call = [name: string, given: unknown[], answer?: (value: unknown) => void];

const mounted = new WeakMap<HTMLElement, Handle>();

function mount(element: HTMLElement, options: Options = {}): Handle {
  mounted.get(element)?.destroy();
  const handle = mountInline(element, options);
  mounted.set(element, handle);
  return handle;
}

/** Mounts the marked elements below `root` that are not mounted yet, for pages that scripts render. */
function scan(root: ParentNode = document): void {
  for (const element of root.querySelectorAll<HTMLElement>("[data-reservo]")) {
    if (!mounted.has(element)) mount(element);
  }
}

class ReservoEmbed extends HTMLElement {
  connectedCallback() {
    mount(this);
  }

  disconnectedCallback() {
    mounted.get(this)?.destroy();
    mounted.delete(this);
  }
}

/** Returns the popup link that is an event's target, with its form's options; undefined if it is not on our origin. */
function popupOf(event: Event): { link: HTMLAnchorElement; options: Options } | undefined {
  // The floating link is in a shadow root.
  const target = event.composedPath()[0] as Element;
  // A document has no `closest`.
  const link = target.closest?.<HTMLAnchorElement>("a[data-reservo-popup]");
  if (link?.origin !== reservo()) return undefined;
  const [, kind, slug] = link.pathname.split("/");
  return { link, options: { ...optionsOf(link), [kind === "o" ? "org" : "event"]: slug } };
}

function upgradeLinks(): void {
  const follow = (event: Event) => {
    const popup = popupOf(event);
    if (!popup) return;
    const click = event as MouseEvent;
    if (click.type !== "click") return prepare(popup.options);
    if (click.defaultPrevented || click.button || click.metaKey || click.ctrlKey || click.shiftKey) return;
    open(popup.options, popup.link);
    click.preventDefault();
  };
  for (const type of ["click", "pointerover", "focusin"]) document.addEventListener(type, follow);
}

/** Adds the floating link if the script's attributes request it: a popup link with the script's options. */
function addFloat(): void {
  const { reservoFloat, label = "Book" } = script?.dataset ?? {};
  if (!reservoFloat || !reservo()) return;
  const host = make("div");
  const link = make("a", { textContent: label, href: `${reservo()}/e/${reservoFloat}` });
  Object.assign(link.dataset, script?.dataset, { reservoPopup: "" });
  shadowOf(host, floatCss).append(link);
  document.body.append(host);
}

function start(): void {
  scan();
  addFloat();
}

const page = window as { Reservo?: { version?: unknown; q?: Call[] } };
if (!page.Reservo?.version) {
  const queued = page.Reservo?.q ?? [];
  const api = { version: "1", mount, open, close, on, scan };
  page.Reservo = api;
  customElements.define("reservo-embed", ReservoEmbed);
  upgradeLinks();
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
  for (const [name, given, answer] of queued) {
    const call = api[name as "scan"] as unknown as (...given: unknown[]) => unknown;
    const result = call(...given);
    answer?.(result);
  }
}
