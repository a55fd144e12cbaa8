import { expect, type Locator, type Page } from "@playwright/test";

/** A way to work a page: a person with a mouse (or a finger), or one with nothing but a keyboard. */
export interface InputMethod {
  press(target: Locator): Promise<void>;
  type(target: Locator, text: string): Promise<void>;
}

export const pointer: InputMethod = {
  press: (target) => target.click(),
  type: (target, text) => target.fill(text),
};

/**
 * Goes to each control by Tab and works it by Enter, Space and letters. Everything that takes the focus on the way has to
 * show it and to be in sight.
 */
export function keyboard(page: Page): InputMethod {
  return {
    async press(target) {
      await tabTo(page, target);
      // Space presses buttons and scrolls on links; Enter follows links.
      const isLink = await target.evaluate((element) => element.tagName === "A");
      await page.keyboard.press(isLink ? "Enter" : "Space");
    },
    async type(target, text) {
      await tabTo(page, target);
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(text);
    },
  };
}

/** Presses Tab until the target has the focus; fails when a whole round has not brought it there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    // Between two rounds the focus leaves the page for the browser's own controls.
    const onPage = await page.evaluate(() => document.activeElement !== document.body);
    if (onPage) await expectVisibleFocus(page);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not lead to ${target}`);
}

/**
 * What has the focus, or the box right around it (the stepper's), is outlined by 2 px or more in a colour that is there,
 * and lies within the window.
 */
async function expectVisibleFocus(page: Page): Promise<void> {
  const focused = page.locator(":focus");
  await expect(focused).toBeInViewport();
  const { name, width } = await focused.evaluate((element) => {
    const widths = [element, element.parentElement ?? element].map((each) => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(each);
      const isThere = outlineStyle !== "none" && !/, 0\)$|\/ 0\)$/.test(outlineColor);
      return isThere ? Number.parseFloat(outlineWidth) : 0;
    });
    return { name: element.outerHTML.slice(0, 100), width: Math.max(...widths) };
  });
  expect(width, `the outline's width of ${name}`).toBeGreaterThanOrEqual(2);
}
