import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { startWebhookReceiver } from "#tests/support/webhook-receiver.ts";
import { ALL_QUESTIONS } from "./support/all-questions.ts";
import { bookSeats, someGuest } from "./support/booking-steps.ts";
import { expectHydrated } from "./support/hydrated.ts";
import { type MadeEvent, makeEvent } from "./support/made-event.ts";
import { becomeOwner, OWNER, setUpLinkOf } from "./support/owner.ts";
import { signedInTest as test } from "./support/test.ts";
import { expectInCatalogue, PSEUDO_LOCALE } from "./support/untranslated.ts";

const ENV = {
  NODE_ENV: "test",
  PSEUDO_LOCALES: "on",
  RESERVO_DEMO: "0",
  RATE_LIMITS: "off",
  SMTP_URL: "",
  WEBHOOK_ALLOW_LOOPBACK: "on",
};

/** A stored embed, as its form sends it. */
const EMBED = {
  name: "Blog",
  mode: "float",
  theme: "auto",
  font: "brand",
  label: "Book",
  position: "bottom-end",
  stock: "",
  locale: "",
  seats: "",
  success: "https://example.org/thanks",
  sites: "https://blog.example.org",
  intent: "save",
  embed: "",
};

/** What people have written, mails, code, and names that are the same in every language. */
const CONTENT =
  "code, pre, .mail-preview > div, .embed-snippet textarea, select[name=timeZone], select[name=locale], select[name=country], select[name=currency], iframe";

/** What the organiser and the guests of these pages have written, addresses, and names of scopes and of products. */
const WRITTEN = [
  ...[
    OWNER.organization,
    OWNER.name,
    OWNER.email,
    OWNER.timeZone,
    "Grace Okafor",
    "Unit 4, Canal Yard, Leeds",
  ],
  ...["Bring **an apron**.", "Rain", "Till", "Door", "Blog", "https://example.org/hooks", EMBED.sites],
  ...["read", "127.0.0.1", "hooks", "Booked:", "booking.held"],
  ...Object.values(ALL_QUESTIONS).flatMap((words) => words.split("\n")),
];

/** Pages of an organisation that has nothing yet. */
const EMPTY = [
  ...["", "/settings", "/settings/language", "/developers/keys", "/developers/webhooks", "/mailbox"],
  ...["", "/name", "/password", "/email", "/sign-ins", "/two-factor"].map((part) => `/account${part}`),
];

/** The answer of a form that leads on. */
async function post(owner: APIRequestContext, path: string, form: Record<string, string>): Promise<string> {
  const answer = await owner.post(path, { form, maxRedirects: 0 });
  expect(answer.status(), `${path}: ${await answer.text()}`).toBe(303);
  return answer.headers().location ?? "";
}

/** A key, a webhook with an attempt, a stored embed, and an event that is cancelled: their pages, from `base` on. */
async function makeOthers(owner: APIRequestContext, base: string, event: MadeEvent) {
  const receiver = await startWebhookReceiver();
  const webhook = await post(owner, `${base}/developers/webhooks/new`, {
    url: `${receiver.url}/hooks`,
    description: "Door",
    types: "booking.held",
  });
  await post(owner, `${webhook}?index`, { intent: "test" });
  await expect(async () => {
    expect(await (await owner.get(webhook)).text()).toContain("webhook.test");
  }).toPass();
  await receiver.close();
  const key = { name: "Till", scopes: "read", networks: "203.0.113.7", lifetime: "90" };
  expect((await owner.post(`${base}/developers/keys/new`, { form: key })).ok()).toBe(true);
  const keys = await (await owner.get(`${base}/developers/keys`)).text();
  const keyPage = /href="([^"]*\/developers\/keys\/[0-9a-f-]{36})"/.exec(keys)?.[1] ?? "";
  await post(owner, `${event.adminPath}/embed`, EMBED);
  return {
    receiver: receiver.url,
    paths: [webhook, `${webhook}/edit`, keyPage, `${keyPage}/edit`, `${event.adminPath}/embed`],
  };
}

