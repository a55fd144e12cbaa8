import { expect, type Page } from "@playwright/test";
import { listOrganizations } from "#app/organizations/organizations.server.ts";
import { openAppDatabase } from "#tests/support/app-database.ts";
import { ctxIn } from "#tests/support/ctx.ts";
import { makeManyEvents } from "#tests/support/many-events.ts";
import { expectHydrated } from "./support/hydrated.ts";
import { becomeOwner } from "./support/owner.ts";
import { signedInTest as test } from "./support/test.ts";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

test("the admin comes alive without a word on the console or a break of its policy", {
  tag: "@desktop",
}, async ({ page, makeEvent }) => {
  const event = await makeEvent();
  const words: string[] = [];
  page.on("console", (message) => words.push(`${message.type()}: ${message.text()}`));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) =>
      console.log("violation", event.effectiveDirective),
    );
  });
  const below = ["", "/edit", "/embed", "/cancel"].map((path) => event.adminPath + path);
  const developers = ["keys", "keys/new", "webhooks/new"].map((path) => `/admin/developers/${path}`);
  for (const path of ["/admin", ...below, "/admin/events/new", "/admin/audit-log", ...developers]) {
    await page.goto(path);
    await expectHydrated(page);
  }
  expect(words).toEqual([]);
});

test("every form of every page carries a key of its own, which stays while the page comes alive", {
  tag: "@desktop",
}, async ({ page, makeEvent }) => {
  const event = await makeEvent();
  const below = ["", "/edit", "/embed", "/cancel", "/remove"].map((path) => event.adminPath + path);
  const developers = ["keys/new", "webhooks/new"].map((path) => `/admin/developers/${path}`);
  for (const path of [...below, "/admin/events/new", ...developers]) {
    const response = await page.goto(path);
    const sent = await response?.text();
    await expectHydrated(page);
    const forms = await page.locator("form[method=post]").count();
    const keys = await page.locator("form[method=post] > input[name=formKey]").evaluateAll(valuesOf);
    expect([path, new Set(keys).size]).toEqual([path, forms]);
    for (const key of keys) expect(sent).toContain(`value="${key}"`);
  }
});

test("a double click on “Create key” makes one key", { tag: "@desktop" }, async ({ page }) => {
  const name = "Clicked twice";
  await page.goto("/admin/developers/keys/new");
  await expectHydrated(page);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create key" }).dblclick();
  await expect(page.getByText("Copy this key now")).toBeVisible();
  await page.goto("/admin/developers/keys");
  await expect(page.getByRole("link", { name })).toHaveCount(1);
});

test("a form that is opened again without loading a document has another key", { tag: "@desktop" }, async ({
  page,
}) => {
  await page.goto("/admin/developers/keys/new");
  await expectHydrated(page);
  const documents = countDocuments(page);
  const key = page.locator("main input[name=formKey]");
  const first = await key.inputValue();
  await page.getByRole("link", { name: "API keys" }).click();
  await page.getByRole("link", { name: "New key" }).click();
  await expect(page.getByLabel("Name")).toBeVisible();
  expect(await key.inputValue()).not.toBe(first);
  expect(documents()).toBe(0);
});

const valuesOf = (inputs: Element[]) => inputs.map((input) => (input as HTMLInputElement).value);

test("going about inside the admin loads no document", { tag: "@desktop" }, async ({ page, makeEvent }) => {
  const event = await makeEvent();
  await page.goto("/admin");
  await expectHydrated(page);
  const documents = countDocuments(page);

  await page.getByRole("link", { name: event.title }).click();
  await expect(heading(page)).toHaveText(event.title);
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(heading(page)).toHaveText(`Edit ${event.title}`);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(heading(page)).toHaveText(event.title);
  await page.goBack();
  await page.getByRole("link", { name: "Events" }).click();
  await expect(heading(page)).toHaveText("Events");
  expect(documents()).toBe(0);
});

