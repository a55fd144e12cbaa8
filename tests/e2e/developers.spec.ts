import { expect, type Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import type { RunningApp } from "#tests/support/app.ts";
import { openAppDatabase } from "#tests/support/app-database.ts";
import { startWebhookReceiver, type WebhookReceiver } from "#tests/support/webhook-receiver.ts";
import { expectAccessibleAtEverySize, expectFitsNarrowWindow } from "./support/axe.ts";
import { becomeOwner } from "./support/owner.ts";
import { signedInTest as test } from "./support/test.ts";

/** Webhooks of these tests stay on this computer, which production would refuse. */
const KEY = "k3Jv9Qz1Lw7Xt5Rb8Ny2Hd6F";
const SETTINGS = {
  env: { RESERVO_DEMO: "0", NODE_ENV: "test", WEBHOOK_ALLOW_LOOPBACK: "on", ADMIN_API_KEY: KEY },
};

// Each starts an app of its own.
test.describe.configure({ timeout: 60_000 });

let receiver: WebhookReceiver;
test.beforeEach(async () => {
  receiver = await startWebhookReceiver();
});
test.afterEach(() => receiver.close());

/** Books a seat as a program does. */
async function bookByApi(app: RunningApp): Promise<void> {
  const post = (path: string, body: object) =>
    fetch(`${app.url}/api/v1${path}`, {
      method: "POST",
      headers: { "X-API-Key": KEY, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  expect((await post("/resources", { id: "hall", type: "hall", capacity: 10 })).status).toBe(201);
  const booking = { resourceId: "hall", clientId: "till", quantity: 1 };
  expect((await post("/reservations", booking)).status).toBe(201);
}

const statusOf = async (app: RunningApp, key: string) =>
  (await fetch(`${app.url}/api/v1/webhooks`, { headers: { "X-API-Key": key } })).status;

async function createKey(page: Page, name: string): Promise<string> {
  await page.goto("/admin/developers/keys/new");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("manage", { exact: true }).check();
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByText("Copy this key now")).toBeVisible();
  return page.locator(".secret-value").innerText();
}

test("a key is made, shown once, works, is replaced and revoked", { tag: "@desktop" }, async ({
  startOwnApp,
  newPerson,
}) => {
  const { app } = await startOwnApp(SETTINGS);
  const owner = await becomeOwner(app);
  const page = await newPerson({ baseURL: app.url, storageState: await owner.storageState() });
  await page.goto("/admin");
  await page.getByRole("link", { name: "Developers" }).click();
  await expect(page.getByText("No keys yet")).toBeVisible();
  const key = await createKey(page, "Till");
  expect(await statusOf(app, key)).toBe(200);
  await expectAccessibleAtEverySize(page);

  await page.getByRole("link", { name: "Done" }).click();
  await expect(page.getByRole("row", { name: /Till/ })).toContainText("Active until");
  await expect(page.locator("body")).not.toContainText(key);
  await page.getByRole("link", { name: "Till" }).click();
  await page.getByLabel("Keep the old key valid for").selectOption("0 (stop now)");
  await page.getByRole("button", { name: "Create a new key" }).click();
  await expect(page.getByText("Copy this key now")).toBeVisible();
  const next = await page.locator(".secret-value").innerText();
  expect([await statusOf(app, key), await statusOf(app, next)]).toEqual([401, 200]);

  await page.getByRole("link", { name: "Done" }).click();
  await page
    .getByRole("row", { name: /Active/ })
    .getByRole("link")
    .click();
  await page.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("Tick the box to confirm")).toBeVisible();
  await page.getByLabel("Revoke this key").check();
  await page.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByRole("row", { name: /Revoked/ })).toBeVisible();
  expect(await statusOf(app, next)).toBe(401);
  await expectFitsNarrowWindow(page);
  await owner.dispose();
});

test("a webhook is made, tested, fed by a booking, and its attempts can be read and repeated", {
  tag: "@desktop",
}, async ({ startOwnApp, newPerson }) => {
  const { app } = await startOwnApp(SETTINGS);
  const owner = await becomeOwner(app);
  const page = await newPerson({ baseURL: app.url, storageState: await owner.storageState() });
  await page.goto("/admin/developers/webhooks");
  await page.getByRole("link", { name: "New webhook" }).click();
  await page.getByLabel("Address").fill("https://192.168.1.1/hooks");
  await page.getByRole("button", { name: "Create webhook" }).click();
  await expect(page.getByRole("alert")).toContainText("private network");
  await expectAccessibleAtEverySize(page);
  await page.getByLabel("Address").fill(`${receiver.url}/hooks`);
  await page.getByRole("button", { name: "Create webhook" }).click();

  // What was sent appears without another click.
  await page.getByRole("button", { name: "Send test" }).click();
  await expect(page.locator(".attempt")).toContainText("webhook.test");
  receiver.react = () => ({ status: 422, body: "no such door" });
  await bookByApi(app);
  await expect(async () => {
    await page.reload();
    await expect(page.locator(".attempt").first()).toContainText("booking.confirmed", { timeout: 500 });
  }).toPass();
  await page.locator(".attempt").first().locator("summary").click();
  await expect(page.getByText("no such door")).toBeVisible();
  await expect(page.getByText("Failing")).toBeVisible();
  await expectAccessibleAtEverySize(page);

  receiver.react = () => 200;
  await page.getByRole("button", { name: "Send again" }).first().click();
  await expect(page.getByText("Active")).toBeVisible();
  const ids = receiver.hooks.slice(1).map((hook) => hook.headers["webhook-id"]);
  expect(new Set(ids).size).toBe(1);

  await page.getByRole("button", { name: "Show the secret" }).click();
  const secret = await page.locator(".secret-value", { hasText: "whsec_" }).innerText();
  for (const { body, headers } of receiver.hooks) {
    expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
  }
  await expectFitsNarrowWindow(page);
  await owner.dispose();
});

test("keys and webhooks can be managed without JavaScript", { tag: "@desktop" }, async ({
  startOwnApp,
  newPerson,
}) => {
  const { app } = await startOwnApp(SETTINGS);
  const owner = await becomeOwner(app);
  const page = await newPerson({
    baseURL: app.url,
    storageState: await owner.storageState(),
    javaScriptEnabled: false,
  });
  const key = await createKey(page, "Till");
  expect(await statusOf(app, key)).toBe(200);
  await expect(page.getByRole("button", { name: "Copy" })).toHaveCount(0);
  await page.goto("/admin/developers/webhooks/new");
  await page.getByLabel("Address").fill(`${receiver.url}/hooks`);
  await page.getByRole("button", { name: "Create webhook" }).click();
  await page.getByRole("button", { name: "Send test" }).click();
  await expect(async () => {
    await page.reload();
    await expect(page.locator(".attempt")).toContainText("200", { timeout: 500 });
  }).toPass();
  await page.getByRole("button", { name: "Turn off" }).click();
  await expect(page.getByText("Off since")).toBeVisible();
  await page.getByLabel("Delete this webhook and its attempts").check();
  await page.getByRole("button", { name: "Delete webhook" }).click();
  await expect(page.getByText("No webhooks yet")).toBeVisible();
  await owner.dispose();
});

test("who is neither owner nor admin sees that there is something, and for whom", {
  tag: "@desktop",
}, async ({ startOwnApp, newPerson }) => {
  const { app } = await startOwnApp(SETTINGS);
  const owner = await becomeOwner(app);
  const database = openAppDatabase(app.dataDir);
  // An organisation keeps an owner: another user becomes one first.
  await database.db.execute(sql`with other as (
      insert into users (id, email, name, password_hash)
      select gen_random_uuid(), 'other@example.org', 'Other', password_hash from users returning id
    )
    insert into members (organization_id, user_id, role) select organization_id, other.id, 'owner' from members, other`);
  await database.db.execute(sql`update members set role = 'editor'
    where user_id <> (select id from users where email = 'other@example.org')`);
  await database.close();
  const page = await newPerson({ baseURL: app.url, storageState: await owner.storageState() });
  await page.goto("/admin");
  await expect(page.getByRole("navigation", { name: "Main" })).toContainText("Owners and admins");
  await expect(page.getByRole("link", { name: "Developers" })).toHaveCount(0);
  await expectAccessibleAtEverySize(page);
  const answer = await page.goto("/admin/developers/keys");
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You don’t have access");
  await owner.dispose();
});
