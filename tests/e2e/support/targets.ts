import { expect, type Page } from "@playwright/test";

/** Everything that is pressed on the page is at least 44 px high, except for links in the middle of a text. */
export async function expectLargeTargets(page: Page): Promise<void> {
  expect(await page.evaluate(collectSmallTargets), "targets that are hard to hit with a thumb").toEqual([]);
}

/** Runs in the page. A target may be larger than what is seen of it: by its label, or by a ::after without a ground. */
function collectSmallTargets(): string[] {
  const heightOf = (element: Element): number => {
    const around = getComputedStyle(element, "::after");
    const grown = around.position === "absolute" && around.content !== "none" ? around.height : "0";
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    const boxes = [element, ...labels].map((each) => each.getBoundingClientRect().height);
    return Math.max(...boxes, Number.parseFloat(grown) || 0);
  };
  const isInText = (element: Element) =>
    element.matches("a") &&
    [...(element.parentElement?.childNodes ?? [])].some(
      (node) => node instanceof Text && /\p{L}{2}/u.test(node.data),
    );
  return [...document.querySelectorAll("a, button, summary, select, textarea, input:not([type=hidden])")]
    .filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      const isSeen = width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true });
      const isReachable = !(element instanceof HTMLElement) || element.tabIndex >= 0;
      return isSeen && isReachable && !isInText(element) && Math.round(heightOf(element)) < 44;
    })
    .map((element) => `${element.tagName.toLowerCase()} “${element.textContent}” ${heightOf(element)} px`);
}
