import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { formPurpose } from "#app/checkout/guard-form.server.ts";
import { holdCookie } from "#app/checkout/hold-cookie.ts";
import { cachedPages } from "#app/compose/cached-pages.server.ts";
import { createRateLimits } from "#app/host/http/rate-limits.ts";
import { newFormToken } from "#app/platform/http/form-tokens.ts";
import { newId } from "#app/platform/ids.ts";
import { createSigner } from "#app/platform/signer.ts";
import * as embedRoute from "#app/routes/embed/$slug._index.tsx";
import { guestOf } from "#tests/support/booking-flow.ts";
import { bookSome, makeOrganization, partsOf, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { startTestHost } from "#tests/support/host.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);
const site = createSite(context);

const guestAt = (made: MadeEvent) => guestOf(context, made);

async function countsOf(made: MadeEvent) {
  const [row] = await db.execute(sql`
    select booked::int, held::int from resources where id = ${made.session.id}`);
  return row;
}

/** Somebody in a browser of their own who holds so many seats. */
async function holderOf(made: MadeEvent, seats = 2) {
  const guest = guestAt(made);
  const begun = await guest.begin(seats);
  return { guest, begun, location: begun.location ?? "" };
}

test("who holds all that was left sees it, and their own seats are free for them and taken for others", async () => {
  const made = await makeEvent(ctx, { capacity: 3 });
  await bookSome(ctx, made.session.resourceIds, 1);
  const { guest, location } = await holderOf(made);
  const { body } = await guest.eventPage();
  expect(body).toMatchObject({ panel: { state: "open", maxSeats: 2 }, seats: 2, hold: { seats: 2 } });
  for (const { seats } of [body.session, ...body.sessions])
    expect(seats).toMatchObject({ held: 0, remaining: 2 });
  const { text } = await site(`/e/${made.event.slug}`, { cookie: guest.cookie() });
  expect(text).toMatch(/We’ve reserved 2 seats for you until <time[^>]*>\d\d:\d\d</);
  expect(text).toContain(`href="${location}"`);
  expect(text).toContain("2 seats left");
  expect(text).toContain('<i data-seat="booked"></i><i data-seat="free"></i><i data-seat="free"></i>');
  expect(text).not.toMatch(/>The last|data-seat="held"/);
  const others = await guestAt(made).eventPage();
  expect(others.body).toMatchObject({ panel: { state: "all-held", maxSeats: 0 }, seats: 1 });
  expect(others.body.hold).toBeUndefined();
  // What they choose now takes the place of what they hold, though nothing else is left.
  expect((await guest.begin(1)).status).toBe(303);
  expect(await countsOf(made)).toEqual({ booked: 1, held: 1 });
});

test("the page is about the date that is held unless another is asked for, and names it", async () => {
  const made = await makeEvent(ctx, { sessions: 3 });
  const [first, second] = made.sessions;
  const guest = guestAt(made);
  await guest.begin(2, { session: second?.id ?? "" });
  expect((await guest.eventPage()).body).toMatchObject({ session: { id: second?.id }, seats: 2 });
  const { body } = await guest.eventPage(`?session=${first?.id}`);
  expect(body).toMatchObject({ session: { id: first?.id }, seats: 1, hold: { session: { id: second?.id } } });
  expect(body.sessions.map(({ seats }) => seats.remaining)).toEqual([10, 10, 10]);
});

test("what is released is free again, which the page says, and the cookie is gone", async () => {
  const made = await makeEvent(ctx);
  const { guest, location } = await holderOf(made);
  const cookie = guest.cookie();
  const { hold = { token: "" } } = (await guest.eventPage()).body;
  const released = await guest.release();
  expect(released).toMatchObject({
    status: 303,
    location: `/e/${made.event.slug}?session=${made.session.id}&released=1`,
  });
  expect(await countsOf(made)).toEqual({ booked: 0, held: 0 });
  expect(cookie).toMatch(/\bhold=/);
  expect(guest.cookie()).toMatch(/^holder=[\w-]{43}$/);
  const { text } = await site(released.location ?? "", { cookie: guest.cookie() });
  expect(text).toContain("You’ve released your reservation. It’s free to book again.");
  expect(text).toContain("10 seats left");
  expect((await guest.details(location)).body.hold).toMatchObject({ fate: "cancelled" });
  // Pressed twice, and sent with the cookie as it was.
  expect((await guest.release({ hold: hold.token })).location).toBe(released.location);
  const replayed = await visitAs(made, cookie);
  expect(replayed.body.hold).toBeUndefined();
  expect(replayed.headers.getSetCookie()).toEqual([
    `hold=; Path=/e/${made.event.slug}; HttpOnly; SameSite=Lax; Max-Age=0`,
  ]);
});

test("a booking that was made of a hold is not released, and forms of strangers release nothing", async () => {
  const made = await makeEvent(ctx);
  const { guest, location } = await holderOf(made);
  const { hold = { token: "" } } = (await guest.eventPage()).body;
  const untrusted = await guest.release({}, { context: { trusted: false } });
  expect(untrusted).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });
  await guestAt(made).release({ hold: `${hold.token.slice(0, -1)}_` });
  expect(await countsOf(made)).toEqual({ booked: 0, held: 2 });
  expect((await guest.send(location)).status).toBe(303);
  expect(guest.cookie()).not.toMatch(/\bhold=/);
  const late = await guest.release({ hold: hold.token });
  expect(late.location).toBe(`/e/${made.event.slug}?session=${made.session.id}`);
  expect(await countsOf(made)).toEqual({ booked: 2, held: 0 });
});

