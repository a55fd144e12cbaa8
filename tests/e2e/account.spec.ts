import { expect, type Page } from "@playwright/test";
import type { SmtpReceiver } from "#tests/support/smtp.ts";
import { expectHydrated } from "./support/hydrated.ts";
import { becomeOwner, OWNER } from "./support/owner.ts";
import { test } from "./support/test.ts";

const NEW_PASSWORD = "twelve grey herons";
const LAST_PASSWORD = "thirteen blue herons";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

interface Browsers {
  mail: SmtpReceiver;
  page: Page;
  /** A browser without scripts. */
  phone: Page;
}

async function setForgottenPassword({ mail, phone }: Pick<Browsers, "mail" | "phone">): Promise<void> {
  await phone.goto("/sign-in");
  await phone.getByRole("link", { name: "Forgotten your password?" }).click();
  await phone.getByLabel("Email").fill(OWNER.email);
  await phone.getByRole("button", { name: "Send link" }).click();
  await expect(heading(phone)).toHaveText("Check your mail");
  const sent = await mail.waitForMail(({ subject }) => subject === "Choose a new password");
  await phone.goto(sent.links.find((link) => link.includes("/new-password")) ?? "");
  await phone.getByLabel("New password").fill(NEW_PASSWORD);
  await phone.getByRole("button", { name: "Set password" }).click();
  await expect(phone.getByText("Your new password is set")).toBeVisible();
  await signIn(phone, OWNER.email, NEW_PASSWORD);
  await expect(heading(phone)).toHaveText("Events");
}

async function endOtherSignIn({ page, phone }: Pick<Browsers, "page" | "phone">): Promise<void> {
  await signIn(page, OWNER.email, NEW_PASSWORD);
  await expectHydrated(page);
  await page.getByRole("link", { name: OWNER.name }).click();
  await expect(heading(page)).toHaveText("Your account");
  await page.getByRole("link", { name: "Show Sign-ins" }).click();
  await expect(page.getByRole("row")).toHaveCount(3);
  await expect(page.getByRole("row").nth(1)).toContainText("This browser");
  await page
    .getByRole("row")
    .nth(2)
    .getByRole("button", { name: /^Sign out/ })
    .click();
  await expect(page.getByRole("status")).toContainText("Signed out");
  await expect(page.getByRole("row")).toHaveCount(2);
  await phone.reload();
  await expect(heading(phone)).toHaveText("Sign in");
}

async function changePassword({ page }: Pick<Browsers, "page">): Promise<void> {
  await page.goto("/admin/account/password");
  await expectHydrated(page);
  await page.getByLabel("Current password").fill(NEW_PASSWORD);
  await page.getByLabel("New password").fill(LAST_PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("status")).toContainText("Password changed");
  await page.reload();
  await expect(heading(page)).toHaveText("Your account");
}

async function changeEmail({ mail, page, phone }: Browsers): Promise<void> {
  await page.getByRole("link", { name: "Change Email" }).click();
  await page.getByLabel("New email").fill("marta.nowak@example.org");
  await page.getByLabel("Current password").fill(LAST_PASSWORD);
  await page.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByRole("status")).toContainText("marta.nowak@example.org");
  const sent = await mail.waitForMail(({ to }) => to.includes("marta.nowak@example.org"));
  await phone.goto(sent.links.find((link) => link.includes("/confirm-email")) ?? "");
  await phone.getByRole("button", { name: "Confirm" }).click();
  await expect(heading(phone)).toHaveText("Email changed");
  await signIn(phone, "marta.nowak@example.org", LAST_PASSWORD);
  await expect(heading(phone)).toHaveText("Events");
  // Confirmed in another browser, so that this one is signed out.
  await page.goto("/admin/account");
  await expect(heading(page)).toHaveText("Sign in");
}

test("an owner who has forgotten the password sets a new one, changes it, signs out another browser, and changes the email", {
  tag: "@desktop",
}, async ({ startOwnApp, newPerson }) => {
  const { app, mail } = await startOwnApp({ env: { RESERVO_DEMO: "0", RATE_LIMITS: "off" } });
  await (await becomeOwner(app)).dispose();
  const page = await newPerson({ baseURL: app.url });
  const phone = await newPerson({ baseURL: app.url, javaScriptEnabled: false });

  const browsers = { mail, page, phone };
  await test.step("the link in the mail sets a new password, without scripts", () =>
    setForgottenPassword(browsers));
  await test.step("the list of sign-ins ends the one of the other browser", () => endOtherSignIn(browsers));
  await test.step("a new password keeps this browser signed in", () => changePassword(browsers));
  await test.step("a new email is confirmed at its address", () => changeEmail(browsers));
});