test("no page of organisers has a text that is in no catalogue", { tag: "@desktop" }, async ({
  startOwnApp,
  newPerson,
}) => {
  test.setTimeout(120_000);
  const { app } = await startOwnApp({ env: ENV });
  const owner = await becomeOwner(app);
  const base = new URL((await owner.get("/admin")).url()).pathname;
  const page = await newPerson({ baseURL: app.url, storageState: await owner.storageState() });
  await page.context().addCookies([{ name: "lng", value: PSEUDO_LOCALE, url: app.url }]);
  const known = [...WRITTEN, app.url];
  // The longest first, since one may hold another.
  const check = () => {
    const longestFirst = known.toSorted((a, b) => b.length - a.length);
    return expectInCatalogue(page, longestFirst, CONTENT);
  };
  const walk = async (paths: string[]) => {
    for (const path of paths) {
      await page.goto(path);
      await expectHydrated(page);
      await check();
    }
  };

  const team = ["/team", "/team/invite", "/team/roles", "/team/leave", "/team?q=nobody"];
  await test.step("while there is nothing", () => walk([...EMPTY, ...team].map((path) => base + path)));

  const event = await makeEvent(owner, { seats: [12, 80], fields: { ...ALL_QUESTIONS, message: "Rain" } });
  const draft = await makeEvent(owner, { draft: true });
  const guest = someGuest("Grace Okafor");
  const booker = await newPerson({ baseURL: app.url });
  const single = await makeEvent(owner, {});
  known.push(...[event, draft, single].map(({ title }) => title), guest.email);
  await bookSeats(booker, single.path, 2, guest);
  const booking = await bookingOf(owner, single);
  const others = await makeOthers(owner, base, event);
  known.push(others.receiver);

  await test.step("lists and forms", () =>
    walk([
      ...[base, event.adminPath, draft.adminPath, single.adminPath, `${single.adminPath}?state=cancelled`],
      ...[`${event.adminPath}?dates=past`, `${event.adminPath}?label=%20x`, `${event.adminPath}/dates/new`],
      ...[`${base}?q=nothing-like-it`, `${single.adminPath}/unpublish`],
      ...[`${event.adminPath}/edit`, `${single.adminPath}/cancel`, `${single.adminPath}/remove`],
      ...[`${draft.adminPath}/remove`, `${draft.adminPath}/embed`, `${event.adminPath}/embed?embed=new`],
      ...[`${base}/events/new`, `${base}/developers/keys`, `${base}/developers/keys/new`],
      ...[`${base}/developers/webhooks`, `${base}/developers/webhooks/new`, ...others.paths, booking],
      ...[`${base}/nothing-here`, `${base}/audit-log`],
    ]));

  await test.step("the mailbox", () => walkMailbox(page, base, check));

  await test.step("what is refused", () => walkRefused(page, { base, event, single, check }));

  await test.step("what has ended", async () => {
    await post(owner, `${booking}`, { intent: "cancel", notify: "yes" });
    await post(owner, `${single.adminPath}/cancel`, { reason: "Rain" });
    await walk([booking, single.adminPath, `${single.adminPath}?state=cancelled`]);
  });
  await owner.dispose();
});

/** The mailbox with a mail, and the mail. */
async function walkMailbox(page: Page, base: string, check: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.goto(`${base}/mailbox`);
    await expect(page.getByRole("link", { name: /Booked/ })).toBeVisible({ timeout: 500 });
  }).toPass();
  await check();
  await page.getByRole("link", { name: /Booked/ }).click();
  await expect(page.locator(".mail-text")).toBeVisible();
  await check();
}

