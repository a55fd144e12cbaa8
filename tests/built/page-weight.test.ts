import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { locales } from "#app/platform/locales.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { openBookingForm, sendBookingForm } from "#tests/support/guests.ts";
import { weighPage } from "#tests/support/page-weight.ts";
import { type SmtpReceiver, startSmtpReceiver } from "#tests/support/smtp.ts";

const EVENT = "small-talks-on-small-software";

let receiver: SmtpReceiver;

/** The budgets of the kinds of page, in bytes as they travel; fonts that an earlier page has brought count nothing. */
const BUDGETS = {
  booking: { html: 12_000, js: 6_000, css: 8_000, fonts: 58_000 },
  frame: { html: 8_000, js: 6_000, css: 8_000, fonts: 31_000 },
  // A page of a booking that has forms: what both kinds may bring.
  manage: { html: 10_000, js: 6_000, css: 10_000, fonts: 58_000 },
  after: { html: 10_000, js: 2_000, css: 10_000, fonts: 58_000 },
};

/** Every public page by name, budget and how to come by its path. A new page is a new line. */
const pages: [
  name: string,
  budget: keyof typeof BUDGETS,
  path: string | ((appUrl: string) => Promise<string>),
][] = [
  ["an organiser's page", "booking", "/o/northside-makers"],
  ["a month of an organiser", "booking", "/o/northside-makers?view=month"],
  ["an event's page", "booking", `/e/${EVENT}`],
  ["an event's page with many dates", "booking", "/e/dinner-at-the-long-table"],
  ["the details form", "booking", `/e/${EVENT}/book`],
  ["a confirmation", "after", confirmationOf],
  ["the page to manage a booking", "manage", managePageOf],
  ["a ticket", "after", ticketOf],
  ["the page that finds bookings", "booking", "/find"],
  ["the page that is not there", "after", "/e/no-such-event"],
  ["the form in a frame", "frame", `/embed/${EVENT}`],
  ["the details form in a frame", "frame", `/embed/${EVENT}/book`],
  ["an organiser's calendar in a frame", "frame", "/embed/o/northside-makers"],
  ["what the host refuses", "after", "/assets/no-such-file.css"],
];

describe("what a page has a browser fetch", () => {
  let app: RunningApp;

  beforeAll(async () => {
    receiver = await startSmtpReceiver();
    const mails = { SMTP_URL: receiver.url, MAIL_FROM: "tests@reservo.example" };
    app = await startApp({ env: { RESERVO_DEMO: "1", RATE_LIMITS: "off", ...mails } });
  }, 120_000);

  afterAll(async () => {
    await app.stop();
    await receiver.close();
  });

  test.each(pages)("%s keeps within its budget and asks nobody else", async (_, budget, path) => {
    const address = app.url + (typeof path === "string" ? path : await path(app.url));
    const { requests, ...weight } = await weighPage(address);
    const most = BUDGETS[budget];
    for (const part of Object.keys(most) as (keyof typeof most)[]) {
      expect(weight[part], `${part} of ${address}`).toBeLessThanOrEqual(most[part]);
    }
    expect(weight.html).toBeGreaterThan(300);
    expect(weight.css).toBeGreaterThan(1_000);
    expect(requests.filter((url) => new URL(url).origin !== app.url)).toEqual([]);
  });
});

const GUEST = "weigher@example.org";
let made: Promise<string> | undefined;

/** The one booking whose pages are weighed: the event has few seats left. */
function confirmationOf(appUrl: string): Promise<string> {
  made ??= bookOnce(appUrl);
  return made;
}

async function bookOnce(appUrl: string): Promise<string> {
  const answer = await sendBookingForm(await openBookingForm(appUrl, EVENT), GUEST);
  if (!answer.location) throw new Error(`the booking was answered with ${answer.status}`);
  return answer.location;
}

async function managePageOf(appUrl: string): Promise<string> {
  const html = await (await fetch(appUrl + (await confirmationOf(appUrl)))).text();
  const link = /href="([^"]+\/manage[^"]*)"/.exec(html)?.[1];
  if (!link) throw new Error("the confirmation has no link to manage the booking");
  return link.replaceAll("&amp;", "&");
}

