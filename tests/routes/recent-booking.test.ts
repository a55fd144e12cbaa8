import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { cancelAsAttendee } from "#app/checkout/book-seats.server.ts";
import { guestOf } from "#tests/support/booking-flow.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);
const site = createSite(context);

/** A browser with two tabs, in each of which seats are held and the details are open. */
async function twoTabs(made: MadeEvent, dates = [made.session, made.session]) {
  const guest = guestOf(context, made);
  const open = async (seats: number, session = made.session) => {
    const { location = "" } = await guest.begin(seats, { session: session.id });
    const { body } = await guest.details(location);
    const who = { name: "Ada Guest", email: "ada@example.org" };
    const form = { ...who, formToken: body.formToken, session: session.id, seats: String(seats) };
    return { location, form, send: (more = {}) => guest.post(location, { ...form, ...more }) };
  };
  return { guest, first: await open(2, dates[0]), second: await open(3, dates[1]) };
}

async function bookedOf({ event }: MadeEvent) {
  const [row] = await db.execute<{ booked: number }>(sql`
    select sum(r.booked)::int as booked from resources r join session_resources c on c.resource_id = r.id
    join sessions s on s.id = c.session_id where s.event_id = ${event.id}`);
  return row?.booked;
}

const referenceIn = (location: string | undefined) => location?.split("?")[0]?.replace("/b/", "");

/** The form of the details page with the hidden field that says what its page has shown. */
async function postAsPage(
  { location, form }: { location: string; form: Record<string, string> },
  cookie: string,
) {
  const answer = await site(location, { cookie, form: new URLSearchParams(form) });
  expect(answer.failures).toEqual([]);
  return answer.text.replaceAll("\u00a0", " ").replaceAll("<!-- -->", "");
}

test("a second tab that was open before is asked once, with all that was typed, and books more when it is pressed again", async () => {
  const made = await makeEvent(ctx);
  const { guest, first, second } = await twoTabs(made);
  const booked = await first.send();
  const reference = referenceIn(booked.location);
  expect(booked.status).toBe(303);
  const asked = await second.send({ name: "Tom Ahern" });
  expect(asked).toMatchObject({
    status: 409,
    body: {
      code: "BOOKED_RECENTLY",
      title: "You booked 2 seats here a moment ago. Book 3 more seats?",
      typed: { name: ["Tom Ahern"] },
      formToken: second.form.formToken,
      recent: { reference, link: booked.location, seats: 2 },
    },
  });
  expect(await bookedOf(made)).toBe(2);
  const text = await postAsPage({ ...second, form: { ...second.form, name: "Tom Ahern" } }, guest.cookie());
  expect(text).toContain(`<a class="link link-alone" href="${booked.location}">See that booking</a>`);
  expect(text).toMatch(/<button[^>]*>Book 3 more seats<\/button><\/form>/);
  expect(text).toContain(`<input type="hidden" name="recent" value="${reference}"/>`);
  expect(text).toContain('value="Tom Ahern"');
  expect(text.match(/You booked 2 seats here/g)).toHaveLength(1);
  const again = await second.send({ name: "Tom Ahern", recent: reference ?? "" });
  expect(again.status).toBe(303);
  expect(referenceIn(again.location)).not.toBe(reference);
  expect(await bookedOf(made)).toBe(5);
});

test("details that are opened after a booking say so, and are carried out at the first press", async () => {
  const made = await makeEvent(ctx, { sessions: 2 });
  const { guest, first } = await twoTabs(made);
  const booked = await first.send();
  const { location = "" } = await guest.begin(1, { session: made.sessions[1]?.id ?? "" });
  const { body } = await guest.details(location);
  expect(body.recent).toMatchObject({ seats: 2, minutes: 0, session: { id: made.session.id } });
  const { text } = await site(location, { cookie: guest.cookie() });
  expect(text).toContain("You booked 2 seats here a moment ago.");
  expect(text).toContain(`href="${booked.location}"`);
  expect(text.match(/>Book 1 more seat</g)).toHaveLength(2);
  const more = await guest.send(location, { session: made.sessions[1]?.id ?? "" });
  expect(more.status).toBe(303);
  expect(await bookedOf(made)).toBe(3);
});

