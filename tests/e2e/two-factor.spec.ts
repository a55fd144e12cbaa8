import { expect, type Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { expectAccessible } from "./support/axe.ts";
import { expectHydrated } from "./support/hydrated.ts";
import { becomeOwner, OWNER } from "./support/owner.ts";
import { test } from "./support/test.ts";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

/** Types address and password on the sign-in page. */
async function typePassword(page: Page): Promise<void> {
  await page.getByLabel("Email").fill(OWNER.email);
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("two-factor authentication is turned on, and its codes and recovery codes sign in", {
  tag: "@desktop",
}, async ({ page, startOwnApp, newPerson }) => {
  const { app, mail } = await startOwnApp({ env: { RESERVO_DEMO: "0" } });
  await becomeOwner(app);
  await page.goto(`${app.url}/sign-in?next=/admin/account/two-factor`);
  await typePassword(page);
  await expect(heading(page)).toHaveText("Two-factor authentication");
  await expectHydrated(page);
  await expect(page.getByRole("img", { name: "QR code for your authenticator app" })).toBeVisible();
  await expectAccessible(page);
  const key = (await page.locator(".secret-value").textContent()) ?? "";
  const phone = new TOTP({ secret: Secret.fromBase32(key.replaceAll(" ", "")) });
  const codeOf = (steps: number) => phone.generate({ timestamp: Date.now() + steps * 30_000 });
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(page.getByRole("alert")).toContainText("This code is wrong");
  await expect(page.locator(".secret-value")).toHaveText(key);
  await page.getByLabel("Code", { exact: true }).fill(codeOf(0));
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(heading(page)).toHaveText("Recovery codes");
  await expect(page.getByRole("button", { name: "Print" })).toBeVisible();
  await expectAccessible(page);
  const [recoveryCode = ""] = await page.locator(".recovery-codes li").allTextContents();
  await mail.waitForMail((each) => JSON.stringify(each).includes("Two-factor"));
  await page.getByRole("link", { name: "Continue" }).click();
  await expect(page.getByText("10 recovery codes left")).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();

  await typePassword(page);
  await expect(page.getByText("Enter the code from your authenticator app.")).toBeVisible();
  await expectAccessible(page);
  // The code of the next step: the one of this step may be used up, and the one of the step before may just have expired.
  await page.getByLabel("Code", { exact: true }).fill(codeOf(1));
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(heading(page)).toHaveText("Events");

  const elsewhere = await newPerson({ javaScriptEnabled: false });
  await elsewhere.goto(`${app.url}/sign-in`);
  await typePassword(elsewhere);
  await elsewhere.getByText("No app at hand?").click();
  await elsewhere.getByLabel("Recovery code").fill(recoveryCode.toUpperCase());
  await elsewhere.getByRole("button", { name: "Sign in" }).click();
  await expect(heading(elsewhere)).toHaveText("Events");
  await elsewhere.goto(`${app.url}/admin/account/two-factor`);
  await expect(elsewhere.getByText("9 recovery codes left")).toBeVisible();
});
