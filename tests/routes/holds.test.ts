import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { cancelEvent } from "#app/events/end-event.server.ts";
import { createRateLimits } from "#app/host/http/rate-limits.ts";
import { setMaintenance } from "#app/organizations/settings.server.ts";
import * as bookRoute from "#app/routes/public/e.$slug.book.tsx";
import { NO_ORGANIZATION } from "#db/schema/index.ts";
import { guestOf } from "#tests/support/booking-flow.ts";
import { bookSome, makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);

async function countsOf(made: MadeEvent) {
  const [row] = await db.execute(sql`
    select booked::int, held::int from resources where id = ${made.session.id}`);
  return row;
}

/** Returns how many seats are booked in each session. */
async function bookedOf({ sessions }: MadeEvent) {
  const counts = sessions.map(async ({ id }) => {
    const [row] = await db.execute(sql`select booked::int from resources where id = ${id}`);
    return row?.booked;
  });
  return Promise.all(counts);
}

/** Puts the end of every hold of the event into the past, as far as the database can tell. */
async function makeDue(made: MadeEvent) {
  await db.execute(sql`
    update bookings set expires_at = date_trunc('milliseconds', clock_timestamp()) - interval '1 second'
    where scope = ${made.event.id} and fate = 'pending'`);
}

async function heldBy(made: MadeEvent, seats = 2) {
  const guest = guestOf(context, made);
  const { location = "" } = await guest.begin(seats);
  return { guest, location };
}

test("the button of the event's page holds the seats at once, and the details make them a booking", async () => {
  const made = await makeEvent(ctx);
  const { guest, location } = await heldBy(made);
  expect(location).toMatch(/^\/e\/[\w-]+\/book\?h=[\w-]{36}\.[\w-]{22}$/);
  expect(await countsOf(made)).toEqual({ booked: 0, held: 2 });
  expect(await guest.details(location)).toMatchObject({ body: { seats: 2, hold: { fate: "pending" } } });
  const booked = await guest.send(location);
  expect(booked.status).toBe(303);
  expect(booked.location).toMatch(/^\/b\/[2-9A-Z]{8}\?t=[\w-]{43}$/);
  expect(await countsOf(made)).toEqual({ booked: 2, held: 0 });
});

test("pressing twice, going back and loading again make one hold and one booking", async () => {
  const made = await makeEvent(ctx);
  const guest = guestOf(context, made);
  const { body } = await guest.eventPage();
  const twice = [await guest.begin(2, { formToken: body.formToken })];
  twice.push(...(await Promise.all([1, 2].map(() => guest.begin(2, { formToken: body.formToken })))));
  expect(new Set(twice.map((each) => each.location)).size).toBe(1);
  const location = twice[0]?.location ?? "";
  const page = await guest.details(location);
  const form = { formToken: page.body.formToken, session: made.session.id, seats: "2" };
  const filled = { ...form, name: "Ada Guest", email: "ada@example.org" };
  const answers = await Promise.all([1, 2, 3].map(() => guest.post(location, filled)));
  answers.push(await guest.post(location, filled));
  expect(new Set(answers.map((each) => each.location)).size).toBe(1);
  // The browser that booked is led to its booking; the form filled in otherwise books nothing more.
  expect((await guest.details(location)).location).toBe(answers[0]?.location);
  const other = await guest.post(location, { ...filled, name: "Someone Else" });
  expect(other).toMatchObject({ status: 409, body: { kind: "booked" } });
  expect(await countsOf(made)).toEqual({ booked: 2, held: 0 });
});

test("another browser with the address can go on with a hold, and is told nothing of the booking", async () => {
  const made = await makeEvent(ctx);
  const { guest, location } = await heldBy(made);
  const stranger = guestOf(context, made);
  expect(await stranger.details(location)).toMatchObject({ body: { hold: { fate: "pending" } } });
  await guest.send(location);
  const late = await stranger.details(location);
  expect(late).toMatchObject({ status: 200, body: { hold: { fate: "confirmed" } } });
  expect(JSON.stringify(late.body)).not.toContain("ada@example.org");
});

