import { expect, type Page } from "@playwright/test";
import { bookSeats, someGuest } from "./support/booking-steps.ts";
import { keyboard } from "./support/input-methods.ts";
import { waitForSharedMail } from "./support/shared-app.ts";
import { signedInTest, test } from "./support/test.ts";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const code = (page: Page) => page.getByRole("button", { name: /^Your entry code/ });

test("a confirmation has the code, ways into calendars, and a link to manage it", async ({
  page,
  makeEvent,
}) => {
  const event = await makeEvent();
  await bookSeats(page, event.path, 2, someGuest());
  const size = await code(page).locator("svg").boundingBox();
  expect(size?.width).toBeGreaterThanOrEqual(220);
  await page.getByText("Add to calendar").click();
  const google = page.getByRole("link", { name: "Google Calendar" });
  await expect(google).toHaveAttribute("href", /^https:\/\/calendar\.google\.com\/.*dates=\d{8}T\d{6}Z/);
  for (const link of await page.locator(".menu-list a[target]").all()) {
    expect(await link.getAttribute("href")).not.toMatch(/[?&]t=|%2Fb%2F/);
  }
  const file = page.getByRole("link", { name: "Apple Calendar and others (.ics)" });
  const answer = await page.request.get((await file.getAttribute("href")) ?? "");
  expect(answer.headers()["content-type"]).toBe("text/calendar; charset=utf-8");
  expect(await answer.text()).toContain("BEGIN:VEVENT");
});

test("the code fills the window for a scanner with or without motion, Escape or a press closes it, and the focus returns", async ({
  page,
  makeEvent,
}) => {
  const reference = await bookSeats(page, (await makeEvent()).path, 1, someGuest());
  const [ticket, stub] = [page.locator(".ticket"), page.locator(".ticket-stub")];
  const right = (box: { x: number; width: number } | null) => (box ? box.x + box.width : Number.NaN);
  expect(right(await stub.boundingBox())).toBeLessThanOrEqual(right(await ticket.boundingBox()));
  const input = keyboard(page);
  const dialog = page.getByRole("dialog", { name: "Your entry code" });
  for (const reducedMotion of ["no-preference", "reduce"] as const) {
    await page.emulateMedia({ reducedMotion });
    await input.press(code(page));
    await expect(dialog).toContainText(reference);
    expect(await dialog.locator(".qr").evaluate(isOnTop)).toEqual([true, true, true]);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(code(page)).toBeFocused();
  }
  await code(page).click();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toHaveCount(0);
});

/** Whether what is seen in the upper, middle and lower third of an element is that element. */
function isOnTop(element: Element): boolean[] {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [1, 3, 5].map((sixth) => {
    const seen = document.elementFromPoint(x + width / 2, y + (height * sixth) / 6);
    return seen !== null && element.contains(seen);
  });
}

test("a mistyped address is put right, and the mail goes there", { tag: "@desktop" }, async ({
  page,
  makeEvent,
}) => {
  const [wrong, right] = [someGuest(), someGuest()];
  await bookSeats(page, (await makeEvent()).path, 1, wrong);
  await page.getByText("Wrong address?").click();
  const field = page.getByLabel("Email", { exact: true });
  await field.fill("nobody");
  await page.getByRole("button", { name: "Send to this address" }).click();
  await expect(field).toHaveAccessibleDescription(/That email address has no @/);
  await field.fill(right.email);
  await page.getByRole("button", { name: "Send to this address" }).click();
  await expect(page.getByText("Sent again, to your new address.")).toBeVisible();
  await expect(page.getByText("Wrong address?")).toHaveCount(0);
  const mail = await waitForSharedMail(({ to }) => to.includes(right.email));
  expect(mail.subject).toMatch(/^Booked: /);
});

test("a mail has text, ticket, calendar and code, and its links work", { tag: "@desktop" }, async ({
  page,
  makeEvent,
}) => {
  const guest = someGuest();
  const event = await makeEvent();
  const reference = await bookSeats(page, event.path, 1, guest);
  const mail = await waitForSharedMail(({ to }) => to.includes(guest.email));
  expect(mail.attachments.map((each) => each.contentType)).toEqual(
    expect.arrayContaining(["image/png", "application/ics"]),
  );
  const [ticket] = mail.links.filter((link) => link.includes("/t/"));
  await page.goto(ticket ?? "");
  await expect(page.locator(".reference")).toHaveText(reference);
  const [manage] = mail.links.filter((link) => link.includes("/manage"));
  await page.goto(manage ?? "");
  await expect(heading(page)).toHaveText("Manage your booking");
});

test("a ticket opens without a network once it was seen", { tag: "@desktop" }, async ({
  page,
  makeEvent,
  context,
}) => {
  const guest = someGuest();
  await bookSeats(page, (await makeEvent()).path, 1, guest);
  const mail = await waitForSharedMail(({ to }) => to.includes(guest.email));
  await page.goto(mail.links.find((link) => link.includes("/t/")) ?? "");
  await expect(page.getByText("Saved on this device")).toBeVisible();
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state !== "activated")
      await new Promise((resolve) => active?.addEventListener("statechange", resolve));
  });
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole("region", { name: "Ticket" })).toBeVisible();
  await expect(code(page)).toBeVisible();
  await context.setOffline(false);
});

