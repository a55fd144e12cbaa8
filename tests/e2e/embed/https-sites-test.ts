import { expect, type FrameLocator, type Page } from "@playwright/test";
import { browserLaunchOptions } from "#tests/support/browser.ts";
import { type HttpsSites, startHttpsSites } from "#tests/support/https-sites.ts";
import { sharedAppUrl } from "../support/shared-app.ts";
import { test as base } from "../support/test.ts";

/** Playwright's test with https sites: Reservo at reservo.test, other people's sites at host.test and evil.test, all https. */
export const test = base.extend<{ pageErrors: undefined }, { sites: HttpsSites }>({
  sites: [
    async ({}, use) => {
      const sites = await startHttpsSites(sharedAppUrl());
      await use(sites);
      await sites.close();
    },
    { scope: "worker" },
  ],
  launchOptions: [
    async ({}, use) => {
      const { args = [], ...options } = browserLaunchOptions({ whole: true });
      const rules = ["--host-resolver-rules=MAP *.test 127.0.0.1", "--test-third-party-cookie-phaseout"];
      await use({ ...options, args: [...args, ...rules] });
    },
    { scope: "worker" },
  ],
  ignoreHTTPSErrors: true,
  allowed: async ({}, use) => use([ON_HTTPS_SITES]),
});

/**
 * The hosts of the sites are this machine. The stream of live seats may end while a page is left, and a form that comes
 * back with errors is a fetch, of which Chromium complains.
 */
export const ON_HTTPS_SITES = /^asked for https:\/\/([a-z]+\.)*test:|\/live\?session=|status of 4(09|22)/;

export interface HostPage {
  /** Attributes of the element. */
  attributes?: string;
  /** In place of the element. */
  body?: string;
  head?: string;
  /** Attributes of the loader's script. */
  script?: string;
  /** Where the page loads the loader from; Reservo itself by default. */
  loader?: string;
  headers?: Record<string, string>;
  site?: string;
}

/** A page with the form of an event on somebody else's site; it keeps what the form says in `window.said`. */
export function putHost(sites: HttpsSites, slug: string, wish: HostPage = {}): string {
  const { attributes = "", script = "", head = "", headers = {}, site = "host.test" } = wish;
  const link = `<a href="${sites.reservo}/e/${slug}">Book</a>`;
  const element = `<reservo-embed event="${slug}" ${attributes} style="display:block;min-height:560px">${link}</reservo-embed>`;
  return sites.put(
    site,
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A host</title>
<link rel="icon" href="data:,">${head}${RECORDER}
<script async src="${wish.loader ?? `${sites.reservo}/embed/v1.js`}" ${script}></script></head>
<body><main><h1>A host</h1>${wish.body ?? element}<p id="after">After</p></main></body></html>`,
    headers,
  );
}

const RECORDER = `<script>window.said=[];for(const type of "ready resize step hold hold_ended booked cancelled error scroll dirty close".split(" "))
addEventListener("reservo:"+type,(event)=>said.push({type,...event.detail}))</script>`;

export type Said = { type: string } & Record<string, unknown>;

/** What the form has told its host page so far. */
export const saidOn = (page: Page): Promise<Said[]> =>
  page.evaluate(() => (window as never as { said: Said[] }).said);

export async function waitForSaid(page: Page, type: string): Promise<Said> {
  await expect.poll(async () => (await saidOn(page)).map((each) => each.type)).toContain(type);
  return (await saidOn(page)).findLast((each) => each.type === type) as Said;
}

export const frameOf = (page: Page): FrameLocator => page.frameLocator("reservo-embed iframe");

/** From the first step to the last, in a frame. */
export async function bookInFrame(
  frame: FrameLocator,
  guest: { name: string; email: string },
): Promise<string> {
  await frame.getByRole("button", { name: /^Book \d/ }).click();
  await fillDetails(frame, guest);
  await frame.getByRole("button", { name: /^Confirm (booking|\d)/ }).click();
  await expect(frame.getByRole("heading", { level: 1 })).toHaveText("You’re booked", { timeout: 15_000 });
  return (await frame.locator(".reference").innerText()).replace("-", "");
}

export async function fillDetails(
  frame: FrameLocator,
  guest: { name: string; email: string },
): Promise<void> {
  await frame.getByLabel("Name", { exact: true }).fill(guest.name, { timeout: 15_000 });
  await frame.getByLabel("Email", { exact: true }).fill(guest.email);
}

export const slugOf = (event: { path: string }) => event.path.slice(3);
