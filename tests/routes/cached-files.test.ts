import { sql } from "drizzle-orm";
import ICAL from "ical.js";
import { expect, test } from "vitest";
import { setUpAvailability } from "#app/availability/cache.server.ts";
import { cachedPages } from "#app/compose/cached-pages.server.ts";
import { announceEvent } from "#app/events/event-facts.server.ts";
import type { HostContext } from "#app/platform/http/request-context.ts";
import * as referenceRoute from "#app/routes/public/docs.api.tsx";
import * as organizationRoute from "#app/routes/public/o.$slug._index.tsx";
import * as openingRoute from "#app/routes/well-known/e.$slug.opening[.ics].ts";
import * as pictureRoute from "#app/routes/well-known/e.$slug.picture[.]png.ts";
import * as calendarRoute from "#app/routes/well-known/o.$slug.calendar[.]ics.ts";
import * as feedRoute from "#app/routes/well-known/o.$slug.feed[.]xml.ts";
import * as robotsRoute from "#app/routes/well-known/robots[.]txt.ts";
import * as mapRoute from "#app/routes/well-known/sitemap[.]xml.ts";
import { makeOrganization, partsOf } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { startTestHost } from "#tests/support/host.ts";
import { makeManyEvents } from "#tests/support/many-events.ts";
import { type RouteModule, testContext } from "#tests/support/remix.ts";

const { db, owner } = await testDatabase();
const context = await testContext(db);

const ROUTES: [path: RegExp, route: RouteModule][] = [
  [/^\/docs\/api$/, referenceRoute],
  [/^\/o\/[^/]+\/calendar\.ics$/, calendarRoute],
  [/^\/o\/[^/]+\/feed\.xml$/, feedRoute],
  [/^\/o\/[^/]+$/, organizationRoute],
  [/^\/e\/[^/]+\/opening\.ics$/, openingRoute],
  [/^\/e\/[^/]+\/picture\.png$/, pictureRoute],
  [/^\/robots\.txt$/, robotsRoute],
  [/^\/sitemap\.xml$/, mapRoute],
];

/** A host with our own rules whose pages are what their loaders answer, and which counts how often each is asked. */
function startHost() {
  const rendered: string[] = [];
  const { app } = startTestHost({
    // Without a pace, a page is rendered twice and then cached, however slow the machine is.
    pageCache: { ...cachedPages(partsOf(db)), paceMs: 0 },
    async pages(request: Request, host: HostContext) {
      const { pathname } = new URL(request.url);
      rendered.push(pathname);
      const route = ROUTES.find(([path]) => path.test(pathname))?.[1];
      const params = { slug: pathname.split("/")[2] };
      const all = { request, params, context: { ...context, ...host } };
      const answer = await route?.loader?.(all as never);
      if (answer instanceof Response) return answer;
      return new Response(JSON.stringify(answer), { headers: { "Content-Type": "text/html" } });
    },
  });
  const read = async (path: string, origin = "http://a.test") => {
    const answer = await app.request(`${origin}${path}`);
    expect(answer.status, path).toBe(200);
    return answer.text();
  };
  return { app, rendered, read };
}

test("the reference of the API is rendered once for twenty who ask at once, and for whoever comes later", async () => {
  const { rendered, read } = startHost();
  const pages = await Promise.all(Array.from({ length: 20 }, () => read("/docs/api")));
  for (let later = 0; later < 3; later++) pages.push(await read("/docs/api"));
  expect(new Set(pages).size).toBe(1);
  expect(pages[0]).toContain("http://a.test/api/v1");
  expect(rendered).toEqual(["/docs/api"]);
});

test("feeds, calendars and what search engines read are kept, and new at once when an event has changed", async () => {
  const ctx = await makeOrganization(db, "Kept club");
  const { event } = await makeEvent(ctx, { title: "Kept evening" });
  const { rendered, read } = startHost();
  const paths = ["/o/kept-club/calendar.ics", "/o/kept-club/feed.xml", "/robots.txt", "/sitemap.xml"];
  const readAll = async () => {
    const texts = [];
    for (const path of paths) texts.push(await read(path));
    return texts;
  };
  const [calendar = "", feed = "", , map = ""] = await readAll();
  expect([calendar, feed].every((text) => text.includes("Kept evening"))).toBe(true);
  expect(map).toContain(`/e/${event.slug}<`);
  await readAll();
  rendered.length = 0;
  for (let visit = 0; visit < 3; visit++) await readAll();
  expect(rendered).toEqual([]);
  const added = await makeEvent(ctx, { title: "Added evening" });
  await expect.poll(() => read("/o/kept-club/feed.xml")).toContain("Added evening");
  await expect.poll(() => read("/o/kept-club/calendar.ics")).toContain("Added evening");
  await expect.poll(() => read("/sitemap.xml")).toContain(`/e/${added.event.slug}<`);
});

test("searches, pictures and the calendar entry of an opening are kept, until the event changes", async () => {
  setUpAvailability(db, { ttlMs: 60_000, maxSize: 1000 });
  const found = await makeOrganization(db, "Searched club");
  const opensAt = new Date(Date.now() + 3_600_000);
  const { event } = await makeEvent(found, { title: "Searched evening", opensAt });
  const { rendered, read } = startHost();
  const search = "/o/searched-club?q=evening&utm_source=x";
  const paths = [search, `/e/${event.slug}/picture.png?v=1`, `/e/${event.slug}/opening.ics`];
  const all = () => Promise.all(paths.map((path) => read(path)));
  const [list, picture, opening] = await all();
  expect(list).toContain("Searched evening");
  expect(picture).toContain("PNG");
  expect(opening).toContain("BEGIN:VEVENT");
  await all();
  rendered.length = 0;
  await Promise.all(Array.from({ length: 5 }, all));
  await read(`/o/searched-club?x=y&q=%20evening%20&view=list`);
  expect(rendered).toEqual([]);
  await announceEvent(found, event.id);
  await expect
    .poll(async () => {
      await all();
      return new Set(rendered).size;
    })
    .toBeGreaterThanOrEqual(1);
});

const urlsIn = (calendar: string) =>
  new ICAL.Component(ICAL.parse(calendar))
    .getAllSubcomponents("vevent")
    .map((each) => String(each.getFirstPropertyValue("url")));

test("a calendar is made once for all origins, and has each one's own addresses in lines of a legal length", async () => {
  const ctx = await makeOrganization(db, "Origin club");
  await makeManyEvents({ ...ctx, db: owner.db }, 60);
  const { read } = startHost();
  const path = "/o/origin-club/calendar.ics";
  const short = urlsIn(await read(path, "http://a.test"));
  expect(short).toHaveLength(120);
  // Written past the feature, which would have announced it: whoever reads the database again sees it.
  await db.execute(sql`update events set title = 'Renamed' where organization_id = ${ctx.organizationId}`);
  const longest = `https://${"a-long-name.".repeat(8)}example.test:8443`;
  for (const origin of ["http://b.test", longest]) {
    const calendar = await read(path, origin);
    expect(calendar).not.toContain("Renamed");
    expect(calendar).not.toContain(".invalid");
    expect(urlsIn(calendar)).toEqual(short.map((url) => url.replace("http://a.test", origin)));
    expect(Math.max(...calendar.split("\r\n").map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(
      75,
    );
  }
});
