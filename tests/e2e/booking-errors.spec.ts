import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./support/axe.ts";
import {
  bookSeats,
  chooseSeats,
  confirmButton,
  expectBooked,
  openParts,
  someGuest,
  typeDetails,
} from "./support/booking-steps.ts";
import { test } from "./support/test.ts";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const summary = (page: Page) => page.getByRole("alert").filter({ hasText: "Check these details" });

test("wrong details come back as they were typed, under a summary that has the focus", async ({
  page,
  makeEvent,
}) => {
  await chooseSeats(page, (await makeEvent()).path, 2);
  await typeDetails(page, { name: "Ana Ruiz", email: "ana.example.org" });
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await confirmButton(page).click();

  expect((await answer).status()).toBe(422);
  await expect(summary(page)).toBeFocused();
  await expect(heading(page)).toHaveText("Book 2 seats");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Ana Ruiz");
  await expect(page.getByLabel("Email", { exact: true })).toHaveValue("ana.example.org");

  await typeDetails(page, someGuest());
  await confirmButton(page).click();
  await expectBooked(page);
});

test("a required choice says so to assistive technology, and what is wrong with it too @desktop", async ({
  page,
  makeEvent,
}) => {
  const question = { type: "choice", label: "Which clay?", hint: "Both fire well", options: "Red\nWhite" };
  const fields = Object.fromEntries(
    Object.entries({ ...question, per: "booking", required: "on" }).map(([name, value]) => [
      `questions[0].${name}`,
      value,
    ]),
  );
  await chooseSeats(page, (await makeEvent({ seats: [8, 8], fields })).path, 1);
  const group = page.getByRole("radiogroup", { name: "Which clay?" });
  await expect(group).toHaveAttribute("aria-required", "true");
  await expect(group).toHaveAccessibleDescription("Both fire well");
  await typeDetails(page, someGuest());
  await confirmButton(page).click();
  await expect(summary(page).getByRole("listitem")).toHaveCount(1);
  await expect(group).toHaveAttribute("aria-invalid", "true");
  await expect(summary(page).getByRole("listitem")).toHaveText("“Which clay?”: Choose an answer.");
  await expect(group).toHaveAccessibleDescription("Both fire well Choose an answer.");
  await summary(page).getByRole("link").click();
  await expect(group.getByRole("radio").first()).toBeFocused();
  await expectAccessible(page);
  await group.getByRole("radio", { name: "White" }).check();
  await confirmButton(page).click();
  await expectBooked(page);

  await page.locator("main a[href*='/manage']").first().click();
  await openParts(page);
  const dates = page.getByRole("radiogroup", { name: "Move to another date" });
  await expect(dates).toHaveAttribute("aria-required", "true");
  await page.getByRole("button", { name: "Move to this date" }).click();
  await expect(dates).toHaveAttribute("aria-invalid", "true");
  await expect(dates).toHaveAccessibleDescription(/date/i);
});

test("each wrong field is marked, tells what is wrong, and is one press away from the summary", async ({
  page,
  makeEvent,
}) => {
  await chooseSeats(page, (await makeEvent()).path, 1);
  await confirmButton(page).click();

  await expect(summary(page).getByRole("listitem")).toHaveCount(2);
  const fields = [
    { label: "Name", words: "Enter your name." },
    { label: "Email", words: "Enter your email address so we can send your booking." },
  ];
  for (const { label, words } of fields) {
    const field = page.getByLabel(label, { exact: true });
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(new RegExp(`${words}$`));
    await summary(page).getByRole("link", { name: words }).click();
    await expect(field).toBeFocused();
  }
});

test("what is right is not marked as wrong", async ({ page, makeEvent }) => {
  await chooseSeats(page, (await makeEvent()).path, 1);
  await typeDetails(page, { name: "Ana Ruiz", email: "ana@" });
  await confirmButton(page).click();

  await expect(summary(page).getByRole("listitem")).toHaveText(["That email address looks incomplete."]);
  await expect(page.getByLabel("Email", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Name", { exact: true })).not.toHaveAttribute("aria-invalid");
});

test("an address that no page has is a 404 in the product's look, with a way on", async ({ page }) => {
  for (const path of ["/e/no-such-event", "/e/no-such-event/book", "/nothing/here"]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    await expect(heading(page)).toHaveText("Page not found");
    await expect(page.locator(".wordmark")).toHaveCSS("font-family", /Bricolage/);
  }
  await page.getByRole("link", { name: "Go to the home page" }).click();
  await expect(page.getByRole("link", { name: "Small talks on small software" })).toBeVisible();
});

test("a booking opens by its own link only, and a wrong one tells nothing about it", {
  tag: "@desktop",
}, async ({ page, makeEvent, newPerson }) => {
  const event = await makeEvent();
  await bookSeats(page, event.path, 1, someGuest());
  const own = new URL(page.url());
  await bookSeats(page, event.path, 1, someGuest());
  const other = new URL(page.url());

  const stranger = await newPerson();
  const wrong = [
    own.pathname,
    `${own.pathname}?t=${"A".repeat(43)}`,
    `${own.pathname}${other.search}`,
    `${own.pathname}/manage${other.search}`,
    `/b/ABCDEFGH${own.search}`,
  ];
  for (const path of wrong) {
    expect((await stranger.goto(path))?.status(), path).toBe(403);
    await expect(heading(stranger)).toHaveText("This link no longer works");
    await expect(stranger.locator("body")).not.toContainText(event.title);
  }
  expect((await stranger.goto(own.href))?.status()).toBe(200);
});

test("a draft is there for its organiser and for nobody else", { tag: "@desktop" }, async ({
  page,
  makeEvent,
  newPerson,
  organiser,
}) => {
  const draft = await makeEvent({ draft: true });
  for (const path of [draft.path, `${draft.path}/book`]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    await expect(heading(page)).toHaveText("Page not found");
  }
  await page.goto("/");
  await expect(page.getByText(draft.title)).toHaveCount(0);

  const own = await newPerson({ storageState: await organiser.storageState() });
  await own.goto(draft.path);
  await expect(heading(own)).toHaveText(draft.title);
  await expect(own.getByText("Only you can see this")).toBeVisible();
});
