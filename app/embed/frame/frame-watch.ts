import type { FrameFacts } from "./frame-facts.ts";
import { fillForms } from "./frame-fill.ts";
import type { Link } from "./frame-port.ts";

/** Reads the facts of the page in the root element. */
export function factsOf(root: HTMLElement): FrameFacts | undefined {
  const text = root.querySelector<HTMLElement>("[data-facts]")?.dataset.facts;
  return text ? JSON.parse(text) : undefined;
}

/** Reports the page's facts, height and input to the host, and moves the focus after a step within the frame. */
export function watchPage(root: HTMLElement, facts: FrameFacts, link: Link | undefined): void {
  const cameByStep = isStep();
  // A frame without the loader has no host to report to, but its steps need the focus too.
  if (cameByStep) takeFocus();
  if (!link) return;
  const scroll = () => link.say("scroll", { y: headingOf(root).getBoundingClientRect().top });
  link.say("ready", facts.ready);
  tellFacts(facts, link);
  tellHeight(root, link);
  tellTyping(root, facts, link);
  let last = facts;
  // The response to a form may replace the content of the page.
  new MutationObserver(() => {
    const next = factsOf(root) ?? last;
    // The page reloads its data when the hold expires.
    if (last.hold && !next.hold) link.say("hold_ended", { reason: "expired" });
    tellFacts(next, link);
    last = next;
    fillForms();
    scroll();
  }).observe(root, { childList: true });
  link.answered.then(({ hostOrigin, config }) => {
    if (cameByStep) scroll();
    // The loader focuses a popup's frame on each `ready`, which takes the focus from the heading: move it back once.
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

/** Returns whether the visitor came here by a form or link in the frame and not by the host page loading it. */
function isStep(): boolean {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return entry?.type === "navigate" && document.referrer.startsWith(location.origin);
}

/** Returns the error message if there is one, else the heading of the step. */
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
  // Observers run at most once per animation frame.
  new ResizeObserver(() => {
    // Measure the root element: the document is never lower than the frame's current height.
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
