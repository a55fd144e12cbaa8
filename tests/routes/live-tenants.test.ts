import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { afterAll, beforeEach, expect, test } from "vitest";
import { setUpAvailability } from "#app/availability/cache.server.ts";
import { closeResource } from "#app/booking/commands.server.ts";
import { liveRoutes } from "#app/compose/live-routes.server.ts";
import { removeEvent } from "#app/events/end-event.server.ts";
import { listen } from "#app/host/http/listen.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import * as paths from "#app/platform/http/paths.ts";
import type { Services } from "#app/platform/services.ts";
import type { Db } from "#db/client.ts";
import { bookSome, makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type EventStream, openStream } from "#tests/support/event-stream.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { startTestHost } from "#tests/support/host.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

const { db, withLimits } = await testDatabase();
const [ours, theirs] = [await makeOrganization(db, "Ours"), await makeOrganization(db, "Theirs")];
const CACHE = { ttlMs: 60_000, maxSize: 1_000 };

/** An instance of the app: everything that it remembers hangs on its database object. */
function instanceOn(database: Db) {
  return startTestHost({ routes: (routes) => liveRoutes(routes, { db: database } as Services) }).app;
}

const instance = instanceOn(db);
const { server, url } = await listen({
  fetch: (request: Request, bindings: object) => instance.fetch(request, bindings),
  host: "127.0.0.1",
  port: 0,
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => setUpAvailability(db, CACHE));

const JSON_ONLY = { headers: { Accept: "application/json" } };

/** What an instance that has answered nobody yet says. */
async function freshAnswer(path: string): Promise<unknown> {
  const answer = await instanceOn(withLimits({})).fetch(
    new Request(`http://localhost${path}`, JSON_ONLY),
    {},
  );
  return answer.ok ? await answer.json() : answer.status;
}

async function answerTo(path: string): Promise<unknown> {
  const answer = await fetch(url + path, JSON_ONLY);
  return answer.ok ? await answer.json() : answer.status;
}

const isSeats = (each: { event: string }) => each.event === "seats";
const lastSeats = (stream: EventStream) => JSON.parse(stream.events.filter(isSeats).at(-1)?.data ?? "null");

test("a session that was remembered for its own event is not there under the name of another", async () => {
  const [made, other] = [await makeEvent(theirs), await makeEvent(ours)];
  expect(other.event.version).toBe(made.event.version);
  const own = paths.eventLive(made.event.slug, made.session.id);
  expect(await answerTo(own)).toMatchObject({ left: 10 });
  const foreign = paths.eventLive(other.event.slug, made.session.id);
  expect(await answerTo(foreign)).toBe(404);
  expect((await openStream(url + foreign)).status).toBe(404);
  expect(await answerTo(own)).toMatchObject({ left: 10, state: "open" });
});

test("while a session is followed, its stream is not to be had under the name of another event", async () => {
  const [made, other] = [await makeEvent(theirs), await makeEvent(ours)];
  await closeResource(ours, other.session.id);
  const own = paths.eventLive(made.event.slug, made.session.id);
  const foreign = paths.eventLive(other.event.slug, made.session.id);
  const stream = await openStream(url + own);
  await stream.until("the seats", isSeats);
  expect(await answerTo(foreign)).toBe(404);
  expect((await openStream(url + foreign)).status).toBe(404);
  expect(lastSeats(stream)).toMatchObject({ left: 10, state: "open" });
  stream.close();
});

test("a removed event answers 410, as its page does, also while somebody still follows it", async () => {
  const made = await makeEvent(ours);
  const own = url + paths.eventLive(made.event.slug, made.session.id);
  const stream = await openStream(own);
  await stream.until("the seats", isSeats);
  await removeEvent(ours, made.event.id);
  await stream.until("the removal", (each) => each.event === "turn");
  for (const path of [own, `${url}/e/${made.event.slug}/live`]) {
    expect((await fetch(path, JSON_ONLY)).status).toBe(410);
    expect((await openStream(path)).status).toBe(410);
  }
  stream.close();
});

type Step =
  | { act: "ask" | "follow"; event: number; session: number }
  | { act: "leave"; stream: number }
  | { act: "book"; session: number };

const index = fc.nat({ max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant("ask" as const), event: index, session: index }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant("follow" as const), event: index, session: index }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("leave" as const), stream: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("book" as const), session: index }) },
);

interface Tenant {
  ctx: Ctx;
  made: MadeEvent;
}

/** Two events of each organisation, all at one version, of which no two have the same numbers. */
async function makeTenants(): Promise<Tenant[]> {
  const tenants: Tenant[] = [];
  for (const ctx of [ours, theirs, ours, theirs]) {
    tenants.push({ ctx, made: await makeEvent(ctx, { capacity: 20 + 10 * tenants.length }) });
  }
  const [first, ...others] = tenants;
  if (first) await closeResource(first.ctx, first.made.session.id);
  for (const { ctx, made } of others) await bookSome(ctx, made.session.resourceIds);
  expect(new Set(tenants.map(({ made }) => made.event.version)).size).toBe(1);
  return tenants;
}

/** Books a seat, and waits until the instance shows it: a channel is read at most every 250 ms. */
async function bookOne({ ctx, made }: Tenant): Promise<void> {
  await bookSome(ctx, made.session.resourceIds);
  const path = paths.eventLive(made.event.slug, made.session.id);
  const expected = await freshAnswer(path);
  await waitUntil("the booking to be shown", async () => isDeepStrictEqual(await answerTo(path), expected));
}

async function walk(steps: Step[]): Promise<void> {
  const tenants = await makeTenants();
  const streams: EventStream[] = [];
  const followed: { stream: EventStream; path: string }[] = [];
  try {
    for (const each of steps) {
      if (each.act === "leave") followed.splice(each.stream % (followed.length || 1), 1)[0]?.stream.close();
      if (each.act === "book") await bookOne(tenants[each.session] as Tenant);
      if (each.act !== "ask" && each.act !== "follow") continue;
      const { slug } = (tenants[each.event] as Tenant).made.event;
      const path = paths.eventLive(slug, (tenants[each.session] as Tenant).made.session.id);
      const expected = each.event === each.session ? await freshAnswer(path) : 404;
      if (each.act === "ask") {
        expect(await answerTo(path), path).toEqual(expected);
        continue;
      }
      const stream = await openStream(url + path);
      streams.push(stream);
      expect(stream.status, path).toBe(expected === 404 ? 404 : 200);
      if (expected === 404) continue;
      await stream.until("the seats", isSeats);
      expect(lastSeats(stream), path).toEqual(expected);
      followed.push({ stream, path });
    }
    for (const { stream, path } of followed) {
      const expected = await freshAnswer(path);
      await waitUntil(`the last change of ${path}`, () => isDeepStrictEqual(lastSeats(stream), expected));
    }
  } finally {
    for (const stream of streams) stream.close();
  }
}

test("whatever two organisations' visitors ask for and follow, every answer is that of a fresh instance", async () => {
  const walks = fc.array(step, { minLength: 4, maxLength: 16 });
  await fc.assert(fc.asyncProperty(walks, walk), { numRuns: 12, endOnFailure: true });
});
