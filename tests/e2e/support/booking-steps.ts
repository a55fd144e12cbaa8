import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { type InputMethod, pointer } from "./input-methods.ts";

export interface Guest {
  name: string;
  email: string;
}

/** A guest whose address no other test uses. */
export function someGuest(name = "Ana Ruiz"): Guest {
  return { name, email: `guest-${randomUUID()}@example.org` };
}

/** From an event's page to its details form, for so many seats. */
export async function chooseSeats(page: Page, eventPath: string, seats: number): Promise<void> {
  await page.goto(eventPath);
  const number = page.getByLabel("Seats", { exact: true });
  // It is not there for one seat, and not always 1 for who holds some.
  if (seats > 1 || (await number.isVisible())) await number.fill(String(seats));
  await page.getByRole("button", { name: /^Book \d+ seats?( · .*)?$/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    seats === 1 ? "Book 1 seat" : `Book ${seats} seats`,
  );
}

export async function typeDetails(page: Page, guest: Guest, { type }: InputMethod = pointer): Promise<void> {
  await type(page.getByLabel("Name", { exact: true }), guest.name);
  await type(page.getByLabel("Email", { exact: true }), guest.email);
}

/** If the browser has just booked seats of the event, the button says how many more. */
export const confirmButton = (page: Page) =>
  page.getByRole("button", { name: /^(Confirm (booking|\d)|Book \d+ more seats?$)/ });

/** Books seats of an event from its page to the confirmation, and answers the reference. */
export async function bookSeats(page: Page, eventPath: string, seats: number, guest: Guest): Promise<string> {
  await chooseSeats(page, eventPath, seats);
  await typeDetails(page, guest);
  await confirmButton(page).click();
  return expectBooked(page);
}

/** The page says that it is booked; answers the reference on it. */
export async function expectBooked(page: Page): Promise<string> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You’re booked");
  const reference = page.locator(".reference");
  await expect(reference).toHaveText(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
  return reference.innerText();
}

/** What an event's page says of its seats, as somebody sees who opens it now. */
export async function expectSeats(page: Page, eventPath: string, words: string): Promise<void> {
  await page.goto(eventPath);
  await expect(page.locator(".ticket-stub .seats-left")).toHaveText(words);
}

/** Opens each part of the page to manage a booking. */
export async function openParts(page: Page): Promise<void> {
  for (const part of await page.locator(".part").all()) {
    if ((await part.getAttribute("open")) === null) await part.locator("summary").click();
  }
  await expect(page.locator(".part:not([open])")).toHaveCount(0);
}
