import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { openBookingForm, sendBookingForm } from "#tests/support/guests.ts";

let app: RunningApp;

beforeAll(async () => {
  app = await startApp({ env: { RESERVO_DEMO: "1", RATE_LIMITS: "off" } });
}, 60_000);

afterAll(() => app?.stop());

const EVENT = "wheel-throwing-for-complete-beginners";

/** Every path that the cache may keep, each as nobody has asked for it yet. */
const CACHED = [
  `/e/${EVENT}`,
  `/e/${EVENT}?seats=2`,
  "/o/northside-makers",
  "/o/northside-makers?view=month",
  "/o/northside-makers/calendar.ics",
  "/o/northside-makers/feed.xml",
  "/docs/api",
  "/robots.txt",
  "/sitemap.xml",
  "/sitemap/1.xml",
  "/",
];

/** All other kinds of answers to GET. */
const OTHERS = [
  `/e/${EVENT}?h=own`,
  `/e/${EVENT}/book`,
  `/e/${EVENT}/live`,
  `/e/${EVENT}/picture.png`,
  `/e/${EVENT}/opening.ics`,
  "/e/no-such-event",
  "/o/northside-makers?q=clay",
  "/find",
  "/sign-in",
  "/setup?token=x",
  "/forgotten-password",
  "/new-password?token=x",
  "/confirm-email?token=x",
  "/t/x",
  "/C/X",
  "/b/K7F2QM4X?t=x",
  `/embed/${EVENT}`,
  `/embed/${EVENT}/book`,
  "/embed/o/northside-makers",
  "/embed/nothing/here/at/all",
  "/embed/v1.js",
  "/admin",
  "/admin/events.data",
  "/preferences",
  "/nothing",
  "/health",
  "/ready",
  "/metrics",
  "/favicon.svg",
  "/assets/nothing.css",
  "/api/v1/openapi.json",
  "/api/v1/availability/x",
  "/api/v1/nothing",
];

/** Headers of the connection or of one answer alone. The nonce of a policy is one of these, too. */
const OF_ITS_OWN = ["date", "x-request-id", "connection", "keep-alive", "transfer-encoding"];

async function ask(path: string, method: string, headersSent: Record<string, string> = {}) {
  const answer = await fetch(app.url + path, { method, headers: headersSent, redirect: "manual" });
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !OF_ITS_OWN.includes(name)));
  const policy = headers["content-security-policy"]?.replace(/'nonce-[^']+'/g, "'nonce'");
  const body = Buffer.from(await answer.arrayBuffer());
  // GET need not say what its body shows; a HEAD of nothing says nothing.
  const length = headers["content-length"] ?? String(body.byteLength);
  return {
    body,
    seen: { ...headers, status: answer.status, "content-security-policy": policy, "content-length": length },
  };
}

test.each(CACHED)("%s is there for GET after HEAD, and for all who ask at once", async (path) => {
  for (let visit = 0; visit < 2; visit++) {
    const { body, seen } = await ask(path, "HEAD");
    expect([seen.status, body.byteLength]).toEqual([200, 0]);
  }
  const methods = ["GET", "HEAD", "GET", "HEAD", "GET"];
  const answers = await Promise.all(methods.map((method) => ask(path, method)));
  for (const [index, { body, seen }] of answers.entries()) {
    expect(seen).toEqual(answers[0]?.seen);
    expect(Number(seen["content-length"])).toBeGreaterThan(0);
    expect(body.byteLength > 0).toBe(methods[index] === "GET");
  }
});

test("every public address answers HEAD with the status and the headers of GET", async () => {
  const booked = await sendBookingForm(await openBookingForm(app.url, EVENT), "ada@example.org");
  const confirmation = booked.location ?? "";
  expect(confirmation).toMatch(/^\/b\//);
  const links = [
    confirmation,
    ...["/manage", "/calendar.ics"].map((leaf) => confirmation.replace("?", `${leaf}?`)),
  ];
  const seen = new Set<number>();
  for (const path of [...CACHED, ...OTHERS, ...links]) {
    // Plain, since a random token is of the same length each time, but not once it is packed.
    const plain = { "Accept-Encoding": "identity" };
    const [get, head] = [await ask(path, "GET", plain), await ask(path, "HEAD", plain)];
    expect(head.seen, path).toEqual(get.seen);
    expect(head.body.byteLength, path).toBe(0);
    seen.add(get.seen.status);
  }
  for (const status of [200, 302, 403, 404, 410]) expect([...seen]).toContain(status);
}, 60_000);
