import { expect, type Page } from "@playwright/test";

/** React has taken the page over: it has left its mark on the elements that it rendered. */
export async function expectHydrated(page: Page): Promise<void> {
  await expect(async () => {
    const marks = await page.locator("main").evaluate((main) => Object.keys(main).join(" "));
    expect(marks).toContain("__reactFiber");
  }).toPass();
}
