import { expect, test } from "vitest";
import { cachedPages } from "#app/compose/cached-pages.server.ts";
import { HOST_ADDRESSES } from "#app/compose/host-addresses.ts";
import { liveRoutes } from "#app/compose/live-routes.server.ts";
import { renameEvent } from "#app/events/rename-event.server.ts";
import { updateEvent } from "#app/events/save-event.server.ts";
import { createRateLimits } from "#app/host/http/rate-limits.ts";
import type { Services } from "#app/platform/services.ts";
import * as eventRoute from "#app/routes/public/e.$slug._index.tsx";
import { bookAsGuest, guestOf } from "#tests/support/booking-flow.ts";
import { makeOrganization, partsOf } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { startTestHost } from "#tests/support/host.ts";
import { signedIn } from "#tests/support/members.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";
import { routeManifest } from "#tests/support/route-table.ts";
import { createSite } from "#tests/support/site.tsx";

const { db } = await testDatabase();
const context = await testContext(db);
const site = createSite(context);
const ctx = await makeOrganization(db, "Harbour club");
const { app } = startTestHost({ routes: (routes) => liveRoutes(routes, partsOf(db) as unknown as Services) });
const CODE = "Harvest Supper 27";

/** Everything about the event that nobody sees without its code, and its present name, which is made of its title. */
const SECRETS = {
  title: "Zwiebelfest",
  place: "Geheimkeller",
  description: "Mitternachtssuppe",
  price: "47 Taler",
  message: "Klopfzeichen",
};
const makePrivate = (more: object = {}) =>
  makeEvent(ctx, { ...SECRETS, visibility: "private", accessCode: CODE, ...more });

const made = await makePrivate({ sessions: 2, opensAt: new Date(Date.now() + 3_600_000) });
await renameEvent(ctx, made.event.id, "zwiebelfest-im-keller");
const present = "zwiebelfest-im-keller";
const former = made.event.slug;

/** The dates as pages, files and programs write them. */
const DATES = made.sessions.flatMap(({ startsAt, id }) => [
  id,
  startsAt.toISOString().slice(0, 16),
  startsAt.toISOString().slice(0, 10).replaceAll("-", ""),
  startsAt.toLocaleTimeString("en-GB", { timeZone: "UTC", hour: "2-digit", minute: "2-digit" }),
]);

/** Expects that a text says nothing of the event besides the name that was asked for. */
function expectNothingOf(where: string, text: string, ...asked: string[]) {
  const plain = asked.reduce((rest, each) => rest.replaceAll(each, ""), text).toLowerCase();
  for (const secret of [...Object.values(SECRETS), ...DATES, present, former])
    expect([where, secret, plain.includes(secret.toLowerCase())]).toEqual([where, secret, false]);
}

/** The whole path of a route of the app. */
function pathOf(id: string): string {
  const { path = "", parentId } = routeManifest[id] ?? {};
  return (parentId && parentId !== "root" ? pathOf(parentId) : "") + (path ? `/${path}` : "");
}

const routes = Object.keys(routeManifest)
  .filter((id) => !id.startsWith("routes/admin"))
  .map((id) => ({ id, path: pathOf(id) }))
  .filter(({ path }) => path.includes(":slug"));

/** The addresses of all routes that take a name, of an event or of an organisation. */
const ADDRESSES = routes.flatMap(({ path }) => {
  const names = /^(\/embed)?\/o\//.test(path) ? ["harbour-club"] : [present, former];
  return names.map((name) => ({ name, path: path.replace(":slug", name) }));
});

test("the routes that take a name are found, and are those that are known to", () => {
  expect(routes.map(({ path }) => path).sort()).toEqual([
    "/e/:slug",
    "/e/:slug/book",
    "/e/:slug/opening.ics",
    "/e/:slug/picture.png",
    "/embed/:slug",
    "/embed/:slug/book",
    "/embed/:slug/done",
    "/embed/:slug/seen",
    "/embed/o/:slug",
    "/o/:slug",
    "/o/:slug/calendar.ics",
    "/o/:slug/feed.xml",
  ]);
  expect(HOST_ADDRESSES.filter(({ path }) => path.includes(":slug")).map(({ path }) => path)).toEqual([
    "/e/:slug/live",
  ]);
});