test.each([
  ["en-GB", "You booked 2 seats here a moment ago.", "Book 1 more seat"],
  ["de", "Sie haben hier gerade eben 2 Plätze gebucht.", "1 weiteren Platz buchen"],
  ["fr", "Vous venez de réserver 2 places ici.", "Réserver 1 place de plus"],
  ["es", "Acaba de reservar 2 plazas aquí.", "Reservar 1 plaza más"],
])("it is said in %s", async (languages, said, button) => {
  const made = await makeEvent(ctx);
  const { guest, first } = await twoTabs(made);
  await first.send();
  const { location = "" } = await guest.begin(1);
  const { text } = await site(location, { cookie: guest.cookie(), languages });
  expect(text).toContain(said);
  expect(text).toContain(`>${button}<`);
});

test("the same form, sent again, is the same booking and is not asked about", async () => {
  const made = await makeEvent(ctx);
  const { first, second } = await twoTabs(made);
  // The first hold gave way to the second one, so that its form books at once.
  const booked = await first.send();
  expect((await first.send()).location).toBe(booked.location);
  const more = await second.send({ recent: referenceIn(booked.location) ?? "" });
  expect(more.status).toBe(303);
  expect((await second.send()).location).toBe(more.location);
  expect(await bookedOf(made)).toBe(5);
});

test("another browser, another event, a cancelled booking and a cookie that is not ours are not asked about", async () => {
  const [made, other] = [await makeEvent(ctx, { capacity: 40 }), await makeEvent(ctx)];
  const { guest, first } = await twoTabs(made);
  const booked = await first.send();
  const value = /\bbooked=([^;]+)/.exec(guest.cookie())?.[1] ?? "";
  const [reference, token, time = "", proof] = value.split(".");
  const recentOf = async (of: MadeEvent, cookie: string) => {
    const { location = "" } = await guestOf(context, of).begin(1);
    return (await guestOf(context, of).details(location, { cookie })).body.recent;
  };
  expect(await recentOf(made, `booked=${value}`)).toMatchObject({ reference });
  expect(await recentOf(made, "")).toBeUndefined();
  expect(await recentOf(other, `booked=${value}`)).toBeUndefined();
  const later = (Number.parseInt(time, 36) + 60_000).toString(36);
  for (const forged of [`${reference}.${token}.${later}.${proof}`, `${value}x`, "%00", "a".repeat(4_000)])
    expect(await recentOf(made, `booked=${forged}`), forged).toBeUndefined();
  const [row] = await db.execute<{ id: string }>(sql`select id from bookings where reference = ${reference}`);
  expect(referenceIn(booked.location)).toBe(reference);
  expect((await cancelAsAttendee(ctx, row?.id ?? "")).ok).toBe(true);
  expect(await recentOf(made, `booked=${value}`)).toBeUndefined();
});

test("the cookie lasts half an hour, goes to the event's pages alone and to no script, and leaves another tab's hold known", async () => {
  const made = await makeEvent(ctx);
  const { first, second, guest } = await twoTabs(made);
  const booked = await first.send();
  expect(booked.headers.getSetCookie()).toEqual([
    expect.stringMatching(
      new RegExp(
        `^booked=[\\w-]+\\.[\\w-]{43}\\.\\w+\\.[\\w-]{22}; Path=/e/${made.event.slug}; HttpOnly; SameSite=Lax; Max-Age=1800$`,
      ),
    ),
  ]);
  expect((await guest.eventPage()).body.hold).toMatchObject({ seats: 3 });
  await second.send({ recent: referenceIn(booked.location) ?? "" });
  expect((await guest.eventPage()).body.hold).toBeUndefined();
});

test("one seat that is booked on the event's own page is asked about as well", async () => {
  const made = await makeEvent(ctx, { maxPerBooking: 1 });
  const guest = guestOf(context, made);
  const ada = { name: "Ada Guest", email: "ada@example.org" };
  const booked = await guest.begin(1, ada);
  expect(booked.status).toBe(303);
  const tom = { name: "Tom Ahern", email: "tom@example.org" };
  const asked = await guest.begin(1, tom);
  expect(asked).toMatchObject({
    status: 409,
    body: { title: "You booked 1 seat here a moment ago. Book 1 more seat?", recent: { seats: 1 } },
  });
  const form = new URLSearchParams({
    ...tom,
    formToken: asked.body.formToken,
    session: made.session.id,
    seats: "1",
  });
  const { text } = await site(`/e/${made.event.slug}?send=1`, { cookie: guest.cookie(), form });
  expect(text).toMatch(/<button[^>]* id="book">Book 1 more seat</);
  expect(text).toContain('value="Tom Ahern"');
  expect((await guest.begin(1, { ...tom, recent: referenceIn(booked.location) ?? "" })).status).toBe(303);
  expect(await bookedOf(made)).toBe(2);
});
