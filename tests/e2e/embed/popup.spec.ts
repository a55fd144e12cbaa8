import { expect } from "@playwright/test";
import { expectAccessible } from "../support/axe.ts";
import { fillDetails, frameOf, putHost, slugOf, test, waitForSaid } from "./https-sites-test.ts";

test.describe("a popup", () => {
  test("takes the focus, asks before it loses what was typed, and gives the focus back (12)", async ({
    page,
    sites,
    makeEvent,
    isMobile,
  }) => {
    const slug = slugOf(await makeEvent());
    const body = `<a id="trigger" href="${sites.reservo}/e/${slug}" data-reservo-popup>Book now</a><div style="height:3000px"></div>`;
    await page.goto(putHost(sites, slug, { body }));
    await expect.poll(() => page.evaluate(() => "Reservo" in window)).toBe(true);
    await page.locator("#trigger").click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toBeVisible();
    await waitForSaid(page, "ready");
    await expect(dialog).toHaveAttribute("aria-label", /^Book: /);
    const frame = page.frameLocator("dialog iframe");
    await expect(frame.getByRole("heading", { level: 1 })).toBeFocused();
    // The page behind does not scroll.
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflowY)).toBe("hidden");
    if (isMobile) {
      await page.setViewportSize({ width: 375, height: 700 });
      const box = await dialog.boundingBox();
      expect([box?.x, box?.width, Math.round(box?.height ?? 0)]).toEqual([0, 375, 700]);
    }
    const close = page.getByRole("button", { name: "Close" }).first();
    const size = await close.boundingBox();
    expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(44);

    await frame.getByRole("button", { name: /^Book/ }).click();
    // The next step begins at its heading too.
    await expect(frame.getByLabel("Name", { exact: true })).toBeVisible({ timeout: 15_000 });
    await expect(frame.getByRole("heading", { level: 1 })).toBeFocused();
    await fillDetails(frame, { name: "Ana", email: "ana@example.org" });
    const questions: string[] = [];
    page.on("dialog", (asked) => {
      questions.push(asked.message());
      return questions.length === 1 ? asked.dismiss() : asked.accept();
    });
    // Esc inside the frame asks, and the answer no keeps what was typed.
    await frame.getByLabel("Name", { exact: true }).press("Escape");
    await expect.poll(() => questions).toEqual(["Discard your details?"]);
    await expect(frame.getByLabel("Name", { exact: true })).toHaveValue("Ana");
    await close.click();
    await expect(dialog).toHaveCount(0);
    expect(questions).toHaveLength(2);
    await expect(page.locator("#trigger")).toBeFocused();
    expect(await page.evaluate(() => document.documentElement.style.overflow)).toBe("");
  });
});

test.describe("a floating button @desktop", () => {
  test("leads to the event's page, and opens its form over the page with the options of the script", async ({
    page,
    sites,
    makeEvent,
  }) => {
    const slug = slugOf(await makeEvent());
    const script = `data-reservo-float="${slug}" data-label="Book a seat" data-seats="2" data-position="bottom-start"`;
    await page.goto(putHost(sites, slug, { script, body: "<p>Elsewhere</p>" }));
    const button = page.getByRole("link", { name: "Book a seat" });
    await expect(button).toHaveAttribute("href", `${sites.reservo}/e/${slug}`);
    await button.click();
    await expect(page.frameLocator("dialog iframe").getByRole("button", { name: /^Book 2/ })).toBeVisible();
    await page.getByRole("button", { name: "Close" }).first().click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(button).toBeFocused();
  });
});

test.describe("accessibility @desktop", () => {
  test("axe finds nothing on the host page and in the frame (20)", async ({ page, sites, makeEvent }) => {
    const slug = slugOf(await makeEvent());
    await page.goto(putHost(sites, slug));
    await waitForSaid(page, "ready");
    await expect(frameOf(page).getByRole("button", { name: /^Book/ })).toBeVisible();
    await expectAccessible(page);
    await frameOf(page).getByRole("button", { name: /^Book/ }).click();
    await expect(frameOf(page).getByLabel("Name", { exact: true })).toBeVisible({ timeout: 15_000 });
    await expectAccessible(page);
  });
});