test("too many tries release nothing, and the page says when to try again", async () => {
  const made = await makeEvent(ctx);
  const { guest } = await holderOf(made);
  const rateLimits = createRateLimits({ enabled: true });
  for (let tries = 0; tries < 60; tries++) rateLimits.consume("book", context.clientAddress);
  const refused = await guest.release({}, { context: { rateLimits } });
  expect(refused).toMatchObject({ status: 429, body: { kind: "wait" } });
  expect(await countsOf(made)).toEqual({ booked: 0, held: 2 });
});

test("the cookie goes to the event's own pages until the hold ends, and to no script", async () => {
  const made = await makeEvent(ctx, { holdMinutes: 3, extendMinutes: 7 });
  const { guest, begun, location } = await holderOf(made);
  const ofHold = (headers: Headers) => headers.getSetCookie().find((each) => /^(__Secure-)?hold=/.test(each));
  const shape = (age: string) =>
    new RegExp(
      `^hold=[\\w-]{36}\\.\\w+\\.[\\w-]{22}; Path=/e/${made.event.slug}; HttpOnly; SameSite=Lax; Max-Age=${age}$`,
    );
  expect(ofHold(begun.headers)).toMatch(shape("1(79|80)"));
  const extended = await guest.send(location, { intent: "extend" });
  expect(ofHold(extended.headers)).toMatch(shape("(59\\d|600)"));
  const secure = await guestAt(made).begin(1, {}, { context: { secure: true } });
  expect(ofHold(secure.headers)).toMatch(/^__Secure-hold=.*; HttpOnly; SameSite=Lax; Secure; Max-Age=1/);
});

test("in a frame, where no cookie arrives, the way back from the details says what is held", async () => {
  const made = await makeEvent(ctx, { capacity: 2 });
  const { location } = await holderOf(made);
  const h = new URL(location, "http://localhost").searchParams.get("h") ?? "";
  const details = await site(`/embed/${made.event.slug}/book?h=${h}&stock=sage`);
  const back = `/embed/${made.event.slug}?session=${made.session.id}&amp;seats=2&amp;stock=sage&amp;h=${h}`;
  expect(details.text).toContain(`href="${back}"`);
  const choose = await site(back.replaceAll("&amp;", "&"));
  expect(choose.text).toContain("We’ve reserved 2 seats for you until");
  expect(choose.text).toContain("2 seats left");
  // The stream would count them as taken.
  expect(choose.text).not.toContain("data-url=");
  const params = { slug: made.event.slug };
  // What is chosen there takes the place of what is held.
  const aged = newFormToken(testSigner, formPurpose(made.event), new Date(Date.now() - 10_000));
  const one = { formToken: aged, session: made.session.id, seats: "1" };
  const again = await requestRoute(context, embedRoute, `/embed/${made.event.slug}?h=${h}&send=1`, {
    params,
    form: one,
  });
  expect(again.status).toBe(303);
  expect(await countsOf(made)).toEqual({ booked: 0, held: 1 });
  const held = new URL(again.location ?? "", "http://localhost").searchParams.get("h") ?? "";
  const form = { intent: "release", hold: held };
  const released = await requestRoute(context, embedRoute, `/embed/${made.event.slug}?send=1`, {
    params,
    form,
  });
  expect(released.location).toBe(`/embed/${made.event.slug}?session=${made.session.id}&released=1`);
  expect(released.headers.getSetCookie()).toEqual([]);
  expect(await countsOf(made)).toEqual({ booked: 0, held: 0 });
});

