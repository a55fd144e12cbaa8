import { expect, type Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { openAppDatabase } from "#tests/support/app-database.ts";
import { ALL_QUESTIONS } from "./support/all-questions.ts";
import { expectFitsNarrowWindow } from "./support/axe.ts";
import { type MadeEvent, makeEvent } from "./support/made-event.ts";
import { becomeOwner, OWNER } from "./support/owner.ts";
import { type KnownPage, LONG_WORDS, translatedPages } from "./support/pages.ts";
import { test } from "./support/test.ts";
import { expectTranslated } from "./support/untranslated.ts";

const html = (page: Page) => page.locator("html");
const TESTING = { NODE_ENV: "test", PSEUDO_LOCALES: "on", RESERVO_DEMO: "0", RATE_LIMITS: "off" };

test("language and theme are chosen without scripts, kept, and the page's address stays", async ({
  newPerson,
}) => {
  const page = await newPerson({ javaScriptEnabled: false });
  await page.goto("/o/northside-makers?q=e&free=1");
  await expect(html(page)).toHaveAttribute("lang", "en");
  await page.getByRole("button", { name: "Deutsch" }).click();
  await expect(page).toHaveURL(/\/o\/northside-makers\?q=e&free=1$/);
  await expect(html(page)).toHaveAttribute("lang", "de");
  await expect(page.getByRole("button", { name: "Deutsch" })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Dunkel" }).click();
  await expect(html(page)).toHaveAttribute("data-theme", "dark");

  await page.goto("/nothing/here");
  await expect(html(page)).toHaveAttribute("lang", "de");
  await expect(html(page)).toHaveAttribute("data-theme", "dark");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Seite nicht gefunden");
  await expect(page).toHaveTitle("Seite nicht gefunden");
  await page.getByRole("button", { name: "Automatisch" }).click();
  await expect(html(page)).not.toHaveAttribute("data-theme");
});

test("an address that asks for a language is answered in it, and one chosen there wins", async ({ page }) => {
  await page.goto("/o/northside-makers?lng=fr");
  await expect(html(page)).toHaveAttribute("lang", "fr");
  await page.getByRole("button", { name: "Español" }).click();
  await expect(page).toHaveURL(/\/o\/northside-makers$/);
  await expect(html(page)).toHaveAttribute("lang", "es");
});

test.describe("in a made-up language", () => {
  // Chromium complains of the page that fails on purpose.
  test.use({ allowed: [/status of 500 .*\/book\)$/] });

  test("no public page has a text that is in no catalogue, and all of them can be read from right to left", {
    tag: "@desktop",
  }, async ({ startOwnApp, newPerson }) => {
    test.setTimeout(120_000);
    const { app, mail } = await startOwnApp({ env: TESTING });
    const owner = await becomeOwner(app);
    const known = [...WRITTEN, OWNER.organization];
    const makeOwn = async (wish = {}) => {
      const event = await makeEvent(owner, wish);
      known.push(event.title);
      return event;
    };
    const event = await makeOwn({ seats: [12, 80] });
    const walk = async ({ name, open }: KnownPage) => {
      // Without scripts a form's answer is a document, which can be asked for once more in another language.
      const page = await newPerson({ baseURL: app.url, javaScriptEnabled: false });
      await test.step(name, async () => {
        await open({ page, makeEvent: makeOwn, waitForMail: mail.waitForMail });
        await expectTranslated(page, known);
        await expect(html(page)).toHaveAttribute("dir", "rtl");
        await expectMirrored(page);
        await expectFitsNarrowWindow(page);
      });
      await page.close();
    };
    // Some beside each other: most of a page's time is waiting.
    const left = [...translatedPages];
    const lane = async () => {
      for (let next = left.shift(); next; next = left.shift()) await walk(next);
    };
    await Promise.all([lane(), lane(), lane(), lane()]);

    const removed = await makeOwn();
    await owner.post(`${removed.adminPath}/remove`, { form: {}, maxRedirects: 0 });
    await walk({ name: "a removed event", open: ({ page }) => openRemoved(page, removed) });
    await breakForms(app.dataDir);
    await walk({ name: "an error of ours", open: ({ page }) => openError(page, event) });
    await owner.dispose();
  });
});

/** From now on the app cannot read what its forms ask. */
async function breakForms(dataDir: string): Promise<void> {
  const database = openAppDatabase(dataDir);
  await database.db.execute(sql`alter table questions rename to lost_questions`);
  await database.close();
}

async function openError(page: Page, { path }: MadeEvent): Promise<void> {
  const answer = await page.goto(`${path}/book`);
  expect(answer?.status()).toBe(500);
}

async function openRemoved(page: Page, { path }: MadeEvent): Promise<void> {
  const answer = await page.goto(path);
  expect(answer?.status()).toBe(410);
}

/** What organisers and guests have written on these pages. */
const WRITTEN = [
  ...Object.entries(ALL_QUESTIONS).flatMap(([name, words]) =>
    /\.(label|hint|options)$/.test(name) ? words.split("\n") : [],
  ),
  ...["Unit 4, Canal Yard, Leeds", LONG_WORDS.fields?.place ?? "", "Bring", "an apron", "Ana Ruiz"],
];

/** In a wide window the stub of every ticket is on the left of what it is torn from. */
async function expectMirrored(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  const sides = await page
    .locator(".ticket-two")
    .evaluateAll((tickets) =>
      tickets.map((ticket) =>
        [".ticket-main", ".ticket-stub"].map(
          (part) => ticket.querySelector(part)?.getBoundingClientRect().left ?? 0,
        ),
      ),
    );
  for (const [main = 0, stub = 0] of sides) expect(stub).toBeLessThan(main);
}
