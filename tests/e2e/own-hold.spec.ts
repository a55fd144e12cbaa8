import { expect, type Page } from "@playwright/test";
import { expectAccessibleAtEverySize } from "./support/axe.ts";
import {
  chooseSeats,
  confirmButton,
  expectBooked,
  expectSeats,
  someGuest,
  typeDetails,
} from "./support/booking-steps.ts";
import { test } from "./support/test.ts";

const panel = (page: Page) => page.locator(".ticket-stub");
const notice = (page: Page) => panel(page).getByText("We’ve reserved 2 seats for you until");
const seatsLeft = (page: Page) => panel(page).locator(".seats-left");

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("who holds the last seats comes back to them, goes on, releases them, and books them after all", {
      tag: "@desktop",
    }, async ({ page, makeEvent, newPerson }) => {
      const { path } = await makeEvent({ seats: [2] });
      await chooseSeats(page, path, 2);
      const details = page.url();
      const other = await newPerson();
      await expectSeats(other, path, "The last 2 seats are being booked");

      await page.goBack();
      await expect(notice(page)).toBeVisible();
      await expect(seatsLeft(page)).toHaveText("2 seats left");
      await expect(page.getByLabel("Seats", { exact: true })).toHaveValue("2");
      if (javaScriptEnabled) await expectAccessibleAtEverySize(page);
      await page.getByRole("link", { name: "Continue" }).click();
      await expect(page).toHaveURL(details);

      // The event's link, opened again.
      await page.goto(path);
      await page.getByRole("button", { name: "Release" }).click();
      await expect(
        page.getByText("You’ve released your reservation. It’s free to book again."),
      ).toBeVisible();
      await expect(notice(page)).toHaveCount(0);
      await expect(seatsLeft(page)).toHaveText("2 seats left");
      await expectSeats(other, path, "2 seats left");

      await chooseSeats(page, path, 2);
      await typeDetails(page, someGuest());
      await confirmButton(page).click();
      const reference = await expectBooked(page);
      // The form would say that seats are reserved which are booked.
      await page.goBack();
      expect(await expectBooked(page)).toBe(reference);
      await expectSeats(page, path, "Fully booked");
      await expect(notice(page)).toHaveCount(0);
    });
  });
}

test("going back loads the pages of a booking anew, with what was typed", { tag: "@desktop" }, async ({
  page,
  makeEvent,
}) => {
  const { path } = await makeEvent();
  const madeAt = () => page.locator('[name="formToken"]').getAttribute("value");
  const goAndComeBack = async () => {
    const before = await madeAt();
    await page.getByRole("link", { name: "My booking", exact: true }).click();
    await expect(page).toHaveURL(/\/find$/);
    await page.goBack();
    // What the page says of seats and of the time that is left is of this moment.
    expect(await madeAt()).not.toBe(before);
  };
  await page.goto(path);
  await goAndComeBack();
  await page.locator("#book").click();
  await page.getByLabel("Name", { exact: true }).fill("Ana Ruiz");
  await goAndComeBack();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Ana Ruiz");
});

test("while the page of a holder is open, others' seats change on it, and it ends with the hold", {
  tag: "@desktop",
}, async ({ page, makeEvent, newPerson }) => {
  const { path } = await makeEvent({ seats: [6], fields: { holdMinutes: "1" } });
  await chooseSeats(page, path, 2);
  await page.goBack();
  await expect(seatsLeft(page)).toHaveText("6 seats left");
  await chooseSeats(await newPerson(), path, 3);
  await expect(seatsLeft(page)).toHaveText("3 seats left");
  await expect(notice(page)).toBeVisible();
  // In another tab of the same browser.
  const tab = await page.context().newPage();
  await tab.goto(path);
  await tab.getByRole("button", { name: "Release" }).click();
  await expect(notice(page)).toHaveCount(0);
  await expect(seatsLeft(page)).toHaveText("3 seats left");
});

test("an open page shows what becomes of its other dates, and of its own when a second seat is free", {
  tag: "@desktop",
}, async ({ page, makeEvent, newPerson }) => {
  const { path } = await makeEvent({ seats: [3, 5], fields: { holdMinutes: "1" } });
  const other = await newPerson();
  await chooseSeats(other, path, 2);
  await page.goto(path);
  await expect(seatsLeft(page)).toHaveText("1 seat left");
  const number = page.getByLabel("Seats", { exact: true });
  await expect(number).toBeHidden();

  const rows = page.locator(".slot-seats");
  await expect(rows).toHaveText(["1 seat left", "5 seats left", "1 seat left", "5 seats left"]);
  await other.goto(path);
  await other.getByRole("button", { name: "Release" }).click();
  await expect(rows).toHaveText(["3 seats left", "5 seats left", "3 seats left", "5 seats left"]);
  await page.getByRole("button", { name: "Add one seat" }).click();
  await expect(page.locator("#book")).toContainText("Book 2 seats");

  const second = other.locator(".date-choice .slot").nth(1);
  await second.click();
  await expect(second).toHaveAttribute("aria-current", "true");
  await other.getByLabel("Seats", { exact: true }).fill("4");
  await other.locator("#book").click();
  await expect(rows).toHaveText(["3 seats left", "1 seat left", "3 seats left", "1 seat left"]);
  await expect(number).toHaveValue("2");
  await page.locator("#book").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Book 2 seats");
});
