import { createServer } from "node:net";
import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";
import { bookSeats, chooseSeats, someGuest } from "#tests/e2e/support/booking-steps.ts";
import { startApp } from "#tests/support/app.ts";
import { browserLaunchOptions } from "#tests/support/browser.ts";

// Lighthouse on the built app, as a phone on a slow line: `npm run lighthouse`. Ends with 1 where a page misses its target.

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const;
type Category = (typeof CATEGORIES)[number];

const EVENT = "/e/small-talks-on-small-software";
/** What else the machine does weighs on a page's speed: a page that misses its target is measured again. */
const MAX_ROUNDS = 3;
const TARGET = 100;

interface Page {
  name: string;
  url: string;
  /** What counts; pages that must not be found by searching are not judged by how they are found. */
  judged: readonly Category[];
}

interface Result {
  scores: Record<Category, number>;
  metrics: string[];
}

const METRICS = [
  "largest-contentful-paint",
  "cumulative-layout-shift",
  "total-blocking-time",
  "total-byte-weight",
];

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("there is no free port");
  return address.port;
}

async function measure(page: Page, port: number): Promise<Result> {
  const answer = await lighthouse(page.url, { port, logLevel: "error", onlyCategories: [...CATEGORIES] });
  if (!answer) throw new Error(`Lighthouse gave no answer for ${page.name}`);
  const { categories, audits } = answer.lhr;
  const scores = Object.fromEntries(
    CATEGORIES.map((category) => [category, Math.round((categories[category]?.score ?? 0) * 100)]),
  ) as Record<Category, number>;
  for (const category of page.judged) {
    if (scores[category] >= TARGET) continue;
    const lost = categories[category]?.auditRefs.filter(
      ({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1,
    );
    console.error(`  ${page.name}, ${category}: ${lost?.map(({ id }) => id).join(", ")}`);
  }
  return { scores, metrics: METRICS.map((id) => audits[id]?.displayValue ?? "") };
}

const isGood = (page: Page, { scores }: Result) =>
  page.judged.every((category) => scores[category] >= TARGET);

/** The pages of a booking, as a guest comes by them. */
async function findPages(appUrl: string, port: number): Promise<{ pages: Page[]; close(): Promise<void> }> {
  const options = browserLaunchOptions({ whole: true });
  const browser = await chromium.launch({
    ...options,
    args: [...(options.args ?? []), `--remote-debugging-port=${port}`],
  });
  const tab = await browser.newPage({ baseURL: appUrl, locale: "en-GB" });
  await chooseSeats(tab, EVENT, 1);
  const details = tab.url();
  await bookSeats(tab, EVENT, 1, someGuest());
  const confirmation = tab.url();
  await tab.close();
  const unlisted = CATEGORIES.filter((category) => category !== "seo");
  return {
    pages: [
      { name: "event page", url: `${appUrl}${EVENT}`, judged: CATEGORIES },
      { name: "organiser page", url: `${appUrl}/o/northside-makers`, judged: CATEGORIES },
      { name: "details", url: details, judged: unlisted },
      { name: "confirmation", url: confirmation, judged: unlisted },
    ],
    close: () => browser.close(),
  };
}

async function run(): Promise<boolean> {
  const app = await startApp({ env: { RESERVO_DEMO: "1", RATE_LIMITS: "off" }, readyWithin: 180_000 });
  try {
    const port = await freePort();
    const { pages, close } = await findPages(app.url, port);
    let allGood = true;
    console.log(`\n${row(["page", ...CATEGORIES, "LCP", "CLS", "TBT", "bytes", "rounds"])}`);
    for (const page of pages) {
      let rounds = 1;
      let result = await measure(page, port);
      for (; rounds < MAX_ROUNDS && !isGood(page, result); rounds++) result = await measure(page, port);
      const scores = CATEGORIES.map((each) =>
        page.judged.includes(each) ? String(result.scores[each]) : `(${result.scores[each]})`,
      );
      console.log(row([page.name, ...scores, ...result.metrics, String(rounds)]));
      allGood &&= isGood(page, result);
    }
    await close();
    console.log(allGood ? "\nEvery page reaches 100." : "\nNot every page reaches 100.");
    return allGood;
  } finally {
    await app.stop();
  }
}

const row = (cells: string[]) =>
  cells
    .map((cell, index) => cell.padEnd(index === 0 ? 16 : 15))
    .join(" ")
    .trimEnd();

process.exitCode = (await run()) ? 0 : 1;
