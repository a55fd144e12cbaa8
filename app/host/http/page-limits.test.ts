import { expect, test } from "vitest";
import { locales } from "#app/platform/locales.ts";
import type { LimitKind, RateLimits } from "#app/platform/services.ts";
import { startCachedSite } from "#tests/support/cached-site.ts";
import { from, fromOurPage, startTestHost } from "#tests/support/host.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { createRateLimits } from "./rate-limits.ts";
import { refusalWords } from "./refusal-words.ts";

/** Creates limits that record what was counted, and refuse what the test chooses. */
function watchedLimits() {
  const taken: [kind: LimitKind, address: string][] = [];
  const state = { refuses: false };
  const limits: Pick<RateLimits, "consume"> = {
    consume(kind, address) {
      taken.push([kind, address]);
      return state.refuses ? { ok: false, retryAfterSeconds: 7 } : { ok: true };
    },
  };
  return { taken, state, limits };
}

test("a request counts as a read only if a page is rendered for it: not from the cache, not when it joins a rendering, not for other responses", async () => {
  const { taken, limits } = watchedLimits();
  const { app, ask, warm } = startCachedSite({}, {}, { rateLimits: limits });
  await warm("/e/x");
  taken.length = 0;
  for (let visit = 0; visit < 5; visit++) await ask("/e/x");
  await Promise.all(["/health", "/ready", "/metrics", "/assets/x.js", "/api/v1/x"].map((path) => ask(path)));
  await app.request("/e/x/book", { method: "POST", headers: fromOurPage, body: "a=1" }, from("192.0.2.1"));
  expect(taken).toEqual([]);

  await Promise.all(Array.from({ length: 20 }, () => ask("/e/new")));
  expect(taken).toEqual([["read", "192.0.2.1"]]);
  taken.length = 0;
  for (const path of ["/e/x?h=hold", "/o/x/calendar.ics", "/find", "/embed/x", "/b/x?t=1", "/sign-in"]) {
    await ask(path);
    await ask(path, {}, { method: "HEAD" });
  }
  await ask("/e/x", { Cookie: "reservo=anything" });
  expect(taken).toEqual(Array(13).fill(["read", "192.0.2.1"]));
  taken.length = 0;
  for (const path of ["/admin", "/admin/events.data"]) await ask(path);
  expect(taken).toEqual(Array(2).fill(["member-read", "192.0.2.1"]));
});

test("a visitor with a hold gets the shared page where their own is refused, by a limit or for lack of room", async () => {
  const { state, limits } = watchedLimits();
  const options = { rateLimits: limits, maxPageWorkMs: 1_000 };
  const { ask, site, warm } = startCachedSite({}, {}, options);
  for (const path of ["/e/x", "/e/y"]) await warm(path);
  const own = { Cookie: "hold=/e/x" };
  expect((await ask("/e/x", own)).text).toContain('value="own"');
  // Another page, or other limits.
  expect((await ask("/e/y", own)).text).toContain('value="book-token-');
  site.renders.length = 0;
  state.refuses = true;
  const refused = await ask("/e/x", own);
  expect(refused).toMatchObject({ status: 200, text: expect.stringContaining('value="book-token-') });
  expect(site.renders).toEqual([]);
  state.refuses = false;

  let go = () => {};
  site.wait = new Promise<void>((resolve) => {
    go = resolve;
  });
  // Pages wait until no more of them are admitted.
  const waiting = Array.from({ length: 300 }, (_, page) => ask(`/e/other-${page}`));
  const shared = await ask("/e/x", own);
  expect(shared).toMatchObject({ status: 200, text: expect.stringContaining('value="book-token-') });
  go();
  await Promise.all(waiting);
});

test("a network over its limit gets a 429 page in the visitor's language, which tries again by itself", async () => {
  const { app } = startTestHost({ rateLimits: createRateLimits({ enabled: true, elapsedMs: () => 0 }) });
  const ask = (headers: Record<string, string>, address = "192.0.2.1") =>
    app.request("/o/x?q=a", { headers }, from(address));
  for (let page = 0; page < 300; page++) expect((await ask({})).status).toBe(200);
  for (const locale of locales) {
    const answer = await ask({ Accept: "text/html", "Accept-Language": locale });
    expect(answer.status).toBe(429);
    expect([answer.headers.get("Retry-After"), answer.headers.get("Refresh")]).toEqual(["5", "5"]);
    const page = await answer.text();
    expect(page).toContain(refusalWords[locale]["too-many"][0]);
    expect(page).toContain('href="/o/x?q=a"');
  }
  expect(await (await ask({})).text()).toContain(refusalWords.en["too-many"][0]);
  expect((await ask({}, "192.0.2.2")).status).toBe(200);
});

test("a stale cached page is sent, for a minute at most, where rendering it again is refused", async () => {
  const { taken, state, limits } = watchedLimits();
  let elapsedMs = 0;
  const options = { elapsedMs: () => elapsedMs };
  const { ask, site, warm } = startCachedSite({}, options, { rateLimits: limits });
  await warm("/e/x");
  state.refuses = true;
  site.stamp = "2";
  taken.length = 0;
  const old = await ask("/e/x");
  expect([old.status, taken.length, site.renders.length]).toEqual([200, 1, 0]);
  expect(old.text).toContain("<p>1</p>");
  // A page that is not cached has no stale version.
  expect((await ask("/e/y")).status).toBe(429);
  elapsedMs = 59_999;
  expect((await ask("/e/x")).text).toContain("<p>1</p>");
  elapsedMs = 60_000;
  expect((await ask("/e/x")).status).toBe(429);
  state.refuses = false;
  expect((await ask("/e/x")).text).toContain("<p>2</p>");
});

test("a page cached before a withdrawal is not sent when a new rendering is refused", async () => {
  const { state, limits } = watchedLimits();
  let withdrawals = 0;
  const { ask, warm } = startCachedSite({}, { withdrawalsOf: () => withdrawals }, { rateLimits: limits });
  await warm("/e/x");
  state.refuses = true;
  withdrawals = 1;
  expect((await ask("/e/x")).status).toBe(429);
});

test("a stale cached page is sent while no more work fits, and other pages are refused at once", async () => {
  const { ask, app, site, warm } = startCachedSite({}, {}, { maxPageWorkMs: 0 });
  await warm("/e/x");
  let go = () => {};
  site.wait = new Promise((resolve) => {
    go = resolve;
  });
  site.stamp = "2";
  const others = Array.from({ length: 4 }, (_, index) => app.request(`/o/other-${index}`));
  await waitUntil("all room to be used", () => site.renders.length === 4);
  expect((await ask("/e/x")).text).toContain("<p>1</p>");
  expect((await ask("/e/y")).status).toBe(503);
  go();
  await Promise.all(others);
  expect((await ask("/e/x")).text).toContain("<p>2</p>");
});
