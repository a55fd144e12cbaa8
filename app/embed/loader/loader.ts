import { on } from "./loader-events.ts";
import { type Handle, make } from "./loader-frame.ts";
import { mountInline } from "./loader-inline.ts";
import { type Options, optionsOf } from "./loader-options.ts";
import { close, open, prepare } from "./loader-popup.ts";
import { RESERVO, script } from "./loader-script.ts";
import { floatCss, shadowOf } from "./loader-styles.ts";

// The script that other people's pages load. It adds the element, upgrades what is marked, and is small.

type Call = [name: string, given: unknown[], answer?: (value: unknown) => void];

const mounted = new WeakMap<HTMLElement, Handle>();

function mount(element: HTMLElement, options: Options = {}): Handle {
  mounted.get(element)?.destroy();
  const handle = mountInline(element, { ...optionsOf(element), ...options });
  mounted.set(element, handle);
  return handle;
}

/** Mounts the marked elements below `root` that are not mounted yet, for pages that are built by scripts. */
function scan(root: ParentNode = document): void {
  for (const element of root.querySelectorAll<HTMLElement>("[data-reservo]")) {
    if (!mounted.has(element)) mount(element, { event: element.dataset.reservo });
  }
}

class ReservoEmbed extends HTMLElement {
  static observedAttributes = ["theme", "locale"];

  connectedCallback() {
    mount(this);
  }

  disconnectedCallback() {
    mounted.get(this)?.destroy();
    mounted.delete(this);
  }

  attributeChangedCallback(name: string, _before: string | null, value: string | null) {
    mounted.get(this)?.update({ [name]: value ?? undefined });
  }
}

/** What a link to an event's page, marked as a popup, opens; undefined for every other target. */
function popupOf(target: EventTarget | null): { link: HTMLAnchorElement; options: Options } | undefined {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[data-reservo-popup]") : null;
  if (!link || link.origin !== RESERVO) return undefined;
  const [, kind, slug] = link.pathname.split("/");
  return { link, options: { ...optionsOf(link), [kind === "o" ? "org" : "event"]: slug } };
}

function upgradeLinks(): void {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const popup = popupOf(event.target);
    if (!popup) return;
    open(popup.options, popup.link);
    event.preventDefault();
  });
  for (const type of ["pointerover", "focusin"]) {
    document.addEventListener(type, (event) => {
      const popup = popupOf(event.target);
      if (popup) prepare(popup.options);
    });
  }
}

/** The floating button that the script's own attributes ask for. */
function addFloat(): void {
  const slug = script?.dataset.reservoFloat;
  if (!script || !slug) return;
  const host = document.createElement("div");
  const options = { ...optionsOf(script), event: slug };
  const ahead = () => void prepare(options);
  const button = make("button", {
    textContent: script.dataset.label ?? "Book",
    onclick: () => void open(options, button),
    onpointerenter: ahead,
    onfocus: ahead,
  });
  button.dataset.at = script.dataset.position;
  shadowOf(host, floatCss).append(button);
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