test("no route that takes a name says anything of a private event without its code, however it is asked", async () => {
  const ask = async (address: string, name: string, form?: Record<string, string>) => {
    const sent = form && new URLSearchParams(form);
    const { text, location = "" } = await site(address, { cookie: "access=a; holder=b", form: sent });
    // What the address names itself is no news.
    expectNothingOf(`${form ? "POST" : "GET"} ${address}`, text + location, name, made.session.id);
  };
  const queries = [
    "",
    `?session=${made.session.id}&seats=2`,
    `?month=${made.session.startsAt.toISOString().slice(0, 7)}&q=zwiebel`,
    "?code=wrong-code",
    "?access=aaaaaaaa.aaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaa&h=x.y",
    "?test=1",
  ];
  const forms: Record<string, string>[] = [{ seats: "1", session: made.session.id }, { accessCode: "wrong" }];
  for (const { name, path } of ADDRESSES) {
    for (const query of queries) await ask(path + query, name);
    await ask(`${path}.data`, name);
    for (const form of forms) await ask(`${path}?send=1`, name, form);
  }
  for (const address of ["/", "/o/harbour-club?past=1", "/sitemap.xml", "/robots.txt"])
    expectNothingOf(address, (await site(address)).text, "harbour-club");
});

test("the live stream of a private event is there for those who have entered the code", async () => {
  const live = (cookie: string) =>
    app.request(`/e/${present}/live`, { headers: { Cookie: cookie, Accept: "application/json" } });
  const refused = await live("access=a.b.c");
  expect(refused.status).toBe(404);
  expectNothingOf("live", await refused.text(), present);
  const { cookie = "" } = await site(`/e/${present}?code=${CODE}`);
  const opened = await live(cookie.split(";")[0] ?? "");
  expect(opened.status).toBe(200);
  expect(await opened.json()).toMatchObject({ left: 10, capacity: 10 });
});

test("its page says whose it is and asks for the code, and is kept by nobody", async () => {
  const { status, text } = await site(`/e/${present}`);
  expect(status).toBe(403);
  expect(text).toContain("<title>This event is private</title>");
  expect(text).toContain("Enter your access code.");
  expect(text).toContain("Harbour club");
  expect(text).toContain('<meta name="robots" content="noindex"/>');
  expect(text).not.toMatch(/og:|ld\+json|rel="canonical"/);
  const german = await site(`/e/${present}`, { languages: "de" });
  expect(german.text).toContain("Diese Veranstaltung ist privat");
});

test("a wrong code is said at its field, with what was typed; the right one opens in any case and spacing", async () => {
  const enter = (typed: string) =>
    site(`/e/${former}?send=1`, { form: new URLSearchParams({ accessCode: typed }) });
  const wrong = await enter("Harvest 27");
  expect(wrong.status).toBe(403);
  expect(wrong.text).toContain("That isn’t the code of this event. Check it, or ask Harbour club.");
  expect(wrong.text).toMatch(
    /<input[^>]*aria-invalid="true"[^>]*value="Harvest 27"|value="Harvest 27"[^>]*aria-invalid="true"/,
  );
  expect((await enter(" ")).text).toContain("Enter the access code.");
  const form = new URLSearchParams({ accessCode: "nichts" });
  const german = await site(`/e/${former}?send=1`, { form, languages: "de" });
  expect(german.text).toContain("<title>Diese Veranstaltung ist privat</title>");
  for (const typed of ["harvest supper 27", "HARVEST-SUPPER-27", " harvestsupper２７ "]) {
    const { status, location, cookie = "" } = await enter(typed);
    expect([typed, status, location]).toEqual([typed, 303, `/e/${present}`]);
    const page = await site(location ?? "", { cookie: cookie.split(";")[0] ?? "" });
    expect(page.status).toBe(200);
    expect(page.text).toContain("Zwiebelfest");
    expect(page.text).toContain('<meta name="robots" content="noindex"/>');
    expect(page.text).not.toMatch(/og:|ld\+json|rel="canonical"/);
  }
});

test("a shared link opens the event and drops the code from the address", async () => {
  const address = `/e/${present}?code=harvest+supper+27&session=${made.session.id}`;
  const { status, location, headers } = await requestRoute(context, eventRoute, address, {
    params: { slug: present },
  });
  expect([status, location]).toEqual([303, `/e/${present}?session=${made.session.id}`]);
  expect(headers.get("Set-Cookie")).toMatch(
    /^access=[\da-z]+\.[\w-]{22}\.[\w-]{22}; Path=\/e\/zwiebelfest-im-keller; HttpOnly; SameSite=Lax; Max-Age=2592000$/,
  );
  const open = await makeEvent(ctx, { title: "Open evening" });
  expect((await site(`/e/${open.event.slug}?code=x`)).location).toBe(`/e/${open.event.slug}`);
});

