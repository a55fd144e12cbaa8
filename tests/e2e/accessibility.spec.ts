import { expect } from "@playwright/test";
import { expectAccessibleAtEverySize } from "./support/axe.ts";
import { bookSeats, someGuest } from "./support/booking-steps.ts";
import { becomeOwner } from "./support/owner.ts";
import { adminPages } from "./support/pages.ts";
import { signedInTest } from "./support/test.ts";

// The public pages are looked at in pages.spec.ts. Each test goes through both sizes itself: what takes time is to get
// to the page.
for (const { name, open } of adminPages) {
  signedInTest(
    `${name} is accessible in light and dark, and fits 320 px`,
    { tag: "@desktop" },
    async ({ page, makeEvent }) => {
      await open({ page, makeEvent });
      await expectAccessibleAtEverySize(page);
    },
  );
}

signedInTest(
  "the mailbox and a mail in it are accessible in light and dark, and fit 320 px",
  { tag: "@desktop" },
  async ({ startOwnApp, newPerson }) => {
    const { app } = await startOwnApp({ env: { RESERVO_DEMO: "1", SMTP_URL: "" } });
    const owner = await becomeOwner(app);
    const page = await newPerson({ baseURL: app.url, storageState: await owner.storageState() });
    await owner.dispose();
    await bookSeats(page, "/e/small-talks-on-small-software", 1, someGuest());
    await expect(async () => {
      await page.goto("/admin/mailbox");
      await expect(page.getByRole("table", { name: "Emails" })).toBeVisible({ timeout: 500 });
    }).toPass();
    await expectAccessibleAtEverySize(page);
    await page.getByRole("link", { name: /^Booked/ }).click();
    await expect(page.locator(".mail-text")).toBeVisible();
    await expectAccessibleAtEverySize(page);
  },
);
