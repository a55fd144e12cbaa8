import type { FrameFacts } from "./frame-facts.ts";
import { fillForms } from "./frame-fill.ts";
import type { Link } from "./frame-port.ts";

/** What the page in the root says of itself. */
export function factsOf(root: HTMLElement): FrameFacts | undefined {
  const text = root.querySelector<HTMLElement>("[data-facts]")?.dataset.facts;
  return text ? JSON.parse(text) : undefined;
}

/** Tells the host what this page is and how high, and takes the focus where a step of the form has led here. */
export function watchPage(root: HTMLElement, facts: FrameFacts, link: Link | undefined): void {
  const cameByStep = isStep();
  // A plain frame has no host that listens, but its visitor takes steps all the same.
  if (cameByStep) takeFocus();
  if (!link) return;
  const scroll = () => link.say("scroll", { y: headingOf(root).getBoundingClientRect().top });
  link.say("ready", facts.ready);
  tellFacts(facts, link);
  tellHeight(root, link);
  tellTyping(root, facts, link);
  let last = facts;
  // A form's answer may come into the page in place of what was there.
  new MutationObserver(() => {
    const next = factsOf(root) ?? last;
    // The page looks anew when the time is up.
    if (last.hold && !next.hold) link.say("hold_ended", { reason: "expired" });
    tellFacts(next, link);
    last = next;
    fillForms();
    scroll();
  }).observe(root, { childList: true });
  link.answered.then(({ hostOrigin, config }) => {
    if (cameByStep) scroll();
    // The loader gives a popup's frame the focus whenever a page in it is ready, which takes it from the heading first.
    if (config.popup) addEventListener("focus", takeFocus, { once: true });
    if (facts.seen && facts.step.name === "choose" && !cameByStep) {
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
}

/** True when a form or a link in the frame has led here, and not the host page. */
function isStep(): boolean {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return entry?.type === "navigate" && document.referrer.startsWith(location.origin);
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
  // At most once for each picture that the browser draws.
  new ResizeObserver(() => {
    // The box of the root, since a document never reports less than it was given.
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (height !== told) link.say("resize", { height });
    told = height;
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
  root.addEventListener("click", ({ target }) => {
    // The target of a click is always an element.
    if ((target as Element).closest("[data-close]")) link.say("close", { reason: "done", dirty: false });
  });
}
