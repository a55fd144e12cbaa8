import { type Browser, type Frame, launch, type Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { type HttpsSites, startHttpsSites } from "#tests/support/https-sites.ts";

/**
 * The embed in Firefox, driven by WebDriver BiDi: Playwright's Firefox is a build of its own, and this is the one that
 * people have. It asks for a Firefox on the machine ($FIREFOX_PATH), so it stands outside of `npm test`.
 */

const EVENT = "dinner-at-the-long-table";

let app: RunningApp;
let sites: HttpsSites;
let browser: Browser;

beforeAll(async () => {
  app = await startApp({
    env: { RESERVO_DEMO: "1", RATE_LIMITS: "off", TRUSTED_PROXIES: "127.0.0.1" },
    readyWithin: 180_000,
  });
  sites = await startHttpsSites(app.url);
  browser = await launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX_PATH || "/usr/bin/firefox",
    acceptInsecureCerts: true,
    extraPrefsFirefox: {
      "network.dns.localDomains": "reservo.test,host.test",
      "intl.accept_languages": "en",
    },
  });
}, 200_000);

afterAll(async () => {
  await browser?.close();
  await sites?.close();
  await app?.stop();
});

interface Said {
  type: string;
  [detail: string]: unknown;
}

const RECORDER = `<script>window.said=[];for(const type of "ready resize step hold booked error".split(" "))
addEventListener("reservo:"+type,(event)=>said.push({type,...event.detail}))</script>`;

const saidOn = (page: Page) => page.evaluate(() => (window as never as { said: Said[] }).said);

/** What the form tells its host of that type, once it does. */
async function waitForSaid(page: Page, type: string): Promise<Said> {
  const has = (wanted: string) =>
    (window as never as { said: Said[] }).said.some((each) => each.type === wanted);
  await page.waitForFunction(has, { timeout: 20_000 }, type);
  return (await saidOn(page)).findLast((each) => each.type === type) as Said;
}

/** Waits until the frame is as high as what is in it; answers that height. */
async function fittingHeight(page: Page, frame: Frame): Promise<number> {
  let heights = { outer: 0, inner: 0 };
  await expect
    .poll(
      async () => {
        heights = {
          outer: await page.evaluate(() => {
            const inside = document.querySelector("reservo-embed")?.shadowRoot?.querySelector("iframe");
            return inside?.getBoundingClientRect().height ?? 0;
          }),
          inner: await frame.$eval("#embed-root", (root) => root.getBoundingClientRect().height),
        };
        return Math.abs(heights.outer - heights.inner);
      },
      { timeout: 10_000 },
    )
    .toBeLessThanOrEqual(1);
  return heights.outer;
}

test("a form on another site grows with what is in it, books without a cookie, and tells its host", async () => {
  const page = await browser.newPage();
  await page.goto(
    sites.put(
      "host.test",
      `<!doctype html><html lang="en"><title>A host</title>${RECORDER}
<script async src="${sites.reservo}/embed/v1.js"></script>
<reservo-embed event="${EVENT}"><a href="${sites.reservo}/e/${EVENT}">Book</a></reservo-embed></html>`,
    ),
  );
  await waitForSaid(page, "ready");
  const frame = page.frames().find((each) => each.url().startsWith(`${sites.reservo}/embed/`));
  if (!frame) throw new Error("there is no frame");
  const framed = sites.seen.find(({ url }) => url.startsWith(`/embed/${EVENT}`));
  expect(framed?.headers["sec-fetch-site"]).toBe("cross-site");

  const closed = await fittingHeight(page, frame);
  await frame.$eval("details", (details) => details.toggleAttribute("open", true));
  await expect.poll(() => fittingHeight(page, frame)).toBeGreaterThan(closed);
  await frame.$eval("details", (details) => details.toggleAttribute("open", false));
  await expect.poll(() => fittingHeight(page, frame)).toBe(closed);

  await frame.locator(".seat-panel button.button-primary").click();
  await frame.locator("#name").fill("Ada Guest");
  await frame.locator("#email").fill("ada.firefox@example.org");
  await fittingHeight(page, frame);
  await frame.locator(".details button.button-primary").click();
  const reference = await frame.waitForSelector(".reference", { timeout: 20_000 });
  const shown = await reference?.evaluate((element) => element.textContent?.replace("-", ""));

  const booked = await waitForSaid(page, "booked");
  expect(booked).toMatchObject({ reference: shown, status: "confirmed", seats: 1 });
  expect(JSON.stringify(await saidOn(page))).not.toMatch(/Ada|example\.org/);
  const ours = sites.seen.filter(({ url }) => url.startsWith("/embed/"));
  expect(ours.flatMap(({ headers }) => headers.cookie ?? [])).toEqual([]);
  await fittingHeight(page, frame);
}, 90_000);
