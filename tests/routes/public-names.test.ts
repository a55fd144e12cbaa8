import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { findFramingSites } from "#app/embed/find-sites.server.ts";
import { listEventsBySession } from "#app/listing/list-events.server.ts";
import { sitemap } from "#app/listing/sitemap.server.ts";
import * as addressRoute from "#app/routes/admin/events/$id.address.tsx";
import * as settingsRoute from "#app/routes/admin/settings.tsx";
import * as organizationAddressRoute from "#app/routes/admin/settings_.address.tsx";
import * as eventRoute from "#app/routes/public/e.$slug._index.tsx";
import * as organizationRoute from "#app/routes/public/o.$slug._index.tsx";
import * as calendarRoute from "#app/routes/well-known/o.$slug.calendar[.]ics.ts";
import * as feedRoute from "#app/routes/well-known/o.$slug.feed[.]xml.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { signedIn } from "#tests/support/members.ts";
import { type RouteModule, requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db, "Name club");
const cookie = await signedIn(context, ctx.organizationId, "editor");

const open = (slug: string, search = "") =>
  requestRoute(context, eventRoute, `/e/${encodeURIComponent(slug)}${search}`, { params: { slug } });
const rename = (id: string, slug: string) =>
  requestRoute<{ errors?: object }>(context, addressRoute as RouteModule, "/admin", {
    cookie,
    params: { id },
    form: { slug },
  });

test("an event is renamed in its address, and every former name leads to the present one", async () => {
  const { event } = await makeEvent(ctx, { title: "Cœur d’opéra" });
  expect(event.slug).toBe("coeur-d-opera");
  expect((await rename(event.id, "Opera, at Heart!")).status).toBe(303);
  expect((await rename(event.id, "heart")).status).toBe(303);
  for (const former of ["coeur-d-opera", "opera-at-heart"]) {
    const answer = await open(former, "?session=1");
    expect([answer.status, answer.location]).toEqual([301, "/e/heart?session=1"]);
  }
  expect((await open("heart")).status).toBe(200);
  // One event, however many names it had.
  const filter = { past: false, text: "coeur", free: false };
  const { events } = await listEventsBySession(ctx, filter, { limit: 9 });
  expect(events.map(({ slug }) => slug)).toEqual(["heart"]);
  const map = await sitemap(db, "https://book.example.org");
  expect(map?.match(/\/e\/[^<]*(?:heart|opera)/g)).toEqual(["/e/heart"]);
  // Its first name can be its name again.
  expect((await rename(event.id, "coeur-d-opera")).status).toBe(303);
  expect((await open("heart")).location).toBe("/e/coeur-d-opera");
});

test("a name that is too long for an address is refused and not cut", async () => {
  const { event } = await makeEvent(ctx, { title: "Short" });
  const refused = await rename(event.id, "w".repeat(61));
  expect(refused.status).toBe(422);
  expect(Object.keys(refused.body.errors ?? {})).toEqual(["slug"]);
  expect((await open("short")).status).toBe(200);
});

