import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** axe finds nothing to complain of in the page, neither in light nor in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    // A colour that is still changing has the contrast of neither scheme.
    await page.waitForFunction(() => document.getAnimations().length === 0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const lines = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")}`),
    );
    expect(lines, `what axe found in ${colorScheme}`).toEqual([]);
  }
}

/** Nothing in the page is wider than a window of 320 px, so that nobody has to scroll sideways. */
export async function expectFitsNarrowWindow(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 });
  // On a phone what is too wide makes the window wider instead.
  const width = await page.evaluate(() => Math.max(document.documentElement.scrollWidth, innerWidth));
  expect(width, "the width of the page in a window of 320 px").toBe(320);
}