test("going about inside the admin moves the focus to the page's heading, and the page is announced", async ({
  page,
  makeEvent,
}) => {
  const event = await makeEvent();
  await page.goto("/admin");
  await expectHydrated(page);
  const announced = page.locator("main > [aria-live=polite]");
  await expect(announced).toBeEmpty();
  await expect(page.locator("body")).toBeFocused();

  await page.getByRole("link", { name: event.title }).click();
  await expect(heading(page)).toHaveText(event.title);
  await expect(heading(page)).toBeFocused();
  await expect(announced).toHaveText(`Page: ${event.title}`);

  // A list that is only filtered is no new page.
  await page.getByRole("link", { name: /^Cancelled/ }).click();
  await expect(page).toHaveURL(/state=cancelled/);
  await expect(page.getByRole("link", { name: /^Cancelled/ })).toBeFocused();

  await page.getByRole("link", { name: "Edit" }).click();
  await expect(heading(page)).toBeFocused();
  await expect(announced).toHaveText(`Page: Edit ${event.title}`);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(heading(page)).toHaveText(event.title);
  await expect(heading(page)).toBeFocused();
  await page.goBack();
  await expect(heading(page)).toBeFocused();
});

test("an address of the admin that is not there keeps the way to all others, and has a title", async ({
  page,
  makeEvent,
}) => {
  const event = await makeEvent();
  const missing = event.adminPath.replace(event.id, "0191d0a0-0000-7000-8000-000000000000");
  for (const path of [missing, `${event.adminPath}/nothing`]) {
    await page.goto(path);
    await expect(heading(page)).toHaveText("Page not found");
    await expect(page).toHaveTitle("Page not found · Reservo");
    await expect(page.getByRole("main")).toHaveCount(1);
    await expectHydrated(page);
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Events" }).click();
    await expect(heading(page)).toHaveText("Events");
    await expect(heading(page)).toBeFocused();
  }
});

test("the admin of an organisation that one is no member of has a title too", { tag: "@desktop" }, async ({
  page,
}) => {
  await page.goto("/admin/o/somebody-else");
  await expect(heading(page)).toHaveText("Page not found");
  await expect(page).toHaveTitle("Page not found · Reservo");
});

test("from the admin to a public page is a document load: its elements run, under its own policy", {
  tag: "@desktop",
}, async ({ page, makeEvent }) => {
  const event = await makeEvent();
  await page.goto(event.adminPath);
  await expectHydrated(page);
  const documents = countDocuments(page);
  const answer = page.waitForResponse((response) => response.url().endsWith(event.path));
  await page.getByRole("link", { name: "View public page" }).click();

  await expect(page.getByRole("button", { name: "Add one seat" })).toBeVisible();
  expect(documents()).toBe(1);
  expect((await answer).headers()["content-security-policy"]).toContain("script-src 'self';");
  expect(await page.evaluate(() => "__remixContext" in window)).toBe(false);
});

test("signing out is a document load and ends the sign-in", { tag: "@desktop" }, async ({
  startOwnApp,
  newPerson,
}) => {
  const { app } = await startOwnApp({ env: { RESERVO_DEMO: "0" } });
  const owner = await becomeOwner(app);
  const page = await newPerson({ baseURL: app.url, storageState: await owner.storageState() });
  await page.goto("/admin");
  await expectHydrated(page);
  const documents = countDocuments(page);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(heading(page)).toHaveText("Sign in");
  expect(documents()).toBeGreaterThan(0);
  // The cookie of before opens nothing any more.
  expect((await owner.get("/admin", { maxRedirects: 0 })).status()).toBe(302);
  await owner.dispose();
});

test("a long list of events asks for nothing that the server refuses", { tag: "@desktop" }, async ({
  startOwnApp,
  newPerson,
}) => {
  const { app } = await startOwnApp({ env: { RESERVO_DEMO: "0" } });
  const owner = await becomeOwner(app);
  const database = openAppDatabase(app.dataDir);
  const [organization] = await listOrganizations(database.db, 1);
  await makeManyEvents(ctxIn(database.db, organization?.id ?? ""), 90);
  await database.close();
  const page = await newPerson({ baseURL: app.url, storageState: await owner.storageState() });
  const refused: string[] = [];
  page.on("response", (response) => {
    if (response.status() >= 400) refused.push(`${response.status()} for ${response.url().slice(0, 80)}`);
  });
  await page.goto("/admin");
  await expectHydrated(page);
  await page.waitForLoadState("networkidle");
  await page.getByRole("row").last().getByRole("link").click();
  await expect(page.getByText("No bookings yet")).toBeVisible();
  expect(refused).toEqual([]);
  await owner.dispose();
});

function countDocuments(page: Page): () => number {
  let documents = 0;
  page.on("request", (request) => {
    if (request.isNavigationRequest()) documents++;
  });
  return () => documents;
}
