import { expect, type Page } from "@playwright/test";
import { expectBooked, expectSeats, type Guest, someGuest, typeDetails } from "./support/booking-steps.ts";
import { type InputMethod, keyboard, pointer } from "./support/input-methods.ts";
import type { MadeEvent } from "./support/made-event.ts";
import { waitForSharedMail } from "./support/shared-app.ts";
import { test } from "./support/test.ts";

test("an attendee books two seats, gets the mail, and gives the seats back by its link", async ({
  page,
  makeEvent,
  newPerson,
}) => {
  const event = await makeEvent();
  await page.goto(event.path);
  await page.getByRole("button", { name: "Add one seat" }).click();
  await bookAndCancel({ page, event, input: pointer, onlooker: await newPerson() });
});

test("an attendee with nothing but a keyboard does the same and always sees where they are", async ({
  page,
  makeEvent,
  newPerson,
}) => {
  const event = await makeEvent();
  const input = keyboard(page);
  await page.goto(event.path);
  await input.press(page.getByRole("button", { name: "Add one seat" }));
  await bookAndCancel({ page, event, input, onlooker: await newPerson() });
});

test("Enter in a field of the details confirms the booking", async ({ page, makeEvent }) => {
  const event = await makeEvent();
  await page.goto(`${event.path}/book`);
  await typeDetails(page, someGuest(), keyboard(page));
  await page.keyboard.press("Enter");
  await expectBooked(page);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("an attendee books two seats, gets the mail, and gives the seats back by its link", async ({
    page,
    makeEvent,
    newPerson,
  }) => {
    const event = await makeEvent();
    await page.goto(event.path);
    await expect(page.getByRole("button", { name: "Add one seat" })).toHaveCount(0);
    await page.getByLabel("Seats", { exact: true }).fill("2");
    await bookAndCancel({ page, event, input: pointer, onlooker: await newPerson() });
  });

  test("a date that is chosen takes the focus in the panel, by its address alone", async ({
    page,
    makeEvent,
  }) => {
    const event = await makeEvent({ seats: [12, 8] });
    const [, second = ""] = event.days;
    await page.goto(event.path);
    const choice = page.getByRole("navigation", { name: "Which date?" });
    await choice.getByRole("link", { name: second }).click();
    await expect(page).toHaveURL(/#date$/);
    await expect(page.locator("#book")).toHaveText(`Book 1 seat · ${second}, 18:00`);
    await expect(choice.locator("[aria-current]")).toBeFocused();
  });
});

test("a date is chosen in place: nothing jumps, what was typed stays, and Back returns to the one before", async ({
  page,
  makeEvent,
}) => {
  const event = await makeEvent({ seats: [12, 8, 3, 9], maxPerBooking: 1 });
  const [first = "", second = "", , fourth = ""] = event.days;
  await page.goto(event.path);
  const book = page.locator("#book");
  await expect(book).toHaveText(`Book 1 seat · ${first}, 18:00`);
  await page.getByLabel("Name", { exact: true }).fill("Ana Ruiz");
  const choice = page.getByRole("navigation", { name: "Which date?" });
  const chosen = choice.locator("[aria-current]");
  await choice.getByRole("link", { name: second }).press("Enter");
  await expect(book).toHaveText(`Book 1 seat · ${second}, 18:00`);
  await expect(chosen).toBeFocused();
  await expect(chosen).toContainText(`${second}, 18:00`);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Ana Ruiz");
  await expect(page).toHaveTitle(new RegExp(`^${event.title} · ${second}, 18:00`));
  // From the list below the ticket it leads up to the panel.
  await page.getByRole("region", { name: "Dates" }).locator(".slot").nth(3).click();
  await expect(book).toHaveText(`Book 1 seat · ${fourth}, 18:00`);
  await expect(chosen).toBeFocused();
  await expect(chosen).toBeInViewport();
  await page.goBack();
  await expect(book).toHaveText(`Book 1 seat · ${second}, 18:00`);
  await page.goBack();
  await expect(book).toHaveText(`Book 1 seat · ${first}, 18:00`);
});

test("while another date is on its way, the one before cannot be booked", async ({ page, makeEvent }) => {
  const event = await makeEvent({ seats: [12, 8] });
  const [first = "", second = ""] = event.days;
  await page.goto(event.path);
  const book = page.locator("#book");
  await expect(book).toHaveText(`Book 1 seat · ${first}, 18:00`);
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(/[?&]session=/, async (route) => {
    await arrived;
    await route.continue();
  });
  await page.getByRole("navigation", { name: "Which date?" }).getByRole("link", { name: second }).click();
  await expect(book).toBeDisabled();
  arrive();
  await expect(book).toHaveText(`Book 1 seat · ${second}, 18:00`);
  await expect(book).toBeEnabled();
});

interface Parts {
  /** On the event's page, with two seats chosen. */
  page: Page;
  event: MadeEvent;
  input: InputMethod;
  /** Somebody else, who watches the event's page. */
  onlooker: Page;
}

async function bookAndCancel({ page, event, input, onlooker }: Parts): Promise<void> {
  const heading = page.getByRole("heading", { level: 1 });
  const guest = someGuest();
  await input.press(page.locator("#book"));
  await expect(heading).toHaveText("Book 2 seats");
  await expect(page.locator(".strip")).toContainText(event.title);
  const { y = 0 } = (await page.getByLabel("Name", { exact: true }).boundingBox()) ?? {};
  expect(y, "the first field is in sight").toBeLessThan(500);
  await typeDetails(page, guest, input);
  await input.press(page.getByRole("button", { name: "Confirm 2 seats" }));

  const reference = await expectBooked(page);
  await expect(page.getByText(guest.email)).toBeVisible();
  await expect(page.getByRole("region", { name: "Your ticket" })).toContainText(event.title);
  await expectSeats(onlooker, event.path, "10 seats left");

  await page.goto(await linkInMail(event, guest, reference));
  await expect(heading).toHaveText("Manage your booking");
  await expect(page.locator(".reference")).toHaveText(reference);
  // A step of its own: it is opened first.
  await input.press(page.locator(".part > summary", { hasText: "Cancel" }));
  await input.press(page.getByRole("button", { name: "Cancel booking" }));
  await expect(heading).toHaveText("Your booking is cancelled");

  await input.press(page.getByRole("link", { name: "Book again" }));
  await expect(page.locator(".ticket-stub .seats-left")).toHaveText("12 seats left");
  await expect(page.getByRole("button", { name: "Book 2 seats" })).toBeVisible();
  const goodbye = await waitForSharedMail(
    ({ to, subject }) => to.includes(guest.email) && subject.startsWith("Cancelled"),
  );
  expect(goodbye.text).toContain(reference);
}

/** The confirmation has arrived by SMTP at the guest's address and no other; answers where its link leads. */
async function linkInMail(event: MadeEvent, guest: Guest, reference: string): Promise<string> {
  const mail = await waitForSharedMail(({ to }) => to.includes(guest.email));
  expect(mail.to).toEqual([guest.email]);
  expect(mail.subject).toBe(`Booked: ${event.title}, ${event.days[0]} 18:00`);
  expect(mail.text).toContain(reference);
  expect(mail.html).toContain(reference);
  const [link, ...others] = mail.links.filter((each) => each.includes("/b/"));
  expect(others).toEqual([]);
  return link ?? "";
}
