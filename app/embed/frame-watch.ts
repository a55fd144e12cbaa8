import type { FrameFacts } from "./frame-facts.ts";
import { fillForms } from "./frame-fill.ts";
import type { Link } from "./frame-port.ts";
import type { FrameConfig } from "./protocol.ts";

/** What the page in the root says of itself. */
export function factsOf(root: HTMLElement): FrameFacts | undefined {
  const text = root.querySelector<HTMLElement>("[data-facts]")?.dataset.facts;
  return text ? JSON.parse(text) : undefined;
}

/** Tells the host what this page is and how high, and takes the focus where a step of the form has led here. */
export function watchPage(root: HTMLElement, facts: FrameFacts, link: Link | undefined): void {
  // A plain frame has no host that listens, but its visitor takes steps all the same.
  if (isStep()) takeFocus();
  if (!link) return;
  link.say("ready", facts.ready);
  tellFacts(facts, link);
  tellHeight(root, link);
  tellTyping(root, facts, link);
  let known: FrameConfig = {};
  // A form's answer may come into the page in place of what was there.
  new MutationObserver(() => {
    const next = factsOf(root);
    if (next) tellFacts(next, link);
    fillForms(known);
    link.say("scroll", { y: headingOf(root).getBoundingClientRect().top });
  }).observe(root, { childList: true });
  link.answered.then(({ hostOrigin, config }) => {
    known = config;
    if (isStep()) link.say("scroll", { y: headingOf(root).getBoundingClientRect().top });
    else if (config.popup) {
      if (document.hasFocus()) takeFocus();
      else addEventListener("focus", takeFocus, { once: true });
    }
    if (facts.seen && facts.step.name === "choose" && !isStep()) {
      navigator.sendBeacon(facts.seen, new URLSearchParams({ site: hostOrigin }));
    }
  });
}

function tellFacts(facts: FrameFacts, link: Link): void {
  link.say("step", facts.step);
  for (const type of ["hold", "booked", "error"] as const) {
    const said = facts[type];
    if (said) link.say(type, said as never);
  }
  tellEndOfHold(facts, link);
}

/** True when a form or a link in the frame has led here, and not the host page. */
function isStep(): boolean {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return document.referrer.startsWith(location.origin) && entry?.type === "navigate";
}

/** What is wrong, else the heading of the step. */
function headingOf(root: HTMLElement): HTMLElement {
  return root.querySelector<HTMLElement>("[role=alert]") ?? root.querySelector<HTMLElement>("h1") ?? root;
}

function takeFocus(): void {
  const heading = headingOf(document.body);
  heading.tabIndex = -1;
  heading.focus();
}

function tellHeight(root: HTMLElement, link: Link): void {
  let told = 0;
  let due = false;
  new ResizeObserver(() => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      // The box of the root, since a document never reports less than it was given.
      const height = Math.ceil(root.getBoundingClientRect().height);
      if (height !== told) link.say("resize", { height });
      told = height;
    });
  }).observe(root);
}

function tellTyping(root: HTMLElement, { question }: FrameFacts, link: Link): void {
  let dirty = false;
  const tell = (now: boolean) => {
    if (dirty !== now) link.say("dirty", { dirty: now, question });
    dirty = now;
  };
  root.addEventListener("input", () => tell(true));
  root.addEventListener("submit", () => tell(false));
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") link.say("close", { reason: "escape", dirty });
  });
  root.addEventListener("click", (event) => {
    const closes = event.target instanceof Element && event.target.closest("[data-close]");
    if (closes) link.say("close", { reason: "done", dirty: false });
  });
}

let endOfHold: ReturnType<typeof setTimeout> | undefined;

function tellEndOfHold({ hold }: FrameFacts, link: Link): void {
  clearTimeout(endOfHold);
  if (!hold) return;
  const left = Date.parse(hold.expiresAt) - Date.now();
  if (left < 2 ** 31)
    endOfHold = setTimeout(() => link.say("hold_ended", { reason: "expired" }), Math.max(0, left));
}
