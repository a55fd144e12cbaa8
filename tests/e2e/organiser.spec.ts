import { expect, type Locator, type Page } from "@playwright/test";
import { someGuest } from "./support/booking-steps.ts";
import { dateInWeeks } from "./support/made-event.ts";
import { OWNER, setUpLinkOf } from "./support/owner.ts";
import { signedInTest, test } from "./support/test.ts";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });

test("the set-up link makes the owner, and works once", { tag: "@desktop" }, async ({
  page,
  startOwnApp,
  newPerson,
}) => {
  const { app } = await startOwnApp({ env: { RESERVO_DEMO: "0" } });
  const link = await setUpLinkOf(app);
  await page.goto(link);
  await field(page, "Organisation name").fill(OWNER.organization);
  // The browser's own zone is chosen before anybody has chosen one.
  await expect(field(page, "Time zone")).toHaveValue("Europe/Berlin");
  await field(page, "Time zone").selectOption(OWNER.timeZone);
  await field(page, "Your name").fill(OWNER.name);
  await field(page, "Your email").fill(OWNER.email);
  await field(page, "Password").fill("short");
  await page.getByRole("button", { name: "Set up Reservo" }).click();

  await expect(page.getByRole("alert")).toContainText("Use at least 8 characters.");
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(field(page, "Your email")).toHaveValue(OWNER.email);
  await expect(field(page, "Time zone")).toHaveValue(OWNER.timeZone);
  await expect(field(page, "Password")).toHaveValue("");
  await field(page, "Password").fill(OWNER.password);
  await page.getByRole("button", { name: "Set up Reservo" }).click();
  await expect(heading(page)).toHaveText("Events");
  await expect(page.getByText("No events yet")).toBeVisible();

  const late = await newPerson();
  expect((await late.goto(link))?.status()).toBe(410);
  await expect(heading(late)).toHaveText("This link has been used");
});

test("an organiser signs out, is told of a wrong password, and comes back to where they wanted to go", {
  tag: "@desktop",
}, async ({ page, startOwnApp }) => {
  const { app } = await startOwnApp({ env: { RESERVO_DEMO: "0" } });
  await page.goto(await setUpLinkOf(app));
  for (const [label, text] of [
    ["Organisation name", OWNER.organization],
    ["Your name", OWNER.name],
    ["Your email", OWNER.email],
    ["Password", OWNER.password],
  ] as const) {
    await field(page, label).fill(text);
  }
  await page.getByRole("button", { name: "Set up Reservo" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(heading(page)).toHaveText("Sign in");

  await page.goto(`${app.url}/admin/events/new`);
  await expect(heading(page)).toHaveText("Sign in");
  await field(page, "Email").fill(OWNER.email);
  await field(page, "Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("Email or password is wrong.");
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(field(page, "Email")).toHaveValue(OWNER.email);

  await field(page, "Password").fill(OWNER.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(heading(page)).toHaveText("New event");
});

signedInTest(
  "an organiser writes an event with two dates, puts mistakes right, and publishes it",
  async ({ page, newPerson }) => {
    const title = `Bookbinding ${someGuest().email.slice(6, 14)}`;
    await page.goto("/admin");
    await page.getByRole("link", { name: "New event" }).click();
    await typeDate(page, { day: dateInWeeks(0), from: "18:00", to: "20:00" });
    await page.getByRole("button", { name: "Add another date" }).click();
    const second = page.getByRole("group", { name: "Date 2" });
    await typeDate(second, { day: dateInWeeks(1), from: "19:00", to: "17:00" });
    await page.getByRole("button", { name: "Save draft" }).click();

    await expect(page.getByRole("alert")).toContainText("Enter a title.");
    await expect(field(page, "Title")).toHaveAttribute("aria-invalid", "true");
    await expect(field(page, "Title")).toHaveAccessibleDescription("Enter a title.");
    await field(page, "Title").fill(title);
    await page.getByRole("button", { name: "Save draft" }).click();

    const ends = second.getByLabel("Ends");
    await expect(page.getByRole("alert")).toContainText("The end must be after the start.");
    await expect(ends).toHaveAccessibleDescription("The end must be after the start.");
    await expect(ends).toHaveValue(`${dateInWeeks(1)}T17:00`);
    await expect(field(page, "Title")).toHaveValue(title);
    await ends.fill(`${dateInWeeks(1)}T21:00`);
    await page.getByRole("button", { name: "Save draft" }).click();
    await expect(heading(page)).toHaveText(title);
    await expect(page.getByText("Draft", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await expect(page.getByText("Published", { exact: true })).toBeVisible();

    const publicPage = await page.getByRole("link", { name: "View public page" }).getAttribute("href");
    const guest = await newPerson();
    await guest.goto(publicPage ?? "");
    await expect(heading(guest)).toHaveText(title);
    const dates = guest.getByRole("region", { name: "Dates" }).locator(".slot-time");
    await expect(dates).toHaveText(["18:00–20:00", "19:00–21:00"]);
  },
);

interface DateWords {
  day: string;
  from: string;
  to: string;
}

async function typeDate(within: Page | Locator, { day, from, to }: DateWords): Promise<void> {
  await within.getByLabel("Starts").fill(`${day}T${from}`);
  await within.getByLabel("Ends").fill(`${day}T${to}`);
}
