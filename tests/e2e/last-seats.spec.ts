import { expect, type Page } from "@playwright/test";
import {
  bookSeats,
  confirmButton,
  expectBooked,
  expectSeats,
  type Guest,
  someGuest,
  typeDetails,
} from "./support/booking-steps.ts";
import { test } from "./support/test.ts";

const refusal = (page: Page) => page.locator('[role="alert"]');

/** The details form of an event's next date, for who holds nothing: the seats are taken when it is sent. */
async function openDetails(page: Page, path: string, seats: number): Promise<void> {
  await page.goto(`${path}/book?seats=${seats}`);
}

/** Sends the details and takes the answer that the seats have gone, with the details still in the form. */
async function loseSeats(page: Page, guest: Guest, words: string): Promise<void> {
  await typeDetails(page, guest);
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await confirmButton(page).click();
  expect((await answer).status()).toBe(409);
  await expect(refusal(page)).toBeFocused();
  await expect(refusal(page)).toContainText(words);
}

async function expectDetailsKept(page: Page, guest: Guest): Promise<void> {
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(guest.name);
  await expect(page.getByLabel("Email", { exact: true })).toHaveValue(guest.email);
}

test("who asks for more seats than somebody else has left can confirm those at once", async ({
  page,
  makeEvent,
  newPerson,
}) => {
  const { path } = await makeEvent({ seats: [3] });
  const guest = someGuest();
  await openDetails(page, path, 2);
  await bookSeats(await newPerson(), path, 2, someGuest("Tom Ahern"));

  await loseSeats(page, guest, "You asked for 2 seats, and only 1 is left. Nothing was booked for you.");
  await expectDetailsKept(page, guest);
  await page.getByRole("button", { name: "Confirm booking", exact: true }).click();
  await expectBooked(page);
  await expect(page.getByRole("region", { name: "Your ticket" })).toContainText("1 seat");
  await expectSeats(page, path, "Fully booked");
});

test("who loses the last seat of an event's only date is told so and nothing is booked", async ({
  page,
  makeEvent,
  newPerson,
}) => {
  const { path } = await makeEvent({ seats: [1] });
  await openDetails(page, path, 1);
  const winner = await newPerson();
  await bookSeats(winner, path, 1, someGuest("Tom Ahern"));

  await loseSeats(
    page,
    someGuest(),
    "Someone booked the last seat a moment ago. Nothing was booked for you.",
  );
  await expect(confirmButton(page)).toHaveCount(0);
  await page.getByRole("link", { name: "See the event" }).click();
  await expect(page.locator(".ticket-stub .seats-left")).toHaveText("Fully booked");
  await winner.reload();
  await expectBooked(winner);
});

test("who loses the last seats of one date chooses another with the details kept", async ({
  page,
  makeEvent,
  newPerson,
}) => {
  const { path, days } = await makeEvent({ seats: [2, 8, 8] });
  const guest = someGuest();
  await openDetails(page, path, 2);
  await bookSeats(await newPerson(), path, 2, someGuest("Tom Ahern"));

  await loseSeats(page, guest, "Someone booked the last seats a moment ago. Nothing was booked for you.");
  await expectDetailsKept(page, guest);
  const choices = page.getByRole("radiogroup", { name: "These dates have space" }).getByRole("radio");
  await expect(choices).toHaveCount(2);
  await page.getByLabel(`${days[2]}, 18:00–20:00`).check();
  await page.getByRole("button", { name: "Confirm 2 seats" }).click();
  await expectBooked(page);
  const dayOfMonth = days[2]?.split(" ")[1] ?? "";
  await expect(page.getByRole("region", { name: "Your ticket" })).toContainText(` ${dayOfMonth} `);
  await expect(page.getByRole("region", { name: "Your ticket" })).toContainText("2 seats");
});

test("a date that is full already offers the dates that are not", async ({ page, makeEvent, newPerson }) => {
  const { path, days } = await makeEvent({ seats: [1, 5] });
  await openDetails(page, path, 1);
  const session = await page.locator('input[name="session"]').inputValue();
  const fullDate = `${path}/book?${new URLSearchParams({ session, seats: "1" })}`;
  await bookSeats(await newPerson(), path, 1, someGuest());

  await page.goto(fullDate);
  await expect(page.getByText("Fully booked")).toBeVisible();
  await page.getByRole("link", { name: `${days[1]}, 18:00–20:00` }).click();
  await typeDetails(page, someGuest());
  await confirmButton(page).click();
  await expectBooked(page);
});

test("the stepper stops at what is left", async ({ page, makeEvent }) => {
  const { path } = await makeEvent({ seats: [3], maxPerBooking: 5 });
  await page.goto(path);
  const more = page.getByRole("button", { name: "Add one seat" });
  for (const words of ["Book 2 seats", "Book 3 seats"]) {
    await more.click();
    await expect(page.locator("#book")).toHaveText(words);
  }
  await expect(more).toHaveAttribute("aria-disabled", "true");
  await more.click({ force: true });
  await expect(page.locator("#book")).toHaveText("Book 3 seats");
});