test("an address that names no hold of ours leads back to the event", async () => {
  const made = await makeEvent(ctx);
  const { guest, location } = await heldBy(made);
  for (const wrong of [location.slice(0, -2), `/e/${made.event.slug}/book?h=made-up`]) {
    expect((await guest.details(wrong)).location).toBe(`/e/${made.event.slug}`);
  }
});

test("a browser holds seats of an event once: a second hold takes the place of the first", async () => {
  const made = await makeEvent(ctx);
  const { guest } = await heldBy(made, 2);
  await guest.begin(3);
  expect(await countsOf(made)).toEqual({ booked: 0, held: 3 });
});

test("other seats are held in place, and what was typed stays", async () => {
  const made = await makeEvent(ctx, { capacity: 4 });
  const { guest, location } = await heldBy(made, 2);
  const more = await guest.send(location, { intent: "seats", seats: "4" });
  expect(more).toMatchObject({ status: 200, body: { page: { seats: 4 }, typed: { name: ["Ada Guest"] } } });
  expect(await countsOf(made)).toEqual({ booked: 0, held: 4 });
  await guest.send(location, { intent: "seats", seats: "1" });
  await bookSome(ctx, made.session.resourceIds, 2);
  const tooMany = await guest.send(location, { intent: "seats", seats: "4" });
  expect(tooMany).toMatchObject({
    status: 409,
    body: { left: 2, title: "Only 2 left, so we’ve changed it to 2." },
  });
  // A number that was typed and not taken over is what is confirmed.
  expect((await guest.send(location, { seats: "2" })).status).toBe(303);
  expect(await countsOf(made)).toEqual({ booked: 4, held: 0 });
});

test("the address of a hold changes nothing of the booking that was made of it, for anybody", async () => {
  const made = await makeEvent(ctx, { sessions: 2, cancelMinutesBefore: 72 * 60 });
  const { guest, location } = await heldBy(made, 1);
  expect((await guest.send(location)).status).toBe(303);
  const other = made.sessions[1]?.id ?? "";
  const stranger = guestOf(context, made);
  const wishes: Record<string, string>[] = [
    { intent: "seats", seats: "3" },
    { intent: "seats", seats: "1", session: other },
    { intent: "extend" },
    { seats: "3" },
    { seats: "1", session: other },
  ];
  for (const wish of wishes) {
    const answer = await stranger.send(location, wish);
    expect(answer, JSON.stringify(wish)).toMatchObject({ status: 409, body: { kind: "booked" } });
    expect(answer.body.title).toBe("You’ve already booked 1 seat. The link is in your confirmation email.");
  }
  expect(await bookedOf(made)).toEqual([1, 0]);
});

test("a hold is given more time once", async () => {
  const made = await makeEvent(ctx, { extendMinutes: 7 });
  const { guest, location } = await heldBy(made);
  const before = (await guest.details(location)).body.hold?.expiresAt.getTime() ?? 0;
  const extended = await guest.send(location, { intent: "extend" });
  expect(extended.body.page?.hold).toMatchObject({ mayExtend: false });
  expect(extended.body.page?.hold?.expiresAt.getTime()).toBe(before + 7 * 60_000);
  expect(extended.body.done).toBe("You have 7 more minutes.");
  expect((await guest.send(location, { intent: "extend" })).status).toBe(409);
});