/** A host with our own cache rules, which notes what it has rendered and for whom. */
function startHost(rateLimits = createRateLimits({ enabled: false })) {
  const rendered: ("own" | "shared")[] = [];
  const { app } = startTestHost({
    // Without a pace the second rendering, after which the cache knows what the page rests on, comes at once.
    pageCache: { ...cachedPages({ ...partsOf(db), rateLimits }), paceMs: 0 },
    async pages(request, host) {
      rendered.push(host.page ? "shared" : "own");
      const made = { event: { slug: new URL(request.url).pathname.split("/")[2] } } as MadeEvent;
      const { body, headers } = await visitAs(made, request.headers.get("cookie") ?? "", host);
      headers.set("Content-Type", "text/html");
      return new Response(JSON.stringify(body.hold ?? "nothing held"), { headers });
    },
  });
  const read = async ({ event }: MadeEvent, cookie: string) => {
    const response = await app.request(`/e/${event.slug}`, { headers: { Cookie: cookie } });
    return response.text();
  };
  const warm = async (made: MadeEvent) => {
    for (let visit = 0; visit < 3; visit++) await read(made, "");
    rendered.length = 0;
  };
  return { read, warm, rendered };
}

const visitAs = async (made: MadeEvent, cookie: string, host: object = {}) => {
  const route = await import("#app/routes/public/e.$slug._index.tsx");
  const params = { slug: made.event.slug };
  return requestRoute<{ hold?: object }>(context, route, `/e/${made.event.slug}`, {
    params,
    cookie,
    context: host,
  });
};

test("who holds seats gets pages of their own, of that event alone; everybody else is sent the one that is kept", async () => {
  const [made, other] = [await makeEvent(ctx), await makeEvent(ctx)];
  const { guest } = await holderOf(made);
  const cookie = guest.cookie();
  const value = /\bhold=([^;]+)/.exec(cookie)?.[1] ?? "";
  const [id = "", end = "", proof = ""] = value.split(".");
  const { read, warm, rendered } = startHost();
  for (const each of [made, other]) await warm(each);
  expect(await read(made, cookie)).toContain('"seats":2');
  expect(await read(made, "")).toBe('"nothing held"');
  expect(rendered).toEqual(["own"]);
  const signedBy = (secret: string, slug: string, expiresAt: Date) =>
    holdCookie(
      { signer: createSigner(secret), secure: false },
      slug,
      { id: newId(), expiresAt },
      new Date(),
    ).split(";")[0] ?? "";
  const ours = testSigner;
  const ago = new Date(Date.now() - 1_000);
  const later = (Number.parseInt(end, 36) + 60_000).toString(36);
  const expired = holdCookie({ signer: ours, secure: false }, made.event.slug, { id, expiresAt: ago }, ago);
  const nothing = [
    signedBy("a secret of another deployment, as long", made.event.slug, new Date(Date.now() + 60_000)),
    expired.split(";")[0] ?? "",
    `hold=${id}.${later}.${proof}`,
    `hold=${newId()}.${end}.${proof}`,
    `hold=${value}x`,
    `hold=${value}.${proof}`,
    `hold=${"a".repeat(4_000)}; ${cookie.replace(/.*holder=/, "holder=")}`,
    `hold=; hold=${value}`,
    "hold=%00",
  ];
  rendered.length = 0;
  for (const made_up of nothing) expect(await read(made, made_up), made_up).toBe('"nothing held"');
  // Of another event.
  expect(await read(other, cookie)).toBe('"nothing held"');
  expect(rendered).toEqual([]);
});

test("a hold has its page rendered thirty times a minute; beyond it its holder sees the one that is kept", async () => {
  const made = await makeEvent(ctx);
  const { guest } = await holderOf(made);
  const { read, warm, rendered } = startHost(createRateLimits({ enabled: true, elapsedMs: () => 0 }));
  await warm(made);
  const pages: string[] = [];
  for (let visit = 0; visit < 35; visit++) pages.push(await read(made, guest.cookie()));
  expect(rendered).toEqual(Array(30).fill("own"));
  expect(pages.slice(30)).toEqual(Array(5).fill('"nothing held"'));
  // Another hold has its own.
  const { guest: second } = await holderOf(made, 1);
  expect(await read(made, second.cookie())).toContain('"seats":1');
});