test("of names that are given at once one is the present one, and all lead to it", async () => {
  const { event } = await makeEvent(ctx, { title: "Contested" });
  const names = ["one-name", "two-name", "three-name", "four-name"];
  const answers = await Promise.all(names.map((name) => rename(event.id, name)));
  expect(answers.map(({ status }) => status)).toEqual(names.map(() => 303));
  const current = await db.execute(sql`select slug from slugs where event_id = ${event.id} and current`);
  expect(current).toHaveLength(1);
  const led = await Promise.all(names.map((name) => open(name)));
  expect(led.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(led.filter(({ status }) => status === 301)).toHaveLength(3);
});

test("a name that another event has, or had, is refused, and so is one without letters", async () => {
  const { event: first } = await makeEvent(ctx, { title: "First" });
  const { event: second } = await makeEvent(ctx, { title: "Second" });
  await rename(first.id, "the-first");
  for (const taken of ["the-first", "first", "name-club", "o"]) {
    const answer = await rename(second.id, taken);
    expect([taken, answer.status, answer.body.errors]).toEqual([
      taken,
      409,
      { slug: ["This name is taken. Choose another one."] },
    ]);
  }
  expect((await rename(second.id, "…!")).status).toBe(422);
  const names = await db.execute(sql`select slug, current from slugs where event_id = ${second.id}`);
  expect([...names]).toEqual([{ slug: "second", current: true }]);
});

test("capitals and punctuation at the end of an address lead to the page", async () => {
  const { event } = await makeEvent(ctx, { title: "Typed by hand" });
  for (const typed of ["Typed-By-Hand", "typed-by-hand.", "typed-by-hand),", "TYPED-BY-HAND%20 ".trim()]) {
    const answer = await open(decodeURIComponent(typed));
    expect([typed, answer.status, answer.location]).toEqual([typed, 301, `/e/${event.slug}`]);
  }
  const organiser = await requestRoute(context, organizationRoute, "/o/Name-Club.", {
    params: { slug: "Name-Club." },
  });
  expect([organiser.status, organiser.location]).toEqual([301, "/o/name-club"]);
  expect((await open("typed-by")).status).toBe(404);
});

test("a form may be framed by the same sites under every name", async () => {
  const { event } = await makeEvent(ctx, { title: "Framed", embedSites: ["https://only.example"] });
  await rename(event.id, "in-a-frame");
  for (const path of [
    "/embed/framed",
    "/embed/In-A-Frame/book",
    "/embed/in-a-frame.",
    "/embed/in-a-frame%2E",
  ]) {
    expect([path, await findFramingSites(db, path)]).toEqual([path, ["https://only.example"]]);
  }
});

test("an organisation is renamed in its address, and every former name leads to the present one", async () => {
  const { organizationId } = await makeOrganization(db, "Old club");
  const admin = await signedIn(context, organizationId, "admin");
  const pages = { organizationRoute, calendarRoute, feedRoute };
  const give = (slug: string, former: string) =>
    requestRoute<{ errors?: object }>(
      context,
      organizationAddressRoute as RouteModule,
      "/admin/settings/address",
      {
        cookie: admin,
        params: { slug: former },
        form: { slug },
      },
    );
  const renamed = await give("New Club!", "old-club");
  expect([renamed.status, renamed.location]).toEqual([303, "/admin/o/new-club/settings?saved=1"]);
  // A form that was open meanwhile is carried out.
  expect((await give("newest-club", "old-club")).status).toBe(303);
  for (const former of ["old-club", "new-club"]) {
    for (const [name, page] of Object.entries(pages)) {
      const path = `/o/${former}${{ organizationRoute: "", calendarRoute: "/calendar.ics", feedRoute: "/feed.xml" }[name]}`;
      const answer = await requestRoute(context, page as RouteModule, path, { params: { slug: former } });
      expect([answer.status, answer.location]).toEqual([301, path.replace(former, "newest-club")]);
    }
    const settings = await requestRoute(context, settingsRoute as RouteModule, "/admin/settings?saved=1", {
      cookie: admin,
      params: { slug: former },
    });
    expect([settings.status, settings.location]).toEqual([301, "/admin/o/newest-club/settings?saved=1"]);
  }
  const taken = await give("name-club", "newest-club");
  expect([taken.status, taken.body.errors]).toEqual([
    409,
    { slug: ["This name is taken. Choose another one."] },
  ]);
});

test("a former name of another organisation leads no member into it", async () => {
  const other = await makeOrganization(db, "Closed club");
  const admin = await signedIn(context, other.organizationId, "admin");
  const give = { cookie: admin, params: { slug: "closed-club" }, form: { slug: "shut-club" } };
  await requestRoute(context, organizationAddressRoute as RouteModule, "/admin/settings/address", give);
  const answer = await requestRoute(context, settingsRoute as RouteModule, "/admin/settings", {
    cookie,
    params: { slug: "closed-club" },
  });
  expect(answer.status).toBe(404);
});