test("a hold that had its extension is made anew before it runs out, while seats are not scarce", async () => {
  const made = await makeEvent(ctx, { capacity: 5, extendMinutes: 1 });
  const { guest, location } = await heldBy(made);
  expect((await guest.details(location)).body.hold).toMatchObject({ mayRestart: false });
  const extended = await guest.send(location, { intent: "extend" });
  expect(extended.body.page?.hold).toMatchObject({ mayRestart: true });
  // Others want seats as well: what is left is less than the hold has.
  await bookSome(ctx, made.session.resourceIds, 2);
  expect((await guest.details(location)).body.hold).toMatchObject({ fate: "pending", mayRestart: false });
  const roomy = await makeEvent(ctx, { capacity: 5, extendMinutes: 1 });
  const other = await heldBy(roomy);
  const first = await other.guest.send(other.location, { intent: "extend" });
  const again = await other.guest.send(other.location, { intent: "hold:2", name: "Ada in the middle" });
  expect(again.body.page).toMatchObject({ seats: 2, hold: { fate: "pending", mayRestart: false } });
  expect(again.body.page?.hold?.token).not.toBe(first.body.page?.hold?.token);
  expect(again.body.typed).toMatchObject({ name: ["Ada in the middle"] });
  expect(await countsOf(roomy)).toEqual({ booked: 0, held: 2 });
});

test("a hold lasts as long as the event says", async () => {
  const made = await makeEvent(ctx, { holdMinutes: 3 });
  const { guest, location } = await heldBy(made);
  const { hold, now } = (await guest.details(location)).body as unknown as {
    hold: { expiresAt: Date };
    now: Date;
  };
  expect((hold.expiresAt.getTime() - now.getTime()) / 60_000).toBeCloseTo(3, 0);
});

test("a hold that ran out is renewed without a word while its seats are free", async () => {
  const made = await makeEvent(ctx, { capacity: 2 });
  const { guest, location } = await heldBy(made);
  await makeDue(made);
  expect((await guest.details(location)).body.hold).toMatchObject({ fate: "expired", free: 2 });
  expect((await guest.send(location)).status).toBe(303);
  expect(await countsOf(made)).toEqual({ booked: 2, held: 0 });
});

test("a hold that ran out can be held again, whole or in part, with what was typed", async () => {
  const made = await makeEvent(ctx, { capacity: 2 });
  const { guest, location } = await heldBy(made);
  await makeDue(made);
  const again = await guest.send(location, { intent: "hold:2" });
  expect(again.body).toMatchObject({
    page: { seats: 2, hold: { fate: "pending" } },
    typed: { name: ["Ada Guest"] },
  });
  await makeDue(made);
  await bookSome(ctx, made.session.resourceIds, 1);
  const h = again.body.page?.hold?.token ?? "";
  const gone = await guest.details(`/e/${made.event.slug}/book?h=${h}`);
  expect(gone.body.hold).toMatchObject({ fate: "expired", free: 1 });
  const part = await guest.send(`/e/${made.event.slug}/book?h=${h}`, { intent: "hold:1" });
  expect(part.body.page).toMatchObject({ seats: 1, hold: { fate: "pending" } });
});

test("holds of an event are renewed three times an hour: the page offers no more, says what to do, and books at once", async () => {
  const made = await makeEvent(ctx, { capacity: 10 });
  const { guest, location } = await heldBy(made);
  const extended = await guest.send(location, { intent: "extend" });
  expect(extended.body.page?.hold).toMatchObject({ mayExtend: false, mayHoldAgain: true });
  const second = await guest.begin(1);
  await makeDue(made);
  const third = await guest.send(second.location ?? "", { intent: "hold:2" });
  expect(third.body.page?.hold).toMatchObject({ fate: "pending", mayExtend: false, mayHoldAgain: false });
  const last = `/e/${made.event.slug}/book?h=${third.body.page?.hold?.token}`;
  for (const intent of ["extend", "hold:2"]) {
    const refused = await guest.send(last, { intent });
    expect(refused).toMatchObject({ status: 409, body: { code: "RENEWAL_LIMIT" } });
    expect(refused.body.title).toContain("complete your details and confirm");
    expect(refused.body.typed).toMatchObject({ name: ["Ada Guest"] });
  }
  expect(await guest.begin(2)).toMatchObject({ status: 409, body: { code: "RENEWAL_LIMIT" } });
  expect(await countsOf(made)).toEqual({ booked: 0, held: 2 });
  await makeDue(made);
  expect((await guest.details(last)).body.hold).toMatchObject({
    fate: "expired",
    free: 2,
    mayHoldAgain: false,
  });
  expect((await guestOf(context, made).begin(1)).status).toBe(303);
  await makeDue(made);
  expect((await guest.send(last)).status).toBe(303);
  expect(await countsOf(made)).toEqual({ booked: 2, held: 0 });
});

