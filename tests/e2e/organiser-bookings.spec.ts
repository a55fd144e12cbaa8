import { expect, type Page } from "@playwright/test";
import { bookSeats, expectBooked, expectSeats, someGuest } from "./support/booking-steps.ts";
import { becomeOwner } from "./support/owner.ts";
import { signedInTest as test } from "./support/test.ts";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

test("a guest's booking appears in the organiser's list", async ({ page, makeEvent, newPerson }) => {
  const event = await makeEvent();
  await page.goto(event.adminPath);
  await expect(page.getByText("No bookings yet")).toBeVisible();

  const guest = someGuest("Grace Okafor");
  const reference = await bookSeats(await newPerson(), event.path, 3, guest);
  await page.getByRole("link", { name: /^Booked/ }).click();
  const row = page.getByRole("table", { name: "Bookings" }).getByRole("row").filter({ hasText: guest.email });
  await expect(row).toContainText("Grace Okafor");
  await expect(row).toContainText(reference);
  await expect(row.locator('[data-label="Seats"]')).toHaveText("3");
  await expect(page.getByRole("table", { name: "Dates" })).toContainText("3 / 12");
});

test("an organiser moves a guest's booking to another date", async ({ page, makeEvent, newPerson }) => {
  const event = await makeEvent({ seats: [12, 5] });
  const guest = someGuest("Grace Okafor");
  await bookSeats(await newPerson(), event.path, 3, guest);
  await page.goto(event.adminPath);
  await page.getByRole("link", { name: "Grace Okafor" }).click();
  await page.getByLabel("Date", { exact: true }).selectOption({ index: 0 });
  await page.getByRole("button", { name: "Move booking" }).click();
  await expect(page.getByRole("table", { name: "History" })).toContainText(
    "Changed to 3 seats by the organiser",
  );
  await page.goto(event.adminPath);
  const dates = page.getByRole("table", { name: "Dates" });
  await expect(dates).toContainText("0 / 12");
  await expect(dates).toContainText("3 / 5");
});

test("a capacity below what is booked is refused with the number, and nothing else is saved", {
  tag: "@desktop",
}, async ({ page, makeEvent, newPerson }) => {
  const event = await makeEvent();
  await bookSeats(await newPerson(), event.path, 3, someGuest());
  await page.goto(event.adminPath);
  await page.getByRole("link", { name: "Edit" }).click();
  const seats = page.getByLabel("Seats", { exact: true });
  await expect(seats).toHaveValue("12");
  await page.getByLabel("Title", { exact: true }).fill("Another title");
  await seats.fill("2");
  await page.getByRole("button", { name: "Save", exact: true }).click();

  const words = "3 seats are booked. You can set 3 or more, or close booking.";
  await expect(page.getByRole("alert")).toContainText(words);
  await expect(seats).toHaveAttribute("aria-invalid", "true");
  await expect(seats).toHaveAccessibleDescription(words);
  await expect(seats).toHaveValue("2");
  await expectHeading(await newPerson(), event.path, event.title);

  await seats.fill("3");
  await page.getByLabel("Title", { exact: true }).fill(event.title);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("table", { name: "Dates" })).toContainText("3 / 3");
  await expectSeats(await newPerson(), event.path, "Fully booked");
});

test("booking that the organiser closes is closed for guests until it is opened again", {
  tag: "@desktop",
}, async ({ page, makeEvent, newPerson }) => {
  const event = await makeEvent();
  const guest = await newPerson();
  await page.goto(event.adminPath);
  await page.getByRole("button", { name: "Close booking" }).click();
  await expect(page.getByRole("button", { name: "Open booking" })).toBeVisible();
  await expectSeats(guest, event.path, "Booking is closed");
  await expect(guest.getByRole("button", { name: /^Book/ })).toHaveCount(0);

  await page.getByRole("button", { name: "Open booking" }).click();
  await expect(page.getByRole("button", { name: "Close booking" })).toBeVisible();
  await bookSeats(guest, event.path, 1, someGuest());
});

test("without a mail server the mailbox shows a guest's mail, and its link opens the booking", {
  tag: "@desktop",
}, async ({ startOwnApp, newPerson }) => {
  const { app } = await startOwnApp({ env: { RESERVO_DEMO: "1", SMTP_URL: "" } });
  const owner = await becomeOwner(app);
  const page = await newPerson({ baseURL: app.url, storageState: await owner.storageState() });
  const guest = await newPerson({ baseURL: app.url });
  const address = someGuest();
  await bookSeats(guest, "/e/small-talks-on-small-software", 1, address);
  const reference = await expectBooked(guest);

  await page.goto("/admin");
  await page.getByRole("link", { name: "Mailbox" }).click();
  await expect(heading(page)).toHaveText("Mailbox");
  const row = page.getByRole("row").filter({ hasText: address.email });
  await expect(async () => {
    await page.reload();
    await expect(row).toBeVisible({ timeout: 500 });
  }).toPass();
  await row.getByRole("link").click();
  await expect(heading(page)).toHaveText(/^Booked: Small talks on small software/);
  await page
    .locator(".mail-text")
    .getByRole("link", { name: /manage/ })
    .click();
  await expect(heading(page)).toHaveText("Manage your booking");
  await expect(page.locator(".reference")).toHaveText(reference);
  await owner.dispose();
});

async function expectHeading(page: Page, path: string, words: string): Promise<void> {
  await page.goto(path);
  await expect(heading(page)).toHaveText(words);
}
