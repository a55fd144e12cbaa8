import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import type axe from "axe-core";

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** What may differ between light and dark; every other rule of axe looks at the document alone. */
const RULES_OF_COLOUR: axe.RunOptions["runOnly"] = {
  type: "rule",
  values: ["color-contrast", "link-in-text-block"],
};
const AXE_SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** axe finds nothing to complain of in the page, neither in light nor in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  await expectNothingFound(page, "light", {});
  await expectNothingFound(page, "dark", { runOnly: RULES_OF_COLOUR });
}

async function expectNothingFound(
  page: Page,
  colorScheme: "light" | "dark",
  rules: axe.RunOptions,
): Promise<void> {
  await page.emulateMedia({ colorScheme });
  // A colour that is still changing has the contrast of neither scheme.
  await page.waitForFunction(() => document.getAnimations().length === 0);
  // What axe only describes of the elements that pass would take longer than the rules themselves.
  const options: axe.RunOptions = { ...rules, resultTypes: ["violations"] };
  const violations =
    page.frames().length === 1 ? await runInPage(page, options) : await runInFrames(page, options);
  const lines = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`));
  const { width = 0 } = page.viewportSize() ?? {};
  expect(lines, `what axe found in ${colorScheme} at ${width} px`).toEqual([]);
}

type Violations = Pick<axe.Result, "id" | "nodes">[];

/** Runs axe in a page without frames. It is loaded once a document, which takes longer than most of its runs. */
async function runInPage(page: Page, options: axe.RunOptions): Promise<Violations> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE_SOURCE);
  return page.evaluate(async (each) => (await window.axe.run(document, each)).violations, options);
}

async function runInFrames(page: Page, options: axe.RunOptions): Promise<Violations> {
  return (await new AxeBuilder({ page, axeSource: AXE_SOURCE }).options(options).analyze()).violations;
}

/** The same page, in the same state, in the window of a computer and in that of a phone. */
export async function expectAccessibleAtEverySize(page: Page): Promise<void> {
  const before = page.viewportSize();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
  await expectFitsNarrowWindow(page);
  if (before !== null) await page.setViewportSize(before);
}

/** Nothing in the page is wider than a window of 320 px, so that nobody has to scroll sideways, and no hours are parted. */
export async function expectFitsNarrowWindow(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 });
  // On a phone what is too wide makes the window wider instead.
  const width = await page.evaluate(() => Math.max(document.documentElement.scrollWidth, innerWidth));
  expect(width, "the width of the page in a window of 320 px").toBe(320);
  expect(await page.evaluate(partedHours), "hours that a line break parts").toEqual([]);
}

/** "10:00–13:00" wherever it is written on two lines. Runs in the page. */
function partedHours(): string[] {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const parted: string[] = [];
  while (texts.nextNode()) {
    const node = texts.currentNode;
    for (const hours of (node.nodeValue ?? "").matchAll(/\d\d:\d\d–\d\d:\d\d/g)) {
      const range = document.createRange();
      range.setStart(node, hours.index);
      range.setEnd(node, hours.index + hours[0].length);
      // From right to left one line has several boxes, so that boxes alone do not tell.
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1) parted.push(node.nodeValue ?? "");
    }
  }
  return parted;
}
