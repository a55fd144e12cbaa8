import {
  type APIRequestContext,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  type Page,
  request,
} from "@playwright/test";
import { type RunningApp, type StartAppOptions, startApp } from "#tests/support/app.ts";
import { type SmtpReceiver, startSmtpReceiver } from "#tests/support/smtp.ts";
import { type EventOptions, type MadeEvent, makeEvent } from "./made-event.ts";
import { sharedAppUrl, sharedOrganiser } from "./shared-app.ts";

interface Fixtures {
  /** Starts an app, and a mail server that it sends to, for this test alone. Both end with the test. */
  startOwnApp: (options?: StartAppOptions) => Promise<{ app: RunningApp; mail: SmtpReceiver }>;
  /** A client that is signed in to the shared app as its owner. */
  organiser: APIRequestContext;
  /** Makes an event in the shared app for this test alone. */
  makeEvent: (wish?: EventOptions) => Promise<MadeEvent>;
  /** Opens the browser of somebody else, who shares nothing with `page`. It closes with the test. */
  newPerson: (options?: BrowserContextOptions) => Promise<Page>;
  /** Complaints of the browser that this test brings about on purpose: `test.use({ allowed: [/…/] })`. */
  allowed: RegExp[];
  /** What the browsers have complained of so far, one line each. */
  complaints: string[];
  quietBrowser: undefined;
}

/**
 * Playwright's test, with the shared app as base address. A test fails when a page writes a warning or an error to the
 * console (a break of the content policy is one), throws, or asks anybody but this machine for anything.
 */
export const test = base.extend<Fixtures>({
  baseURL: async ({}, use) => use(sharedAppUrl()),

  // Motion has tests of its own; the others need not wait for it.
  reducedMotion: "reduce",

  startOwnApp: async ({ browser }, use) => {
    const endings: (() => Promise<unknown>)[] = [];
    await use(async (options = {}) => {
      const mail = await startSmtpReceiver();
      endings.unshift(mail.close);
      const env = { SMTP_URL: mail.url, MAIL_FROM: "tests@reservo.example", ...options.env };
      const app = await startApp({ ...options, env });
      endings.unshift(() => app.stop());
      return { app, mail };
    });
    // A page that outlives its app complains of that.
    for (const page of browser.contexts().flatMap((context) => context.pages())) await page.close();
    for (const end of endings) await end();
  },

  organiser: async ({}, use) => {
    const baseURL = sharedAppUrl();
    const client = await request.newContext({
      baseURL,
      storageState: sharedOrganiser(),
      // What a browser says of a form on our own page.
      extraHTTPHeaders: { Origin: baseURL },
    });
    await use(client);
    await client.dispose();
  },

  makeEvent: async ({ organiser }, use) => use((wish = {}) => makeEvent(organiser, wish)),

  newPerson: async ({ browser, complaints }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options = {}) => {
      // Size, motion and language are those of `page`; who is signed in is not.
      const context = await browser.newContext({ storageState: { cookies: [], origins: [] }, ...options });
      contexts.push(context);
      collectComplaints(context, complaints);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },

  allowed: [[], { option: true }],

  complaints: async ({}, use) => use([]),

  quietBrowser: [
    async ({ context, complaints, allowed }, use) => {
      collectComplaints(context, complaints);
      await use(undefined);
      const unexpected = complaints.filter((line) => !allowed.some((pattern) => pattern.test(line)));
      base.expect(unexpected, "what the browser complained of").toEqual([]);
    },
    { auto: true },
  ],
});

/** The same for a browser in which the owner of the shared app is signed in. */
export const signedInTest = test.extend({
  storageState: async ({}, use) => use(sharedOrganiser()),
  // Inside the admin a form that comes back with errors is a fetch, of which Chromium complains.
  allowed: [/status of 4(09|22) .*\.data\)$/],
});

const THIS_MACHINE = /^(data:|blob:|about:|https?:\/\/([a-z0-9-]+\.)*(localhost|127\.0\.0\.1)(:|\/))/;

/** Adds, as long as the context is open, what its pages complain of. */
function collectComplaints(context: BrowserContext, complaints: string[]): void {
  const documents = new Set<string>();
  context.on("request", (request) => {
    // A form's answer comes into the page as a document too.
    if (request.isNavigationRequest() || request.method() === "POST") documents.add(request.url());
    if (!THIS_MACHINE.test(request.url())) complaints.push(`asked for ${request.url()}`);
  });
  context.on("weberror", (error) => complaints.push(`threw ${error.error().message}`));
  context.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    // A page that is answered with 404 or 422 is no fault of the page; Chromium complains of it all the same.
    const isRefusedPage = /status of 4\d\d/.test(message.text()) && documents.has(message.location().url);
    if (!isRefusedPage) complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
}