test("after ten wrong codes within a minute no code opens for that network, and the page says when to try again", async () => {
  const limited = createSite({
    ...context,
    rateLimits: createRateLimits({ enabled: true, elapsedMs: () => 0 }),
  });
  const enter = (accessCode: string) =>
    limited(`/e/${present}?send=1`, { form: new URLSearchParams({ accessCode }) });
  for (let right = 0; right < 12; right++) expect((await enter(CODE)).status).toBe(303);
  for (let wrong = 0; wrong < 10; wrong++) expect((await enter("wrong")).status).toBe(403);
  const { status, text } = await enter(CODE);
  expect(status).toBe(429);
  expect(text).toContain("Too many attempts from your network. Try again in 60 seconds.");
  expect(text).toContain(`value="${CODE}"`);
});

/** Saves the event with other settings, as its form does. */
async function save({ event, session }: MadeEvent, change: object) {
  const row = await db.query.events.findFirst({ where: (each, { eq }) => eq(each.id, event.id) });
  if (!row) throw new Error("the event is not there");
  const { title, description, place, timeZone, maxPerBooking, version, visibility, accessCode } = row;
  const input = {
    title,
    description,
    place,
    timeZone,
    maxPerBooking,
    visibility,
    accessCode,
    stock: "coral" as const,
  };
  const saved = await updateEvent(ctx, { ...event, version }, { ...input, sessions: [], ...change });
  expect(saved).toEqual({ ok: true });
  return session;
}

test("another code shuts out who had the old one, and who holds seats can still book them", async () => {
  const event = await makePrivate();
  const guest = guestOf(context, event);
  const { cookie = "" } = await site(`/e/${event.event.slug}?code=${CODE}`);
  const mine = cookie.split(";")[0] ?? "";
  const shown = await site(`/e/${event.event.slug}`, { cookie: mine });
  const token = /name="formToken" value="([^"]+)"/.exec(shown.text)?.[1] ?? "";
  const form = new URLSearchParams({ formToken: token, session: event.session.id, seats: "1" });
  const held = await site(`/e/${event.event.slug}?send=1`, { cookie: mine, form });
  expect(held.status).toBe(303);
  await save(event, { accessCode: "Another 1234" });
  const shut = await site(`/e/${event.event.slug}`, { cookie: mine });
  expect(shut.text).toContain("This event is private");
  const booked = await guest.send(held.location ?? "");
  expect(booked.location).toMatch(/^\/b\//);
  // The booking's own pages need no code.
  const own = await site(booked.location ?? "");
  expect([own.status, own.text.includes("Zwiebelfest")]).toEqual([200, true]);
});

test("a forged, foreign or expired token opens nothing", async () => {
  const other = await makePrivate();
  const { cookie = "" } = await site(`/e/${other.event.slug}?code=${CODE}`);
  const value = /access=([^;]+)/.exec(cookie)?.[1] ?? "";
  const [time = "", proof = "", outer = ""] = value.split(".");
  const titleOf = async (slug: string, token: string) =>
    /<title>([^<]*)/.exec((await site(`/e/${slug}`, { cookie: `access=${token}` })).text)?.[1];
  expect(await titleOf(other.event.slug, value)).toBe("Zwiebelfest");
  const later = (Number.parseInt(time, 36) + 1).toString(36);
  const forged = [
    `${later}.${proof}.${outer}`,
    `${time}.${outer}.${proof}`,
    `${time}.${proof}`,
    value.slice(0, -1),
    "",
  ];
  for (const token of forged) expect(await titleOf(other.event.slug, token)).toBe("This event is private");
  expect(await titleOf(present, value)).toBe("This event is private");
});

test("in a frame the code is asked for in place, and carried on in its addresses without a cookie", async () => {
  const event = await makePrivate();
  const { slug } = event.event;
  const asked = await site(`/embed/${slug}?theme=dark&stock=sage`);
  expect(asked.text).toContain("This event is private");
  const action = /<form method="post" action="([^"]+)"/.exec(asked.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
  expect(action).toBe(`/embed/${slug}?theme=dark&stock=sage&send=1`);
  const wrong = await site(action, { form: new URLSearchParams({ accessCode: "nothing" }) });
  expect(wrong.text).toContain("That isn’t the code of this event.");
  const right = await site(action, { form: new URLSearchParams({ accessCode: CODE }) });
  expect(right).toMatchObject({ status: 303, cookie: undefined });
  const carried = Object.fromEntries(new URL(right.location ?? "", "http://localhost").searchParams);
  const access = expect.stringMatching(/^[\da-z]+\.[\w-]{22}\.[\w-]{22}$/);
  expect(carried).toEqual({ theme: "dark", stock: "sage", access });
  const choose = await site(right.location ?? "");
  expect(choose.text).toContain("Zwiebelfest");
  expect(choose.text).toMatch(/data-url="\/e\/[^"]*&amp;access=/);
  const next = /<form method="post" action="([^"]+)"/.exec(choose.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
  expect(next).toContain("access=");
  const token = /name="formToken" value="([^"]+)"/.exec(choose.text)?.[1] ?? "";
  const form = new URLSearchParams({ formToken: token, session: event.session.id, seats: "1" });
  const held = await site(next, { form });
  expect(held.location).toMatch(/\/book\?.*access=/);
  const details = await site(held.location ?? "");
  expect(details.text).toContain("Your details");
});

