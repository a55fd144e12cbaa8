import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { bookSeats, openParts, someGuest, typeDetails } from "./support/booking-steps.ts";
import { type MadeEvent, makeEvent } from "./support/made-event.ts";
import { becomeOwner } from "./support/owner.ts";
import { test } from "./support/test.ts";

const TITLE = "ورشة الخط 3";
const PLACE = "שדרות רוטשילד 9";
const CLUB = "نادي الفنون 21";

const EVENT = {
  title: TITLE,
  seats: [12, 12],
  fields: {
    place: PLACE,
    description: "أحضر دفترا. 2 ساعات",
    message: "الباب الخلفي 7",
    guestNames: "required",
    "sessions[0].label": "صباحا 1",
    "questions[0].type": "choice",
    "questions[0].label": "ما القلم؟ 1",
    "questions[0].hint": "اختر 1",
    "questions[0].options": "قصب 1\nمعدن 2",
    "questions[0].per": "booking",
    "questions[0].required": "on",
  },
};

/** Where words from right to left stand on a page without anything that keeps their direction to themselves, or as English. */
function bareWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const rightToLeft = /[\u0590-\u08ff]/;
    const withoutIsolated = (text: string) => text.replace(/\u2068[^\u2069]*\u2069/g, "");
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!element || element.closest("script, style, textarea, pre, code")) continue;
      if (!rightToLeft.test(withoutIsolated(node.nodeValue ?? ""))) continue;
      const where = `<${element.tagName.toLowerCase()} class="${element.className}"> ${node.nodeValue}`;
      if (!element.closest("bdi, [dir=auto]")) found.push(where);
      // A voice for English cannot read them; without a language, the reader's software finds out itself.
      const language = element.closest("[lang]")?.getAttribute("lang");
      if (language === "en") found.push(`in English: ${where}`);
    }
    // Attributes and titles have no markup: words of ours around somebody's own need marks.
    const mixed = (text: string) => rightToLeft.test(withoutIsolated(text)) && /[A-Za-z]{2}/.test(text);
    for (const element of document.body.querySelectorAll("[aria-label], [title], [alt]")) {
      for (const name of ["aria-label", "title", "alt"]) {
        const value = element.getAttribute(name) ?? "";
        if (mixed(value)) found.push(`${name} of <${element.tagName.toLowerCase()}> ${value}`);
      }
    }
    if (mixed(document.title)) found.push(`title ${document.title}`);
    return found;
  });
}

type Bare = Record<string, string[]>;

async function check(page: Page, name: string, bare: Bare): Promise<void> {
  const found = await bareWords(page);
  if (found.length > 0) bare[name] = found;
}

async function walk(page: Page, paths: string[], bare: Bare): Promise<void> {
  for (const path of paths) {
    await page.goto(path);
    await check(page, path.replaceAll(/[0-9a-f-]{36}/g, "ID"), bare);
  }
}

/** Books two seats, past the form with errors, up to the page to manage the booking. */
async function bookAndManage(page: Page, event: MadeEvent, bare: Bare): Promise<void> {
  const confirm = page.getByRole("button", { name: /^Confirm (booking|\d)/ });
  await page.goto(event.path);
  await page.getByLabel("Seats", { exact: true }).fill("2");
  await page.getByRole("button", { name: /^Book \d+ seats?( · .*)?$/ }).click();
  await expect(confirm).toBeVisible();
  await check(page, "details", bare);
  await confirm.click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await check(page, "details with errors", bare);
  await typeDetails(page, someGuest("ليلى 4"));
  await page.getByRole("radio").first().check();
  await page.getByLabel(/^Name of guest 2/).fill("نور 8");
  await confirm.click();
  await expect(page.locator(".reference")).toBeVisible();
  await check(page, "confirmation", bare);
  await page.getByRole("link", { name: "Manage booking" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Manage your booking");
  await openParts(page);
  await check(page, "manage", bare);
}

/** The admin's pages of both events, of a booking, and the others that name the organisation. */
async function walkAdmin(page: Page, owner: APIRequestContext, events: MadeEvent[], bare: Bare) {
  const [event, single] = events.map(({ adminPath }) => adminPath);
  const base = new URL((await owner.get("/admin")).url()).pathname;
  const record = /href="([^"]*\/bookings\/[0-9a-f-]{36})"/.exec(
    await (await owner.get(`${event}`)).text(),
  )?.[1];
  const key = { name: "مفتاح 1", scopes: "read", lifetime: "90" };
  expect((await owner.post(`${base}/developers/keys/new`, { form: key })).ok()).toBe(true);
  const keys = await (await owner.get(`${base}/developers/keys`)).text();
  const keyPage = /href="([^"]*\/developers\/keys\/[0-9a-f-]{36})"/.exec(keys)?.[1];
  await walk(
    page,
    [
      ...[`${base}/developers/keys`, `${keyPage}`],
      ...[base, `${event}`, `${event}/edit`, `${event}/address`, `${record}`, `${event}/embed`],
      ...[`${event}/cancel`, `${event}/remove`, `${event}/unpublish`, `${event}/dates/new`],
      ...[`${base}/settings`, `${base}/mailbox`],
    ],
    bare,
  );
  const form = { reason: "ممطر 2" };
  const cancelled = await owner.post(`${single}/cancel`, { form, maxRedirects: 0 });
  expect(cancelled.status()).toBe(303);
  await walk(page, [`${single}`], bare);
}

test("somebody's own words never turn the direction of what stands around them @desktop", async ({
  startOwnApp,
  newPerson,
}) => {
  test.setTimeout(120_000);
  const { app, mail } = await startOwnApp({ env: { RESERVO_DEMO: "0", RATE_LIMITS: "off" } });
  const owner = await becomeOwner(app, { organization: CLUB, name: "مارتا 5" });
  const [event, single] = [await makeEvent(owner, EVENT), await makeEvent(owner, { title: TITLE })];
  const booker = await newPerson({ baseURL: app.url });
  const bare: Bare = {};

  const page = await (await owner.get(event.path)).text();
  const club = /href="[^"]*(\/o\/[^"?]+)"/.exec(page)?.[1] ?? "";
  const frames = [`/embed/${event.path.slice(3)}`, `/embed${club}`];
  await walk(booker, ["/", club, `${club}?view=month`, event.path, ...frames], bare);
  await bookAndManage(booker, event, bare);

  await expect.poll(() => mail.messages.length).toBe(1);
  const [confirmation] = mail.messages;
  await walk(booker, confirmation?.links.filter((link) => link.includes("/t/")).slice(0, 1) ?? [], bare);
  const reader = await newPerson();
  await reader.setContent(confirmation?.html.replace(/<img[^>]*>/g, "") ?? "");
  await check(reader, "mail", bare);
  const member = await newPerson({ baseURL: app.url, storageState: await owner.storageState() });
  await bookSeats(booker, single.path, 1, someGuest("ليلى 6"));
  await walkAdmin(member, owner, [event, single], bare);
  await walk(booker, [single.path], bare);
  expect(bare).toEqual({});

  // Subjects and plain texts have marks instead.
  expect(confirmation?.subject).toContain(`\u2068${event.title}\u2069`);
  const turned = (confirmation?.text ?? "")
    .split("\n")
    .map((line) => line.replace(/\u2068[^\u2069]*\u2069/g, ""))
    .filter((line) => /[\u0590-\u08ff]/.test(line) && /^\s*[A-Za-z]/.test(line));
  expect(turned).toEqual([]);
  await owner.dispose();
});