test("without cookies, a second hold from the address of a hold counts for the same holder", async () => {
  const made = await makeEvent(ctx);
  const { location } = await heldBy(made);
  const again = async () => guestOf(context, made).send(location, { intent: "hold:2" });
  expect((await again()).body.page?.hold).toMatchObject({ fate: "pending" });
  expect(await countsOf(made)).toEqual({ booked: 0, held: 2 });
  await again();
  await again();
  expect(await again()).toMatchObject({ status: 409, body: { code: "RENEWAL_LIMIT" } });
  expect(await countsOf(made)).toEqual({ booked: 0, held: 2 });
});

test("who lost the last seats while typing is told, with the other dates, and nothing is booked", async () => {
  const made = await makeEvent(ctx, { capacity: 2, sessions: 3 });
  const { guest, location } = await heldBy(made);
  await makeDue(made);
  await bookSome(ctx, made.session.resourceIds, 2);
  const lost = await guest.send(location);
  expect(lost).toMatchObject({ status: 409, body: { left: 0, typed: { name: ["Ada Guest"] } } });
  expect(lost.body.title).toBe("Someone booked the last seats a moment ago. Nothing was booked for you.");
  const { others } = (await guest.details(location)).body;
  expect(others.map((each) => each.id)).toEqual(made.sessions.slice(1).map((each) => each.id));
  const elsewhere = `/e/${made.event.slug}/book?session=${others[0]?.id}`;
  expect((await guest.send(elsewhere, { session: others[0]?.id ?? "", seats: "2" })).status).toBe(303);
});

test("more seats than are left are set to what is left, on the event's page", async () => {
  const made = await makeEvent(ctx, { capacity: 3 });
  const refused = await guestOf(context, made).begin(4);
  expect(refused).toMatchObject({
    status: 409,
    body: { left: 3, title: "Only 3 left, so we’ve changed it to 3." },
  });
});

test("a person's limit counts when it is known who it is: the same answer for everyone, and a mail", async () => {
  const made = await makeEvent(ctx, { maxPerBooking: 2, maxPerPerson: 3 });
  const first = await heldBy(made, 2);
  expect((await first.guest.send(first.location)).status).toBe(303);
  const second = await heldBy(made, 2);
  let woken = 0;
  const how = { context: { wakeRelay: () => woken++ } };
  const refused = await second.guest.send(second.location, { email: "ADA@example.org" }, how);
  expect(refused).toMatchObject({
    status: 409,
    body: {
      title: "You can’t book more seats with this email address. We’ve emailed it a list of its bookings.",
    },
  });
  const sent = await db.execute(sql`
    select m.kind from mails m join bookings b on b.id = m.booking_id
    where b.scope = ${made.event.id} and m.state = 'queued'`);
  expect([...sent]).toEqual([{ kind: "bookings" }]);
  expect(woken).toBe(1);
  // The hold stands, for somebody else.
  expect((await second.guest.send(second.location, { email: "eve@example.org" })).status).toBe(303);
});

test("too many tries leave the hold as it is, and say when to come back", async () => {
  const made = await makeEvent(ctx);
  const { guest, location } = await heldBy(made);
  const rateLimits = createRateLimits({ enabled: true });
  for (let tries = 0; tries < 60; tries++) rateLimits.consume("book", "203.0.113.9");
  const how = { context: { rateLimits, clientAddress: "203.0.113.9" } };
  const answer = await guest.send(location, {}, how);
  expect(answer).toMatchObject({ status: 429, body: { kind: "wait" } });
  expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(await countsOf(made)).toEqual({ booked: 0, held: 2 });
});

