import { randomUUID } from "node:crypto";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import { OWNER } from "./owner.ts";

export interface EventOptions {
  title?: string;
  /** One number a date: its seats. The dates are a week apart, the first a month ahead, 18:00 to 20:00. */
  seats?: number[];
  maxPerBooking?: number;
  /** Other fields of the organiser's form, by their names. */
  fields?: Record<string, string>;
  /** Published unless this is true. */
  draft?: boolean;
}

/** An event of a test's own, in an app that others use too. */
export interface MadeEvent {
  id: string;
  title: string;
  /** The path of its public page. */
  path: string;
  /** The path of its page in the admin. */
  adminPath: string;
  /** The days of its dates as the pages write them, such as "Sat 14 Mar". */
  days: string[];
}

/** Makes an event through the organiser's form, with a title that no other event has. */
export async function makeEvent(client: APIRequestContext, wish: EventOptions): Promise<MadeEvent> {
  const { seats = [12], maxPerBooking = 4, draft = false } = wish;
  const title = `${wish.title ?? "Printing by hand"} ${randomUUID().slice(0, 8)}`;
  const dates = seats.map((_, week) => dateInWeeks(week));
  const made = await client.post(`${await adminOf(client)}/events/new`, {
    form: {
      ...formOf(title, maxPerBooking),
      ...wish.fields,
      ...Object.assign({}, ...dates.map(sessionOf(seats))),
    },
    maxRedirects: 0,
  });
  const adminPath = expectRedirect(made);
  if (!draft) {
    const form = { intent: "publish" };
    expectRedirect(await client.post(`${adminPath}?index`, { form, maxRedirects: 0 }));
  }
  const page = await client.get(adminPath);
  if (!page.ok()) throw new Error(`${adminPath} was answered with ${page.status()}`);
  const path = /href="[^"]*(\/e\/[a-z0-9-]+)"/.exec(await page.text())?.[1];
  if (!path) throw new Error("the event's page in the admin has no link to its public page");
  const id = adminPath.split("/").at(-1) ?? "";
  return { id, title, path, adminPath, days: dates.map(shortDay) };
}

const admins = new WeakMap<APIRequestContext, Promise<string>>();

/** Returns the path of the client's organisation in the admin, to which `/admin` redirects. */
function adminOf(client: APIRequestContext): Promise<string> {
  const known = admins.get(client);
  if (known) return known;
  const found = client.get("/admin").then((page) => new URL(page.url()).pathname);
  admins.set(client, found);
  return found;
}

function formOf(title: string, maxPerBooking: number) {
  return {
    title,
    description: "Bring **an apron**.",
    place: "Unit 4, Canal Yard, Leeds",
    timeZone: OWNER.timeZone,
    stock: "marigold",
    maxPerBooking: String(maxPerBooking),
    intent: "save",
  };
}

function sessionOf(seats: number[]) {
  return (date: string, index: number) => ({
    [`sessions[${index}].startsAt`]: `${date}T18:00`,
    [`sessions[${index}].endsAt`]: `${date}T20:00`,
    [`sessions[${index}].capacity`]: String(seats[index]),
  });
}

/** The day a month and so many weeks ahead, as date fields have it. */
export function dateInWeeks(weeks: number): string {
  return new Date(Date.now() + (30 + 7 * weeks) * 86_400_000).toISOString().slice(0, 10);
}

function shortDay(date: string): string {
  const words = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat("en-GB", words).format(new Date(date)).replace(",", "");
}

function expectRedirect(answer: APIResponse): string {
  const location = answer.headers().location;
  if (answer.status() !== 303 || location === undefined) {
    throw new Error(`${answer.url()} was answered with ${answer.status()} instead of a redirect`);
  }
  return location;
}
