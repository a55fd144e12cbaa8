import { expect, type Page, type Route } from "@playwright/test";
import { ALL_QUESTIONS } from "./support/all-questions.ts";
import {
  chooseSeats,
  confirmButton,
  expectBooked,
  expectSeats,
  someGuest,
  typeDetails,
} from "./support/booking-steps.ts";
import { makeHoldsOverdue } from "./support/shared-app.ts";
import { test } from "./support/test.ts";

const seatsLeft = (page: Page) => page.locator(".ticket-stub .seats-left");
const countdown = (page: Page) => page.getByRole("timer");

test("a hold in one browser changes the seats in another that is open", { tag: "@desktop" }, async ({
  page,
  makeEvent,
  newPerson,
}) => {
  const { path } = await makeEvent();
  const stream = page.waitForResponse((response) => response.url().includes("/live?"));
  await page.goto(path);
  await stream;
  const other = await newPerson();
  await other.goto(path);
  const answered = other.waitForResponse((response) => response.request().method() === "POST");
  await other.locator("#book").click({ noWaitAfter: true });
  await answered;
  await expect(seatsLeft(page)).toHaveText("11 seats left");
  await expect(page.locator('.seats i[data-seat="held"]')).toHaveCount(1);
  // A browser that is closed in the middle of a navigation may never say that it is closed.
  await expect(confirmButton(other)).toBeVisible();
});

test("what is held by others lowers the number that can be chosen, and says so", async ({
  page,
  makeEvent,
  newPerson,
}) => {
  const { path } = await makeEvent({ seats: [4] });
  await page.goto(path);
  await page.getByLabel("Seats", { exact: true }).fill("4");
  const other = await newPerson();
  await chooseSeats(other, path, 2);
  await expect(page.getByText("Only 2 left, so we’ve changed it to 2.")).toBeVisible();
  await expect(page.locator("#book")).toHaveText("Book 2 seats");
  await chooseSeats(await newPerson(), path, 2);
  await expect(seatsLeft(page)).toHaveText("The last 4 seats are being booked");
  await expect(
    page.getByText("Any that aren’t confirmed will be free again within 10 minutes."),
  ).toBeVisible();
  await expect(page.locator("#book")).toHaveCount(0);
});

test("the time of a hold is counted down, runs short with a warning, and is given more once", async ({
  page,
  makeEvent,
}) => {
  const { path } = await makeEvent({ fields: { holdMinutes: "1" } });
  await chooseSeats(page, path, 2);
  await expect(countdown(page)).toHaveText(/^0:[0-5]\d$/);
  await expect(page.getByRole("status").filter({ hasText: /^1 minute left to confirm\.$/ })).toHaveCount(1);
  await page.getByLabel("Name", { exact: true }).fill("Ana Ruiz");
  await page.getByRole("button", { name: "Give me 5 more minutes" }).click();
  await expect(countdown(page)).toHaveText(/^5:\d\d$/);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Ana Ruiz");
  await expect(page.getByRole("button", { name: "Give me 5 more minutes" })).toHaveCount(0);
});

