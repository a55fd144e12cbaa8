import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setUpAvailability } from "#app/availability/cache.server.ts";
import { liveRoutes } from "#app/compose/live-routes.server.ts";
import { handleError } from "#app/compose/render-page.server.tsx";
import { refusalWords } from "#app/host/http/refusal-words.ts";
import type { HostContext } from "#app/platform/http/request-context.ts";
import { servicesForReads } from "#app/platform/services.ts";
import * as eventRoute from "#app/routes/public/e.$slug._index.tsx";
import * as feedRoute from "#app/routes/well-known/o.$slug.feed[.]xml.ts";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { startTestHost } from "#tests/support/host.ts";
import { type RouteModule, testContext } from "#tests/support/remix.ts";

const { db, reads, pool } = await testDatabase({ max: 4, acquireTimeoutMs: 200 });
const context = await testContext(db, { reads });
const ctx = await makeOrganization(db, "Starved club");
const made = await makeEvent(ctx, { capacity: 100 });
const { base } = await serveApi(db, { reads });
const key = await keyOf(ctx);

const ROUTES: Record<string, RouteModule> = { e: eventRoute, o: feedRoute };

/** A host whose pages are what their loaders answer, on the connections that the app gives to pages. */
const { app } = startTestHost({
  routes: (hono) => liveRoutes(hono, servicesForReads(context)),
  async pages(request: Request, host: HostContext) {
    const [, area = "", slug = ""] = new URL(request.url).pathname.split("/");
    const args = { request, params: { slug }, context: { ...servicesForReads(context), ...host } };
    try {
      const answer = await ROUTES[area]?.loader?.(args as never);
      return answer instanceof Response ? answer : new Response(JSON.stringify(answer));
    } catch (error) {
      // As the page framework does.
      handleError(error, args as never);
      return new Response("an error page", { status: 500 });
    }
  },
});

let released: Promise<void>;
let free: () => Promise<void>;

/** Page-like readers that hold all connections that reads may have, in real transactions. */
beforeEach(async () => {
  setUpAvailability(db, { ttlMs: 0, maxSize: 100 });
  let release = () => {};
  released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const begun: Promise<void>[] = [];
  const ended = Array.from({ length: 2 }, () => {
    let begin = () => {};
    begun.push(
      new Promise((resolve) => {
        begin = resolve;
      }),
    );
    return reads.transaction(async (tx) => {
      await tx.execute(sql`select pg_sleep(0.01)`);
      begin();
      await released;
    });
  });
  await Promise.all(begun);
  free = async () => {
    release();
    await Promise.all(ended);
  };
});

afterEach(() => free());

const bookByApi = () =>
  fetch(`${base}/reservations`, {
    method: "POST",
    headers: { ...key, "Content-Type": "application/json" },
    body: JSON.stringify({ resourceId: made.session.resourceIds[0], clientId: "ann", quantity: 1 }),
  });

test("bookings find connections while readers wait for theirs", async () => {
  const readers = Array.from({ length: 30 }, () => reads.transaction(() => released).catch(() => undefined));
  await expect.poll(() => pool.stats().waiting).toBe(30);
  const booked = await Promise.all(Array.from({ length: 5 }, bookByApi));
  expect(booked.map(({ status }) => status)).toEqual(Array(5).fill(201));
  await free();
  await Promise.all(readers);
});

test.each([
  ["an event's page", `/e/${made.event.slug}`],
  ["a feed", "/o/starved-club/feed.xml"],
  ["a live stream", `/e/${made.event.slug}/live`],
])("%s for which no connection comes free is busy, and is there again once one is", async (_what, path) => {
  const busy = await app.request(path, { headers: { Accept: "text/html" } });
  expect([busy.status, busy.headers.get("Retry-After")]).toEqual([503, "5"]);
  expect(await busy.text()).toContain(refusalWords.en.busy[0]);
  await free();
  expect((await app.request(path)).status).toBe(200);
});

test("a call of the API that reads is overloaded where no connection comes free", async () => {
  const path = `${base}/resources?limit=1`;
  const busy = await fetch(path, { headers: key });
  expect([busy.status, busy.headers.get("Retry-After")]).toEqual([503, "1"]);
  expect(await busy.json()).toMatchObject({ error: "OVERLOADED" });
  await free();
  expect((await fetch(path, { headers: key })).status).toBe(200);
});