test("with little left, one network holds three bookings and no more, unless limits are off", async () => {
  const made = await makeEvent(ctx, { capacity: 20, maxPerBooking: 8 });
  for (const seats of [8, 8]) await bookSome(ctx, made.session.resourceIds, seats);
  const begin = (how = {}) => guestOf(context, made).begin(1, {}, how);
  for (let browser = 0; browser < 3; browser++) expect((await begin()).status).toBe(303);
  expect(await begin()).toMatchObject({
    status: 409,
    body: { title: expect.stringMatching(/from your network/) },
  });
  expect((await begin({ context: { env: { ...context.env, RATE_LIMITS: false } } })).status).toBe(303);
});

test("maintenance refuses a hold with 503, and lets who holds already confirm", async () => {
  const made = await makeEvent(ctx);
  const { guest, location } = await heldBy(made);
  await setMaintenance(db, NO_ORGANIZATION, { enabled: true, message: "Back at noon." });
  try {
    const page = await guestOf(context, made).eventPage();
    expect(page).toMatchObject({ status: 200, body: { panel: { state: "paused" } } });
    const fresh = await guest.begin(1, { formToken: (await guest.details(location)).body.formToken });
    expect(fresh.status).toBe(503);
    expect((await guest.send(location)).status).toBe(303);
  } finally {
    await setMaintenance(db, NO_ORGANIZATION, { enabled: false, message: null });
  }
});

test("without a question, one seat a booking is booked on the event's page itself", async () => {
  const made = await makeEvent(ctx, { maxPerBooking: 1 });
  const guest = guestOf(context, made);
  expect((await guest.eventPage()).body.express).toBe(true);
  const wrong = await guest.begin(1, { name: "Ada", email: "ada" });
  expect(wrong).toMatchObject({
    status: 422,
    body: { errors: { email: ["That email address has no @."] } },
  });
  const booked = await guest.begin(1, { name: "Ada", email: "ada@example.org" });
  expect(booked.location).toMatch(/^\/b\//);
  expect(await countsOf(made)).toEqual({ booked: 1, held: 0 });
});

test("each visitor's language is the page's and the booking's", async () => {
  const made = await makeEvent(ctx);
  const { location } = await heldBy(made);
  const params = { slug: made.event.slug };
  const french = await requestRoute<{ locale: string; formToken: string }>(
    context,
    bookRoute,
    `${location}&lng=fr`,
    { params },
  );
  expect(french.body.locale).toBe("fr");
  const form = {
    session: made.session.id,
    seats: "2",
    name: "",
    email: "a@b.fr",
    formToken: french.body.formToken,
  };
  const answer = await requestRoute(context, bookRoute, `${location}&lng=fr`, { params, form });
  expect(answer.body).toMatchObject({ errors: { name: ["Saisissez votre nom."] } });
  await requestRoute(context, bookRoute, `${location}&lng=fr`, { params, form: { ...form, name: "Ana" } });
  const [person] = await db.execute(sql`
    select p.locale from people p join bookings b on b.id = p.booking_id where b.scope = ${made.event.id}`);
  expect(person).toEqual({ locale: "fr" });
});

test("a cancelled event takes no more holds", async () => {
  const made = await makeEvent(ctx);
  const guest = guestOf(context, made);
  const { body } = await guest.eventPage();
  await cancelEvent(ctx, made.event.id, "The kiln broke.");
  expect(await guest.eventPage()).toMatchObject({ status: 200, body: { panel: { state: "cancelled" } } });
  const late = await guest.begin(1, { formToken: body.formToken });
  expect(late).toMatchObject({ status: 409, body: { title: expect.stringMatching(/closed/) } });
});
