import { type APIRequestContext, request } from "@playwright/test";
import type { RunningApp } from "#tests/support/app.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

export const OWNER = {
  organization: "Northside Makers",
  timeZone: "Europe/London",
  name: "Marta Nowak",
  email: "marta@example.org",
  password: "eleven brown herons",
};

/** The set-up link of an app that nobody owns. It is printed shortly after the line that says that the app is running. */
export function setUpLinkOf(app: RunningApp): Promise<string> {
  return waitUntil("the set-up link", () => app.setupLink());
}

/** Becomes the owner of an app as the set-up page's form does, and returns a client that is signed in as them. */
export async function becomeOwner(
  app: RunningApp,
  other: Partial<typeof OWNER> = {},
): Promise<APIRequestContext> {
  const client = await request.newContext({ baseURL: app.url, extraHTTPHeaders: { Origin: app.url } });
  const answer = await client.post(await setUpLinkOf(app), { form: { ...OWNER, ...other }, maxRedirects: 0 });
  if (answer.status() !== 303) throw new Error(`the set-up was answered with ${answer.status()}`);
  return client;
}