test("the page after a booking in a frame is there for who has booked, whatever became of the code", async () => {
  const event = await makePrivate();
  const { reference, token } = await bookAsGuest(ctx, event);
  const done = await site(`/embed/${event.event.slug}/done?ref=${reference}&t=${token}`);
  expect([done.status, done.text.includes("Zwiebelfest")]).toEqual([200, true]);
});

test("a member sees it without a code and goes on to its details; its organiser is shown the code and the link", async () => {
  const event = await makePrivate();
  const cookie = await signedIn(context, ctx.organizationId, "editor");
  const page = await site(`/e/${event.event.slug}`, { cookie });
  expect([page.status, page.text.includes("Zwiebelfest")]).toEqual([200, true]);
  expect(page.cookie).toMatch(/^access=/);
  const overview = await site(`/admin/o/harbour-club/events/${event.event.id}`, { cookie });
  expect(overview.text).toContain(`<code class="secret-value">${CODE}</code>`);
  expect(overview.text).toContain(`/e/${event.event.slug}?code=Harvest+Supper+27</code>`);
  expect(overview.text).toMatch(/Published.*Private/s);
  const edit = await site(`/admin/o/harbour-club/events/${event.event.id}/edit`, { cookie });
  expect(edit.text).toMatch(
    /name="accessCode"[^>]*value="Harvest Supper 27"|value="Harvest Supper 27"[^>]*name="accessCode"/,
  );
  const stranger = await signedIn(context, (await makeOrganization(db, "Elsewhere")).organizationId, "owner");
  expect((await site(`/e/${event.event.slug}`, { cookie: stranger })).text).toContain(
    "This event is private",
  );
});

test("an event becomes private and public again, and each of its pages follows at once", async () => {
  const event = await makeEvent(ctx, { ...SECRETS, title: "Wechselbad" });
  const page = async () => (await site(`/e/${event.event.slug}`)).text;
  const list = async () => (await site("/o/harbour-club/feed.xml")).text;
  expect([await page(), await list()].every((text) => text.includes("Wechselbad"))).toBe(true);
  await save(event, { visibility: "private", accessCode: "Wechsel 99" });
  expect([await page(), await list()].some((text) => text.includes("Wechselbad"))).toBe(false);
  await save(event, { visibility: "public" });
  expect([await page(), await list()].every((text) => text.includes("Wechselbad"))).toBe(true);
});

/** A host with our own cache rules, which notes what it has rendered and for whom. */
function startCachedHost() {
  const rendered: ("own" | "shared")[] = [];
  const host = startTestHost({
    pageCache: { ...cachedPages(partsOf(db)), paceMs: 60_000 },
    async pages(request, { page }) {
      rendered.push(page ? "shared" : "own");
      const { pathname, search } = new URL(request.url);
      const cookie = request.headers.get("cookie") ?? "";
      const { status, text } = await createSite({ ...context, page })(pathname + search, { cookie });
      return new Response(text, { status, headers: { "Content-Type": "text/html" } });
    },
  });
  const read = async (address: string, cookie = "") => {
    return (await host.app.request(address, { headers: { Cookie: cookie } })).text();
  };
  return { read, rendered };
}

test("the shared cache keeps no page of a private event, and sends none that it kept before", async () => {
  const event = await makeEvent(ctx, { ...SECRETS, title: "Wandelkonzert" });
  const address = `/e/${event.event.slug}`;
  const { read, rendered } = startCachedHost();
  for (let visit = 0; visit < 3; visit++) expect(await read(address)).toContain("Wandelkonzert");
  expect(rendered).toEqual(["shared"]);
  await save(event, { visibility: "private", accessCode: CODE });
  const { cookie = "" } = await site(`${address}?code=${CODE}`);
  const mine = cookie.split(";")[0] ?? "";
  for (let visit = 0; visit < 2; visit++) {
    expect(await read(address)).not.toContain("Wandelkonzert");
    expect(await read(address, mine)).toContain("Wandelkonzert");
    expect(await read(address, "access=1.aaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaa")).not.toContain(
      "Wandelkonzert",
    );
  }
  expect(rendered.filter((each) => each === "own")).toHaveLength(2);
  await save(event, { visibility: "public" });
  for (let visit = 0; visit < 3; visit++) expect(await read(address)).toContain("Wandelkonzert");
});
