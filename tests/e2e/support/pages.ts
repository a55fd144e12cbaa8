import { expect, type Page } from "@playwright/test";
import { ALL_QUESTIONS } from "./all-questions.ts";
import { bookSeats, chooseSeats, confirmButton, openParts, someGuest } from "./booking-steps.ts";
import type { EventOptions, MadeEvent } from "./made-event.ts";
import { waitForSharedMail } from "./shared-app.ts";

interface Means {
  page: Page;
  makeEvent: (wish?: EventOptions) => Promise<MadeEvent>;
  /** The shared app's mails unless given. */
  waitForMail?: typeof waitForSharedMail;
}

/** An event whose title and place have words that no phone has room for. */
export const LONG_WORDS: EventOptions = {
  title: "Donaudampfschifffahrtsgesellschaftskapitänsabend",
  seats: [12, 80],
  fields: { place: "Donaudampfschifffahrtsgesellschaftshauptgebäude, Hof" },
};

export interface KnownPage {
  name: string;
  /** Brings the page to it. */
  open(means: Means): Promise<unknown>;
}

/** Every public page for attendees that needs no app of its own, in every state that looks different. */
export const translatedPages: KnownPage[] = [
  { name: "the start page", open: ({ page }) => page.goto("/") },
  { name: "an organiser's page", open: ({ page }) => page.goto("/o/northside-makers") },
  { name: "a month of an organiser", open: ({ page }) => page.goto("/o/northside-makers?view=month") },
  {
    name: "a search that finds nothing",
    open: ({ page }) => page.goto("/o/northside-makers?q=nothing&free=1"),
  },
  { name: "what is over", open: ({ page }) => page.goto("/o/northside-makers?past=1") },
  {
    name: "an event's page",
    open: async ({ page, makeEvent }) => page.goto((await makeEvent(LONG_WORDS)).path),
  },
  {
    name: "a full event's page",
    open: async ({ page, makeEvent }) => {
      const { path } = await makeEvent({ seats: [1] });
      await bookSeats(page, path, 1, someGuest());
      await page.goto(path);
    },
  },
  {
    name: "the details form",
    open: async ({ page, makeEvent }) => chooseSeats(page, (await makeEvent()).path, 2),
  },
  {
    name: "the details form with errors",
    open: async ({ page, makeEvent }) => {
      await chooseSeats(page, (await makeEvent()).path, 2);
      await confirmButton(page).click();
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
  {
    name: "the page of an event that is booked on it",
    open: async ({ page, makeEvent }) => page.goto((await makeEvent({ maxPerBooking: 1 })).path),
  },
  {
    name: "the page of an event whose booking opens later",
    open: async ({ page, makeEvent }) => {
      const opensAt = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
      await page.goto((await makeEvent({ fields: { opensAt } })).path);
      await expect(page.getByRole("link", { name: "Add to calendar" })).toBeVisible();
    },
  },
  {
    name: "a details form with every kind of question, near the end of its hold",
    open: async ({ page, makeEvent }) => {
      const event = await makeEvent({
        fields: { ...ALL_QUESTIONS, holdMinutes: "1", guestNames: "required" },
      });
      await chooseSeats(page, event.path, 2);
      await expect(page.getByRole("button", { name: "Give me 5 more minutes" })).toBeVisible();
    },
  },
  {
    name: "the page of a private event, with an error",
    open: async ({ page, makeEvent }) => {
      const fields = { visibility: "private", accessCode: "Harvest 27" };
      await page.goto((await makeEvent({ fields })).path);
      await page.locator('[name="accessCode"]').fill("Harvest");
      await page.locator("main form button").click();
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
  { name: "a confirmation", open: openConfirmation },
  { name: "the page to manage a booking", open: openManagePage },
  {
    name: "a cancelled booking",
    open: async (means) => {
      await openManagePage(means);
      await means.page.getByRole("button", { name: "Cancel booking" }).click();
      await expect(heading(means.page)).toHaveText("Your booking is cancelled");
    },
  },
  { name: "a ticket", open: openTicket },
  { name: "the page that finds bookings", open: ({ page }) => page.goto("/find") },
  {
    name: "the page that finds bookings, with an error",
    open: async ({ page }) => {
      await page.goto("/find");
      await page.getByRole("button", { name: "Email me my bookings" }).click();
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
  { name: "the answer of the page that finds bookings", open: ({ page }) => page.goto("/find?sent=1") },
  { name: "a link that no longer works", open: ({ page }) => page.goto("/b/K7F2QM4X?t=mistyped") },
  { name: "the page that is not there", open: ({ page }) => page.goto("/e/no-such-event") },
];

/** For organisers, in English alone. */
const SIGN_IN: KnownPage[] = [
  { name: "the sign-in page", open: ({ page }) => page.goto("/sign-in") },
  { name: "an invitation that no longer works", open: ({ page }) => page.goto("/invitation?token=x") },
  { name: "the page for a forgotten password", open: ({ page }) => page.goto("/forgotten-password") },
  {
    name: "the answer of the page for a forgotten password",
    open: ({ page }) => page.goto("/forgotten-password?sent=1"),
  },
  {
    name: "a link to set a password that no longer works",
    open: ({ page }) => page.goto("/new-password?token=x"),
  },
  { name: "a confirmed email address", open: ({ page }) => page.goto("/confirm-email?outcome=done") },
];

/** It is written in one language, as the API itself is, and long. */
export const API_REFERENCE = "/docs/api";

/** All public pages but the reference of the API. */
export const publicPages: KnownPage[] = [...translatedPages, ...SIGN_IN];

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

async function openConfirmation({ page, makeEvent }: Means): Promise<void> {
  await bookSeats(page, (await makeEvent()).path, 2, someGuest());
}

async function openTicket({ page, makeEvent, waitForMail = waitForSharedMail }: Means): Promise<void> {
  const guest = someGuest();
  await bookSeats(page, (await makeEvent()).path, 2, guest);
  const mail = await waitForMail(({ to }) => to.includes(guest.email));
  await page.goto(mail.links.find((link) => link.includes("/t/")) ?? "");
}

/** With everything open that it has, so that all of it is looked at. */
async function openManagePage(means: Means): Promise<void> {
  await openConfirmation(means);
  await means.page.getByRole("link", { name: "Manage booking" }).click();
  await expect(heading(means.page)).toHaveText("Manage your booking");
  await openParts(means.page);
}

/** Every page of the admin that needs no app of its own, for a page that is signed in. */
export const adminPages: KnownPage[] = [
  { name: "the list of events", open: ({ page }) => page.goto("/admin") },
  { name: "the settings", open: ({ page }) => page.goto("/admin/settings") },
  {
    name: "the page of two-factor authentication",
    open: ({ page }) => page.goto("/admin/account/two-factor"),
  },
  { name: "the form of a new event", open: ({ page }) => page.goto("/admin/events/new") },
  {
    name: "the form of a new event with errors",
    open: async ({ page }) => {
      await page.goto("/admin/events/new");
      await page.getByRole("button", { name: "Save draft" }).click();
      await expect(page.getByRole("alert")).toBeFocused();
    },
  },
  {
    name: "the form of an event that is moved while somebody is booked",
    open: async ({ page, makeEvent }) => {
      const event = await makeEvent();
      await bookSeats(page, event.path, 1, someGuest());
      await page.goto(`${event.adminPath}/edit`);
      await page.locator("input[name=place]").fill("The barn");
      await page.getByRole("button", { name: "Save", exact: true }).last().click();
      await expect(page.getByRole("alert")).toBeFocused();
      await expect(page.getByRole("alert")).toContainText("This affects 1 booking");
    },
  },
  {
    name: "an address of the admin that is not there",
    open: async ({ page, makeEvent }) => page.goto(`${(await makeEvent()).adminPath}/nothing`),
  },
  { name: "the audit log", open: ({ page }) => page.goto("/admin/audit-log") },
  { name: "the account", open: ({ page }) => page.goto("/admin/account") },
  {
    name: "the form of a new password with errors",
    open: async ({ page }) => {
      await page.goto("/admin/account/password");
      await page.getByRole("button", { name: "Change password" }).click();
      await expect(page.getByRole("alert")).toBeFocused();
    },
  },
  { name: "the form of a new email address", open: ({ page }) => page.goto("/admin/account/email") },
  { name: "the list of sign-ins", open: ({ page }) => page.goto("/admin/account/sign-ins") },
  { name: "the list of API keys", open: ({ page }) => page.goto("/admin/developers/keys") },
  { name: "the form of a new API key", open: ({ page }) => page.goto("/admin/developers/keys/new") },
  {
    name: "the form of an existing API key",
    async open({ page }) {
      await page.goto("/admin/developers/keys");
      if ((await page.locator(".key-table a").count()) === 0) {
        await page.goto("/admin/developers/keys/new");
        await page.getByLabel("Name", { exact: true }).fill("Till");
        await page.getByRole("button", { name: "Create key" }).click();
        await page.getByRole("link", { name: "Done" }).click();
      }
      await page.locator(".key-table a").first().click();
      await page.getByRole("link", { name: "Edit key" }).click();
      await expect(page.getByLabel("Allowed networks")).toBeVisible();
    },
  },
  { name: "the list of webhooks", open: ({ page }) => page.goto("/admin/developers/webhooks") },
  { name: "the form of a new webhook", open: ({ page }) => page.goto("/admin/developers/webhooks/new") },
  {
    name: "an event with a booking",
    open: async ({ page, makeEvent }) => {
      const event = await makeEvent();
      await bookSeats(page, event.path, 2, someGuest());
      await page.goto(event.adminPath);
    },
  },
  {
    name: "a booking with its mails",
    open: async ({ page, makeEvent }) => {
      const event = await makeEvent();
      await bookSeats(page, event.path, 2, someGuest("Grace Okafor"));
      await page.goto(event.adminPath);
      await page.getByRole("link", { name: "Grace Okafor" }).click();
      await expect(heading(page)).toHaveText("Grace Okafor");
    },
  },
  {
    name: "a code that is read at the door",
    open: async (means) => {
      await openTicket(means);
      const id = new URL(means.page.url()).pathname.split("/").at(-1);
      await means.page.goto(`/C/${id}`);
      await expect(heading(means.page)).toHaveText("Not today");
    },
  },
];