/** By its link in the mail. */
async function ticketOf(appUrl: string): Promise<string> {
  await confirmationOf(appUrl);
  const { links } = await receiver.waitForMail(({ to }) => to.includes(GUEST));
  return new URL(links.find((link) => link.includes("/t/")) ?? "", appUrl).pathname;
}

const assets = fileURLToPath(new URL("../../build/client/assets", import.meta.url));
const names = readdirSync(assets);

/**
 * Sums the bytes of the built files whose name matches, and of style sheets that have the selector, as they travel: text
 * is gzipped, fonts are packed already.
 */
function weigh(pattern: RegExp, selector = ""): { files: string[]; bytes: number } {
  const files = names.filter(
    (name) =>
      pattern.test(name) && (!selector || readFileSync(join(assets, name), "utf8").includes(selector)),
  );
  const sizes = files.map((name) => {
    const content = readFileSync(join(assets, name));
    return name.endsWith(".woff2") ? content.length : gzipSync(content, { level: 9 }).length;
  });
  return { files, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

describe("the words of organisers' pages", () => {
  const filesWith = (text: string) =>
    names.filter((name) => name.endsWith(".js") && readFileSync(join(assets, name), "utf8").includes(text));
  const scriptOf = (language: string) => names.filter((name) => isScriptOf(language).test(name));
  const isScriptOf = (language: string) => new RegExp(`^admin-words-${language}-[^.]+\\.js$`);

  test.each(locales)("stand in %s in one script of at most 12 kB", (language) => {
    expect(scriptOf(language)).toHaveLength(1);
    expect(weigh(isScriptOf(language)).bytes).toBeLessThanOrEqual(12_000);
  });

  test("are in no script but those of the four languages, which bring none of the words of public pages", () => {
    const words = locales.flatMap(scriptOf);
    expect(filesWith('"admin.shell.skip":').sort()).toEqual(words.sort());
    const publicWords = filesWith('"frame.skip":');
    expect(publicWords).toHaveLength(1);
    for (const name of words) {
      expect(readFileSync(join(assets, name), "utf8")).not.toMatch(/\bimport\s*["({*]|frame\.skip/);
    }
  });

  test("come without what only the server says: what forms complain of, refusals and mails", () => {
    expect(filesWith("admin.form.event.title")).toEqual([]);
    expect(filesWith("admin.problem.refusal.")).toEqual([]);
    expect(filesWith("admin.webhook.notice.")).toEqual([]);
    expect(filesWith('"admin.account.title":')).toEqual([]);
  });

  test("are in no script that a public page loads", () => {
    const loaded = names.filter((name) => /^(elements|print|frame)-.+\.js$/.test(name));
    expect(loaded).toHaveLength(3);
    for (const name of loaded) {
      const text = readFileSync(join(assets, name), "utf8");
      expect(text, name).not.toContain("admin.");
      expect(text, name).not.toContain("admin-words");
    }
  });
});

describe("what the build makes stays small", () => {
  test.each([
    ["the style sheet of public pages", /^_?public-.+\.css$/, 1, 8_000],
    ["the style sheet of the admin", /\.css$/, 1, 22_000, ".admin-rail"],
    ["the elements of public pages", /^elements-.+\.js$/, 1, 6_000],
    ["what the pages of a booking need besides", /^booking-ticket-.+\.css$/, 1, 2_000],
    ["the style sheet of a frame", /\.css$/, 1, 8_000, ".embed-dates"],
    ["the module of a frame", /^frame-.+\.js$/, 1, 6_000],
    ["the elements of pages to keep, and of errors", /^print-.+\.js$/, 1, 2_000],
    // The faces for names beyond Latin are fetched only where a page has such a letter.
    ["the pair of typefaces", /^(?!.*latin-?ext).+\.woff2$/i, 2, 58_000],
  ] as [string, RegExp, number, number, string?][])("%s", (_, pattern, count, budget, selector) => {
    const { files, bytes } = weigh(pattern, selector);
    expect(files, names.join("\n")).toHaveLength(count);
    expect(bytes).toBeLessThanOrEqual(budget);
  });
});
