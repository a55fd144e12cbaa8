import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./support/axe.ts";
import { expectHydrated } from "./support/hydrated.ts";
import { OWNER } from "./support/owner.ts";
import { signedInTest as test } from "./support/test.ts";

// With JavaScript the form is a fetch, of which Chromium complains.
test.use({ allowed: [/status of 401 .*\.data\)$/] });

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

/** Types a new event, loses the sign-in and saves; then signs in on the page that comes, at the second try. */
async function saveSignedOut(page: Page, title: string): Promise<void> {
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Description").fill("First line\n\nSecond: “quoted” & <b>kept</b>");
  await page.locator("[name='sessions[0].startsAt']").fill("2031-06-02T18:00");
  await page.locator("[name='sessions[0].endsAt']").fill("2031-06-02T20:00");
  await page.locator("[name='sessions[0].capacity']").fill("12");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Save draft" }).last().click();
  await expect(heading(page)).toHaveText("Sign in again");
  await expect(page).toHaveTitle("Sign in again · Reservo");

  await page.getByLabel("Email").fill(OWNER.email);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in and continue" }).click();
  await expect(page.getByRole("alert")).toContainText("Email or password is wrong.");
  await expect(page.getByLabel("Email")).toHaveValue(OWNER.email);
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByRole("button", { name: "Sign in and continue" }).click();

  await expect(heading(page)).toHaveText(title);
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(page.getByLabel("Description")).toHaveValue("First line\n\nSecond: “quoted” & <b>kept</b>");
  await expect(page.locator("[name='sessions[0].capacity']")).toHaveValue("12");
}

test("an event that is saved after the sign-in has ended is saved by signing in on the next page", {
  tag: "@desktop",
}, async ({ page }) => {
  await page.goto("/admin/events/new");
  await expectHydrated(page);
  await saveSignedOut(page, "Typed before signing in again");
});

test("the page that signs in again is accessible and takes the focus", async ({ page }) => {
  await page.goto("/admin/developers/keys/new");
  await expectHydrated(page);
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(heading(page)).toHaveText("Sign in again");
  await expect(page.locator("[tabindex='-1']", { has: heading(page) })).toBeFocused();
  await expectAccessible(page);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("an event that is saved after the sign-in has ended is saved by signing in on the next page", {
    tag: "@desktop",
  }, async ({ page }) => {
    await page.goto("/admin/events/new");
    await saveSignedOut(page, "Typed without JavaScript");
  });
});