/** Forms with nothing or with too much in them: every message is in the catalogue too. */
async function walkRefused(
  page: Page,
  walked: { base: string; event: MadeEvent; single: MadeEvent; check: () => Promise<void> },
): Promise<void> {
  const { base, event, single, check } = walked;
  const refuse = async (path: string, button: RegExp) => {
    await page.goto(path);
    await expectHydrated(page);
    // Its access code has a field while an event is private.
    const visibility = page.locator("select[name=visibility]");
    if (await visibility.count()) await visibility.selectOption("private");
    for (const field of await page.locator("main input[type=text]").all()) {
      await field.fill("");
    }
    await page.getByRole("button", { name: button }).last().click();
    await expect(page.locator(".field-error, [role=alert]").first()).toBeVisible();
    await check();
  };
  await refuse(`${base}/events/new`, /Save draft/);
  await refuse(`${base}/settings`, /Save/);
  await refuse(`${single.adminPath}/address`, /Save/);
  await refuse(`${single.adminPath}/cancel`, /Cancel event/);
  await refuse(`${base}/account/name`, /Save/);
  await refuse(`${base}/account/password`, /Change password/);
  await refuse(`${base}/account/email`, /Send link/);
  await refuse(`${base}/developers/keys/new`, /Create key/);
  await refuse(`${base}/developers/webhooks/new`, /Create webhook/);
  await refuse(`${event.adminPath}/embed?embed=new`, /Save/);

  // A move of what somebody has booked is announced first.
  await page.goto(`${single.adminPath}/edit`);
  await page.locator("input[name=place]").fill("Rain");
  await page.getByRole("button", { name: /Save/ }).last().click();
  await expect(page.getByRole("alert")).toContainText("This affects 1 booking");
  await check();
}

test("sign-in, set-up and a forgotten password have no text that is in no catalogue", {
  tag: "@desktop",
}, async ({ startOwnApp, newPerson }) => {
  const { app } = await startOwnApp({ env: ENV });
  const page = await newPerson({ baseURL: app.url });
  await page.context().addCookies([{ name: "lng", value: PSEUDO_LOCALE, url: app.url }]);
  for (const [path, button] of [
    ["/sign-in", /Sign in/],
    ["/forgotten-password", /Send link/],
    [await setUpLinkOf(app), /Set up Reservo/],
  ] as const) {
    await page.goto(path);
    await expect(page.locator("html")).toHaveAttribute("lang", PSEUDO_LOCALE);
    await expectInCatalogue(page, WRITTEN, CONTENT);
    await page.getByRole("button", { name: button }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await expectInCatalogue(page, WRITTEN, CONTENT);
  }
});

async function bookingOf(owner: APIRequestContext, event: MadeEvent): Promise<string> {
  const html = await (await owner.get(event.adminPath)).text();
  const path = /href="([^"]*\/bookings\/[0-9a-f-]{36})"/.exec(html)?.[1];
  if (!path) throw new Error("the event's page has no link to its booking");
  return path;
}

test("a member chooses a language, which pages are in at once and after a reload, and no other words are loaded", {
  tag: "@desktop",
}, async ({ startOwnApp, newPerson }) => {
  // The language belongs to the member, whom the tests on the shared app have in common.
  const { app } = await startOwnApp({ env: { RESERVO_DEMO: "0", RATE_LIMITS: "off" } });
  const owner = await becomeOwner(app);
  const event = await makeEvent(owner, {});
  const base = new URL((await owner.get("/admin")).url()).pathname;
  const page = await newPerson({ baseURL: app.url, storageState: await owner.storageState() });
  const words: string[] = [];
  page.on("request", (request) => {
    const [, language] = /admin-words-([a-z]{2})-[^/]*\.js$/.exec(request.url()) ?? [];
    if (language) words.push(language);
  });
  const html = page.locator("html");
  await page.goto(`${base}/settings`);
  await expectHydrated(page);
  expect(new Set(words)).toEqual(new Set(["en"]));

  await page.getByRole("link", { name: "Your account", exact: true }).click();
  await page.getByRole("link", { name: "Change Language" }).click();
  await page.getByLabel("Language").selectOption("Français");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Votre langue");
  await expect(page.getByRole("status").or(page.getByRole("alert")).first()).toContainText(
    "Langue enregistrée",
  );
  await expect(html).toHaveAttribute("lang", "fr");
  await expect(page).toHaveTitle("Votre langue · Reservo");

  await page.getByRole("navigation").getByRole("link", { name: "Événements" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Événements");
  await expect(page.getByRole("row", { name: event.title })).toContainText("Publié");
  expect(new Set(words)).toEqual(new Set(["en", "fr"]));

  words.length = 0;
  await page.reload();
  await expectHydrated(page);
  await expect(html).toHaveAttribute("lang", "fr");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Événements");
  await page.getByRole("link", { name: event.title }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(event.title);
  await expect(page).toHaveTitle(`${event.title} · Reservo`);
  expect(new Set(words)).toEqual(new Set(["fr"]));
  await owner.dispose();
});