test("a hold that runs out frees its seats for others, says so with what was typed, and can be held again and confirmed", {
  tag: "@desktop",
}, async ({ page, makeEvent, newPerson }) => {
  const { id, path } = await makeEvent({ fields: { holdMinutes: "1" } });
  await page.clock.install();
  await chooseSeats(page, path, 2);
  const onlooker = await newPerson();
  await onlooker.goto(path);
  await typeDetails(page, someGuest());
  await expect(seatsLeft(onlooker)).toHaveText("10 seats left");
  await makeHoldsOverdue(id);
  await expect(seatsLeft(onlooker)).toHaveText("12 seats left");
  // The countdown of the page ends, which looks again at what the server knows.
  await page.clock.runFor(60_000);
  await expect(
    page.getByText(/^Your reservation ran out at .*\. The 2 seats are still free\.$/),
  ).toBeVisible();
  await expect(page.getByText("Your details are still here.")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Ana Ruiz");
  // Whoever opens the page of such a hold finds nothing that was typed, and is not told so.
  await onlooker.goto(page.url());
  await expect(onlooker.getByText("Your reservation ran out at")).toBeVisible();
  await expect(onlooker.getByText("Your details are still here.")).toHaveCount(0);
  await page.getByRole("button", { name: "Reserve them again" }).click();
  await expect(countdown(page)).toHaveText(/^(1:00|0:5\d)$/);
  await confirmButton(page).click();
  await expectBooked(page);
});

test("seats are changed where they are held, with what was typed", async ({ page, makeEvent, newPerson }) => {
  const { path } = await makeEvent();
  await chooseSeats(page, path, 2);
  await page.getByLabel("Name", { exact: true }).fill("Ana Ruiz");
  await page.getByText("Change", { exact: true }).first().click();
  await page.getByRole("button", { name: "Add one seat" }).click();
  await page.getByRole("button", { name: "Change number" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Book 3 seats");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Ana Ruiz");
  await expectSeats(await newPerson(), path, "9 seats left");
});

/** Sends the details of two seats, of which the first try is answered so; whoever checks then has one booking. */
async function confirmWithTrouble(
  page: Page,
  path: string,
  trouble: (route: Route) => Promise<unknown>,
): Promise<void> {
  await chooseSeats(page, path, 2);
  await typeDetails(page, someGuest());
  let first = true;
  await page.route("**/book?*", async (route) => {
    if (route.request().method() !== "POST" || !first) return route.continue();
    first = false;
    await trouble(route);
  });
  await confirmButton(page).click();
  await expect(page.getByText("We don’t know yet whether it went through.")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Ana Ruiz");
  await page.getByRole("button", { name: "Check" }).click();
  await expectBooked(page);
  await expectSeats(page, path, "10 seats left");
}

test.describe("when the server fails while a booking is sent", () => {
  test.use({ allowed: [/status of 503/] });

  test("what was typed stays, and asking again books", { tag: "@desktop" }, async ({ page, makeEvent }) => {
    const body = "<!doctype html><title>Away</title><main>Away for a moment</main>";
    const { path } = await makeEvent();
    await confirmWithTrouble(page, path, (route) =>
      route.fulfill({ status: 503, contentType: "text/html", body }),
    );
  });
});

test.describe("when the connection breaks while a booking is sent", () => {
  test.use({ allowed: [/ERR_(FAILED|INTERNET_DISCONNECTED)/] });

  test("the page says that it does not know, and asking again makes one booking", {
    tag: "@desktop",
  }, async ({ page, makeEvent }) => {
    const { path } = await makeEvent();
    await confirmWithTrouble(page, path, async (route) => {
      // The server carries it out, and its answer is lost.
      await route.fetch({ maxRedirects: 0 });
      await route.abort();
    });
  });

  test("a page without a connection says so, and sends nothing", { tag: "@desktop" }, async ({
    page,
    context,
    makeEvent,
  }) => {
    const { path } = await makeEvent();
    await chooseSeats(page, path, 1);
    await typeDetails(page, someGuest());
    await context.setOffline(true);
    await expect(page.getByText("You’re offline. What you’ve typed is still here.")).toBeVisible();
    await expect(confirmButton(page)).toHaveAttribute("aria-disabled", "true");
    await confirmButton(page).click({ force: true });
    await context.setOffline(false);
    await expect(page.getByText("You're offline.")).toHaveCount(0);
    await confirmButton(page).click();
    await expectBooked(page);
  });
});

test("who has renewed a hold three times within an hour is offered to go on without one, and books", {
  tag: "@desktop",
}, async ({ page, makeEvent }) => {
  const { path } = await makeEvent();
  for (const seats of [1, 2, 1, 2]) await chooseSeats(page, path, seats);
  await expect(page.getByRole("button", { name: /Give me/ })).toHaveCount(0);
  await page.goto(path);
  await page.locator("#book").click();
  await expect(page.getByRole("alert").filter({ hasText: "up to three times an hour" })).toBeFocused();
  await page.getByRole("link", { name: "Continue without reserving" }).click();
  await expect(countdown(page)).toHaveCount(0);
  await typeDetails(page, someGuest());
  await confirmButton(page).click();
  await expectBooked(page);
});

test("one seat without questions is booked on the event's page, and a slip in the address is offered mended", async ({
  page,
  makeEvent,
}) => {
  const { path } = await makeEvent({ maxPerBooking: 1 });
  await page.goto(path);
  const email = page.getByLabel("Email", { exact: true });
  await email.fill("ana");
  await email.blur();
  await expect(email).toHaveAccessibleDescription(/has no @/);
  await email.fill("ana@gmial.com");
  await email.blur();
  await expect(email).not.toHaveAttribute("aria-invalid");
  await page.getByRole("button", { name: "Did you mean ana@gmail.com?" }).click();
  await expect(email).toHaveValue("ana@gmail.com");
  await page.getByRole("button", { name: "Book 1 seat" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Enter your name." })).toBeFocused();
  await page.getByLabel("Name", { exact: true }).fill("Ana Ruiz");
  await page.getByRole("button", { name: "Book 1 seat" }).click();
  await expectBooked(page);
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("an organiser's questions are asked, of whom they are for, and what was answered is kept", async ({
      page,
      makeEvent,
    }) => {
      const { path } = await makeEvent({ fields: { ...ALL_QUESTIONS, guestNames: "required" } });
      await chooseSeats(page, path, 2);
      // Without the script the time stands still.
      await expect(page.locator(".hold-timer")).toBeVisible({ visible: javaScriptEnabled });
      await typeDetails(page, someGuest());
      await page.getByLabel("Shoe size").fill("forty");
      await page.getByLabel("Knife").check();
      await confirmButton(page).click();
      const summary = page.getByRole("alert");
      await expect(summary.getByRole("listitem")).toHaveText([
        "“Meal”: Choose an answer.",
        "“Shoe size”: Enter a number, such as 1,000 or 2.5.",
        "“I have read the house rules”: Tick this box to continue.",
        "Guest 2: Enter this guest’s name.",
        "Guest 2, “Meal”: Choose an answer.",
      ]);
      await expect(page.getByLabel("Knife")).toBeChecked();
      await expect(page.getByLabel("Shoe size")).toHaveValue("forty");
      await page.getByLabel("Shoe size").fill("40");
      await page.getByLabel("I have read the house rules").check();
      await page.getByLabel("Fish").first().check();
      const guest = page.getByRole("group", { name: "Guest 2" });
      await guest.getByLabel("Name of guest 2").fill("Tom Ahern");
      await guest.getByLabel("Neither").check();
      await confirmButton(page).click();
      await expectBooked(page);
    });
  });
}
