import { Agent, get } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { openAppDatabase } from "#tests/support/app-database.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { makeEvent } from "#tests/support/events.ts";
import { type OpenForm, openBookingForm, sendBookingForm } from "#tests/support/guests.ts";

/** How long each flood lasts. */
const FLOOD_MS = 8_000;
/** What others may wait at most while it lasts, and once it is over. */
const HEALTH_MS = 500;
const BOOKING_MS = 5_000;
/** What half of them may wait for a page that is kept. */
const PAGE_MEDIAN_MS = 250;

let app: RunningApp;
let slug: string;
let guest = 0;

beforeAll(async () => {
  // With a proxy that is trusted each request may come from a network of its own; the guests are the proxy's.
  const env = { RESERVO_DEMO: "1", RATE_LIMITS: "on", TRUSTED_PROXIES: "127.0.0.1", LOG_LEVEL: "error" };
  app = await startApp({ env, readyWithin: 180_000 });
  const database = openAppDatabase(app.dataDir);
  const ctx = await makeOrganization(database.db);
  const { event } = await makeEvent(ctx, { capacity: 5_000, manyFromOneNetwork: true });
  slug = event.slug;
  await database.close();
  for (const path of ["/docs/api", `/e/${slug}`, "/health"]) await (await fetch(app.url + path)).text();
}, 200_000);

afterAll(() => app?.stop());

/** Does something again and again for as long as the flood lasts, and answers how long each time took, the longest last. */
async function timed(untilMs: number, everyMs: number, work: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  while (performance.now() < untilMs) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
    await pause(everyMs);
  }
  return times.sort((one, other) => one - other);
}

/** What others see while the flood lasts. */
async function watchOthers(flood: (untilMs: number) => Promise<unknown>, opened?: OpenForm) {
  const untilMs = performance.now() + FLOOD_MS;
  const [health, pages, bookings, answered] = await Promise.all([
    timed(untilMs, 20, async () => expect((await fetch(`${app.url}/health`)).status).toBe(200)),
    timed(untilMs, 50, async () => expect((await fetch(`${app.url}/e/${slug}`)).status).toBe(200)),
    timed(untilMs, 250, async () => {
      const form = opened ?? (await openBookingForm(app.url, slug));
      guest += 1;
      expect((await sendBookingForm(form, `guest${guest}@example.org`)).status).toBe(303);
    }),
    flood(untilMs),
  ]);
  const after = performance.now();
  expect((await fetch(`${app.url}/health`)).status).toBe(200);
  const recovered = performance.now() - after;
  const median = (times: number[]) => times[Math.floor(times.length / 2)];
  const worst = { health: health.at(-1), page: pages.at(-1), booking: bookings.at(-1), recovered };
  const medians = { health: median(health), page: median(pages), booking: median(bookings) };
  console.info({ answered, bookings: bookings.length, worst, medians });
  expect(worst.health).toBeLessThan(HEALTH_MS);
  expect(medians.page).toBeLessThan(PAGE_MEDIAN_MS);
  expect(worst.booking).toBeLessThan(BOOKING_MS);
  expect(worst.recovered).toBeLessThan(HEALTH_MS);
}

/** A client that sends twenty requests at a time without waiting, and is replaced when its connection ends. */
async function pipeline(path: string, untilMs: number): Promise<number> {
  const { hostname, port, host } = new URL(app.url);
  const requests = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(20);
  let bytes = 0;
  while (performance.now() < untilMs) {
    const socket: Socket = connect(Number(port), hostname);
    socket.on("error", () => {});
    socket.on("data", (data) => {
      bytes += data.byteLength;
    });
    socket.write(requests);
    await pause(300);
    socket.destroy();
  }
  return bytes;
}

test("twenty clients who send twenty requests for the API reference at a time hold nobody up", async () => {
  await watchOthers((untilMs) =>
    Promise.all(Array.from({ length: 20 }, () => pipeline("/docs/api", untilMs))),
  );
});

/** How long a client of a flood waits that was refused: much less than it was told to. */
const REFUSED_PAUSE_MS = 250;

/** Clients on connections that stay, who ask for the next page when they have one; answers the statuses that they got. */
async function readers(count: number, untilMs: number, pathOf: (page: number) => string, network: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: count });
  const statuses: Record<number, number> = {};
  let page = 0;
  const read = (path: string) =>
    new Promise<number>((resolve, reject) => {
      const headers = { "X-Forwarded-For": network.replace("*", String(page % 250)) };
      get(app.url + path, { agent, headers }, (response) => {
        response.resume().on("end", () => resolve(response.statusCode ?? 0));
      }).on("error", reject);
    });
  const reader = async () => {
    while (performance.now() < untilMs) {
      page += 1;
      const status = await read(pathOf(page));
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status !== 200) await pause(REFUSED_PAUSE_MS);
    }
  };
  await Promise.all(Array.from({ length: count }, reader));
  agent.destroy();
  return statuses;
}

test("fifty clients of one network who read pages that nobody keeps are told that they are too many", async () => {
  const flood = async (untilMs: number) => {
    const statuses = await readers(50, untilMs, (page) => `/o/northside-makers?q=x${page}`, "198.51.100.7");
    expect(statuses[200]).toBeLessThan(300 + 10 * (FLOOD_MS / 1_000) * 1.5);
    expect(statuses[429]).toBeGreaterThan(100);
    return statuses;
  };
  await watchOthers(flood);
});

test("two hundred clients of as many networks get as many pages as fit, and hold no booking up", async () => {
  // Their guests have the form already, since writes are never refused.
  const form = await openBookingForm(app.url, slug);
  const flood = async (untilMs: number) => {
    const statuses = await readers(200, untilMs, (page) => `/o/northside-makers?q=x${page}`, "203.0.113.*");
    expect(statuses[503]).toBeGreaterThan(100);
    return statuses;
  };
  await watchOthers(flood, form);
});
