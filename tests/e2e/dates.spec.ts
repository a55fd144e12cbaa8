import { expect, type Page } from "@playwright/test";
import { bookSeats, expectSeats, someGuest } from "./support/booking-steps.ts";
import { signedInTest as test } from "./support/test.ts";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const dates = (page: Page) => page.getByRole("table", { name: "Dates" });

test("an organiser adds, finds, cancels and removes dates, and guests read what became of theirs", {
  tag: "@desktop",
}, async ({ page, makeEvent, newPerson }) => {
  const event = await makeEvent({ seats: [12, 12] });
  const guest = await newPerson();
  await bookSeats(guest, event.path, 2, someGuest("Grace Okafor"));
  const booking = guest.url();
  await page.goto(event.adminPath);

  await page.getByRole("link", { name: "Add date" }).click();
  await page.getByLabel("Starts", { exact: true }).fill("2031-06-02T18:00");
  await page.getByLabel("Ends", { exact: true }).fill("2031-06-02T17:00");
  await page.getByLabel("Name of this date").fill("ورشة الفخار");
  await page.getByRole("button", { name: "Add date" }).click();
  await expect(page.getByRole("alert")).toContainText("The end must be after the start.");
  await expect(page.getByLabel("Name of this date")).toHaveValue("ورشة الفخار");
  await page.getByLabel("Ends", { exact: true }).fill("2031-06-02T20:00");
  await page.getByRole("button", { name: "Add date" }).click();
  await expect(heading(page)).toHaveText(event.title);
  await expect(page.getByRole("link", { name: "Upcoming (3)" })).toBeVisible();

  await page.getByLabel("Name", { exact: true }).fill("الفخار");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(dates(page).getByRole("row")).toHaveCount(2);
  await page.getByRole("link", { name: /^Remove .*ورشة الفخار/ }).click();
  await page.getByRole("button", { name: "Remove date" }).click();
  await expect(page.getByRole("link", { name: "Upcoming (2)" })).toBeVisible();

  const row = dates(page).getByRole("row").filter({ hasText: "2 / 12" });
  await row.getByRole("link", { name: /^Remove/ }).click();
  await expect(page.getByText("There is 1 booking for this date")).toBeVisible();
  await page.getByRole("link", { name: "Cancel this date instead" }).click();
  await page.getByRole("button", { name: "Cancel date" }).click();
  await expect(page.getByRole("alert")).toContainText("Enter a reason.");
  await page.getByLabel("Reason").fill("The potter is ill.");
  await expect(page.getByLabel("Email the guests")).toBeChecked();
  await page.getByText("Preview email").click();
  await expect(page.locator(".mail-text")).toContainText("The potter is ill.");
  await page.getByRole("button", { name: "Cancel date" }).click();
  await expect(dates(page)).toContainText("The potter is ill.");

  await expect(async () => {
    await guest.goto(booking);
    await expect(heading(guest)).toHaveText("The organiser has cancelled this date", { timeout: 500 });
  }).toPass();
  await expect(guest.getByText("The potter is ill.")).toBeVisible();
  // The page is about the date that takes place; the other one is on the list, and says why it does not.
  await guest.goto(event.path);
  await expectSeats(guest, event.path, "12 seats left");
  await expect(guest.getByRole("link").filter({ hasText: "This date is cancelled" })).toBeVisible();
});