test("on paper a ticket is its code and essentials in dark ink on white, whatever the theme of the screen", {
  tag: "@desktop",
}, async ({ page, makeEvent }) => {
  const guest = someGuest();
  await bookSeats(page, (await makeEvent()).path, 1, guest);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.locator(".qr")).toBeVisible();
  const panel = page.locator(".ticket-main");
  const [ink, paper, bar] = await panel.evaluate((element) => {
    const { backgroundColor, borderTopColor, borderTopWidth } = getComputedStyle(element, "::before");
    return [getComputedStyle(element).color, backgroundColor, `${borderTopWidth} ${borderTopColor}`];
  });
  expect([ink, paper]).toEqual(["rgb(14, 29, 25)", "rgba(0, 0, 0, 0)"]);
  expect(bar).toMatch(/^15(\.\d+)?px rgb\(247, 207, 120\)$/);
  for (const hidden of [".acts", ".act-links", ".frame-header", ".frame-footer", ".wrong-address"]) {
    await expect(page.locator(hidden)).toBeHidden();
  }
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("an attendee changes names and number, moves to another date, and sees what happened", async ({
      page,
      makeEvent,
      newPerson,
    }) => {
      const event = await makeEvent({ seats: [4, 4] });
      await bookSeats(await newPerson({ javaScriptEnabled: true }), event.path, 1, someGuest("Bo"));
      const guest = someGuest();
      const booker = await newPerson({ javaScriptEnabled: true });
      await bookSeats(booker, event.path, 2, guest);
      const mail = await waitForSharedMail(({ to }) => to.includes(guest.email));
      await page.goto(mail.links.find((link) => link.includes("/manage")) ?? "");
      // The line for the visitor's own time is kept for a script; where none runs, nothing is.
      await expect(page.locator("your-time")).toBeVisible({ visible: javaScriptEnabled });

      const open = (part: string) => page.locator(".part > summary", { hasText: part }).click();
      await open("Names");
      await page.getByLabel("Your name").fill("Ana R.");
      await page.getByLabel(/^Name of guest 2/).fill("Cy Young");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByText("Changes saved.")).toBeVisible();
      await expect(page.getByRole("region", { name: "Your ticket" })).toContainText("Cy Young");

      await open("Seats");
      const seats = page.getByRole("textbox", { name: "Seats", exact: true });
      await seats.fill("1");
      await page.getByRole("button", { name: "Update seats" }).click();
      await expect(page.getByRole("checkbox", { name: "Cy Young" })).toBeVisible();
      await seats.fill("3");
      await page.getByRole("button", { name: "Release seats" }).click();
      await expect(page.getByText("Your booking is now for 3 seats.")).toBeVisible();
      const stranger = await newPerson({ javaScriptEnabled: true });
      await stranger.goto(event.path);
      await expect(stranger.locator(".slot").first()).toContainText("Fully booked");

      await open("Move to another date");
      await page.getByRole("radio").check();
      await page.getByRole("button", { name: "Move to this date" }).click();
      await expect(page.getByRole("status").filter({ hasText: "Your booking" })).toContainText(
        /Your booking is now for .*, 18:00–20:00\./,
      );
      await open("History");
      await expect(page.locator(".timeline li:visible")).toHaveCount(3);
    });

    test("whoever lost the link gets it by mail, and nobody is told whether there was one", {
      tag: "@desktop",
    }, async ({ page, makeEvent, newPerson }) => {
      const guest = someGuest();
      const reference = await bookSeats(
        await newPerson({ javaScriptEnabled: true }),
        (await makeEvent()).path,
        1,
        guest,
      );
      await page.goto("/b/K7F2QM4X?t=mistyped");
      await expect(heading(page)).toHaveText("This link no longer works");
      await page.getByRole("link", { name: "Send me a new link" }).click();
      for (const email of [guest.email, someGuest().email]) {
        await page.goto("/find");
        await page.getByLabel("Email", { exact: true }).fill(email);
        await page.getByRole("button", { name: "Email me my bookings" }).click();
        await expect(heading(page)).toHaveText("Check your inbox");
      }
      const mail = await waitForSharedMail(
        ({ to, subject }) => to.includes(guest.email) && subject.startsWith("Your bookings"),
      );
      await page.goto(mail.links[0] ?? "");
      await expect(page.locator(".reference")).toHaveText(reference);
    });
  });
}

signedInTest(
  "an organiser opens a booking from the list, sends its mail again, and cancels it",
  async ({ page, makeEvent, newPerson }) => {
    const event = await makeEvent();
    const guest = someGuest("Grace Okafor");
    await bookSeats(await newPerson(), event.path, 2, guest);
    await page.goto(event.adminPath);
    await page.getByRole("link", { name: "Grace Okafor" }).click();
    await expect(heading(page)).toHaveText("Grace Okafor");
    const events = page.getByRole("table", { name: "History" });
    await page.getByRole("button", { name: "Resend confirmation" }).click();
    await expect(async () => {
      await page.reload();
      await expect(events).toContainText("Confirmation, resent", { timeout: 500 });
      await expect(events.getByText("Sent", { exact: true })).toHaveCount(2, { timeout: 500 });
    }).toPass();
    await page.getByLabel("Email the guest").uncheck();
    await page.getByRole("button", { name: "Cancel booking" }).click();
    await expect(page.getByText("This booking is cancelled.")).toBeVisible();
    await expect(events).toContainText("not sent (your choice)");
  },
);
