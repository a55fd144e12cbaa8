import { expect, type Page } from "@playwright/test";
import { becomeOwner } from "./support/owner.ts";
import { test } from "./support/test.ts";

const tickets = (page: Page) => page.locator(".ticket-list .ticket");

test("the list is narrowed down by word, month and free seats, without scripts", async ({
  newPerson,
  makeEvent,
}) => {
  const event = await makeEvent({ title: "Bookbinding", seats: [5] });
  const page = await newPerson({ javaScriptEnabled: false });
  await page.goto("/o/northside-makers");
  const filter = page.locator(".filters summary");
  if (await filter.isVisible()) await filter.click();
  await page.getByLabel("Title or place").fill(event.title);
  await page.getByLabel("With seats left").check();
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(tickets(page)).toHaveCount(1);
  await expect(tickets(page)).toContainText("5 seats left");
  await page.setViewportSize({ width: 390, height: 844 });
  expect((await tickets(page).boundingBox())?.height, "a row on a phone").toBeLessThan(104);
  await page.getByRole("link", { name: event.title }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(event.title);
});

test("a search that finds nothing says so and leads back to everything", async ({ page }) => {
  await page.goto("/o/northside-makers?q=no+such+thing");
  await expect(page.getByText("No events match")).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\/o\/northside-makers$/);
  await expect(tickets(page).first()).toBeVisible();
});

test("a month shows its days, and the event that is pressed", async ({ page, makeEvent }) => {
  const event = await makeEvent({ title: "Letterpress", seats: [3] });
  await page.goto(`/o/northside-makers?view=month&q=${encodeURIComponent(event.title)}`);
  await page.getByRole("link", { name: /^Next month/ }).click();
  const link = page.getByRole("link", { name: event.title });
  // A month ahead is this month's neighbour, or the one behind it at the end of a long month.
  if (!(await link.isVisible()))
    await page
      .getByRole("link", { name: /^(Next|Previous) month/ })
      .last()
      .click();
  await expect(link).toContainText("3 seats left");
  await link.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(event.title);
});

test("an organiser with nothing planned says so, and how to follow", { tag: "@desktop" }, async ({
  startOwnApp,
  newPerson,
}) => {
  const { app } = await startOwnApp({ env: { RESERVO_DEMO: "0" } });
  const page = await newPerson({ baseURL: app.url });
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No organisers yet");
  await (await becomeOwner(app)).dispose();
  await page.goto("/");
  await expect(page.getByText("Nothing planned right now")).toBeVisible();
  await expect(page.getByRole("link", { name: "Subscribe in your calendar" })).toHaveAttribute(
    "href",
    "/o/northside-makers/calendar.ics",
  );
});
