import { expect, type Page } from "@playwright/test";
import { expectAccessible, expectAccessibleAtEverySize, expectFitsNarrowWindow } from "./support/axe.ts";
import { setUpLinkOf } from "./support/owner.ts";
import { API_REFERENCE, publicPages } from "./support/pages.ts";
import { expectLargeTargets } from "./support/targets.ts";
import { test } from "./support/test.ts";

const WHOLE = "has one heading and a title, runs nothing inline, and asks only its own server";
const ACCESSIBLE = "is accessible in light and dark, and fits 320 px";

// Both claims are tested in one visit, since most of the time goes into getting to a page.
for (const { name, open } of publicPages) {
  test(`${name} ${WHOLE}; it ${ACCESSIBLE}`, { tag: "@desktop" }, async ({ page, makeEvent }) => {
    const asked = watchRequests(page);
    await open({ page, makeEvent });
    await test.step(WHOLE, async () => {
      await expectWhole(page);
      expect(asked()).toEqual([new URL(page.url()).origin]);
    });
    await test.step(ACCESSIBLE, () => expectAccessibleAtEverySize(page));
    await test.step("what is pressed is 44 px high", () => expectLargeTargets(page));
  });
}

test(`the reference of the API ${WHOLE}`, { tag: "@desktop" }, async ({ page }) => {
  const asked = watchRequests(page);
  await page.goto(API_REFERENCE);
  await expectWhole(page);
  expect(asked()).toEqual([new URL(page.url()).origin]);
});

// It has thousands of elements, so that axe takes seconds for each size: they are tested side by side.
test("the reference of the API is accessible in light and dark, and fits 320 px", async ({ page }) => {
  await page.goto(API_REFERENCE);
  await expectAccessible(page);
  await expectFitsNarrowWindow(page);
});

test(`the set-up page ${WHOLE}; as it is opened and with errors it ${ACCESSIBLE}`, {
  tag: "@desktop",
}, async ({ page, startOwnApp }) => {
  const { app } = await startOwnApp({ env: { RESERVO_DEMO: "0" } });
  const asked = watchRequests(page);
  await page.goto(await setUpLinkOf(app));
  await test.step(WHOLE, async () => {
    await expectWhole(page);
    expect(asked()).toEqual([app.url]);
  });
  await test.step(ACCESSIBLE, () => expectAccessibleAtEverySize(page));
  await page.getByRole("button", { name: "Set up Reservo" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await test.step(`with errors it ${ACCESSIBLE}`, () => expectAccessibleAtEverySize(page));
});

async function expectWhole(page: Page): Promise<void> {
  await page.waitForLoadState("load");
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 1 })).not.toBeEmpty();
  expect((await page.title()).length, "the title").toBeGreaterThan(5);
  const description = page.locator('meta[name="description"]');
  await expect(description).toHaveAttribute("content", /.{10,}/);
  // Facts for search engines are no script, though they stand in the element of one.
  await expect(page.locator('script:not([src]):not([type="application/ld+json"])')).toHaveCount(0);
  await expect(page.locator("style, [style]")).toHaveCount(0);
  const handlers = await page.evaluate(() =>
    [...document.querySelectorAll("*")].flatMap((element) =>
      element.getAttributeNames().filter((name) => name.startsWith("on")),
    ),
  );
  expect(handlers, "handlers written as attributes").toEqual([]);
}

/** The origins that the page has asked for anything, each once. */
function watchRequests(page: Page): () => string[] {
  const origins = new Set<string>();
  page.on("request", (request) => origins.add(new URL(request.url()).origin));
  return () => [...origins];
}
