import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { closeResource } from "#app/booking/commands.server.ts";
import { unpublishEvent } from "#app/events/publish-event.server.ts";
import { createRateLimits } from "#app/host/http/rate-limits.ts";
import { setMaintenance } from "#app/organizations/settings.server.ts";
import { newFormToken } from "#app/platform/http/form-tokens.ts";
import { createSigner } from "#app/platform/signer.ts";
import * as bookRoute from "#app/routes/public/e.$slug.book.tsx";
import { NO_ORGANIZATION } from "#db/schema/index.ts";
import { bookSome, makeOrganization, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { type RouteRequest, requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);

interface Answered {
  formToken: string;
  seats: number;
  typed?: Record<string, string[]>;
  errors?: Record<string, string[]>;
  title?: string;
  left?: number;
}

const pageOf = (made: MadeEvent) => `/e/${made.event.slug}/book`;
const go = (made: MadeEvent, how: RouteRequest, path = pageOf(made)) =>
  requestRoute<Answered>(context, bookRoute, path, { params: { slug: made.event.slug }, ...how });

/** Opens the form as a guest does and answers what it sends when it is filled in. */
async function filledIn(
  made: MadeEvent,
  typed: Record<string, string> = {},
): Promise<Record<string, string>> {
  const { body } = await go(made, {});
  const fields = { session: made.session.id, seats: "2", name: "Ada Guest", email: "ada@example.org" };
  return { ...fields, formToken: body.formToken, ...typed };
}

async function bookingsOf(made: MadeEvent): Promise<number> {
  const [row] = await db.execute(
    sql`select count(*)::int as number from bookings where scope = ${made.event.id}`,
  );
  return Number(row?.number);
}

test("a form that is filled in books the seats and leads to the confirmation, with 303", async () => {
  const made = await makeEvent(ctx);
  let woken = 0;
  const answer = await go(made, { form: await filledIn(made), context: { wakeRelay: () => woken++ } });
  expect(answer.status).toBe(303);
  expect(answer.location).toMatch(/^\/b\/[2-9A-Z]{8}\?t=[\w-]{43}$/);
  expect(woken).toBe(1);
  const [row] = await db.execute(sql`
    select r.quantity::int, p.name, p.email, p.locale from reservations r
      join bookings b on b.id = r.booking_id join people p on p.booking_id = b.id
    where b.scope = ${made.event.id}`);
  expect(row).toEqual({ quantity: 2, name: "Ada Guest", email: "ada@example.org", locale: "en" });
});

test("the same form sent twice, or twice at once, leads to the same booking", async () => {
  const made = await makeEvent(ctx);
  const form = await filledIn(made);
  const answers = await Promise.all(Array.from({ length: 10 }, () => go(made, { form })));
  answers.push(await go(made, { form }));
  expect(new Set(answers.map((each) => each.location)).size).toBe(1);
  expect(await bookingsOf(made)).toBe(1);
});

test.each([
  ["no name", { name: "  " }, "name"],
  ["a name longer than is kept", { name: "x".repeat(121) }, "name"],
  ["a name with a NUL in it", { name: "A\0da" }, "name"],
  ["an e-mail without an @", { email: "ada.example.org" }, "email"],
  ["an e-mail with a space", { email: "ada @example.org" }, "email"],
  ["an e-mail with a line break", { email: "ada@example.org\r\nBcc: all@example.org" }, "email"],
  ["no seats", { seats: "0" }, "seats"],
  ["half a seat", { seats: "1.5" }, "seats"],
  ["seats in words", { seats: "two" }, "seats"],
  ["a date that is none", { session: "tomorrow" }, "session"],
  ["a date that nobody has", { session: "01890000-0000-7000-8000-000000000000" }, "session"],
])("%s comes back with 422, at its field, with everything that was typed", async (_words, typed, field) => {
  const made = await makeEvent(ctx);
  const form = await filledIn(made, typed);
  const answer = await go(made, { form });
  expect(answer.status).toBe(422);
  expect(Object.keys(answer.body.errors ?? {})).toEqual([field]);
  expect(answer.body.errors?.[field]?.[0]).toMatch(/\.$/);
  const sent = Object.entries(form).map(([name, value]) => [name, [value]]);
  expect(answer.body.typed).toMatchObject(Object.fromEntries(sent));
  expect(await bookingsOf(made)).toBe(0);
});

test("more than is left is refused with 409, what is left and what was typed", async () => {
  const made = await makeEvent(ctx, { capacity: 3 });
  await bookSome(ctx, made.session.resourceIds, 2);
  const form = await filledIn(made);
  const answer = await go(made, { form });
  expect(answer).toMatchObject({ status: 409, body: { left: 1, typed: { name: ["Ada Guest"] } } });
  expect(answer.body.title).toBe("You asked for 2 seats, and only 1 is left. Nothing was booked for you.");
  // A new token and fewer seats: the rest can be had at once.
  expect((await go(made, { form: await filledIn(made, { seats: "1" }) })).status).toBe(303);
});

test.each([
  ["more seats than one booking may take", (_made: MadeEvent) => {}, { seats: "5" }, 409, /book up to/],
  ["closed booking", (made: MadeEvent) => closeResource(ctx, made.session.id), {}, 409, /Booking is closed/],
  [
    "maintenance",
    () => setMaintenance(db, NO_ORGANIZATION, { enabled: true, message: null }),
    {},
    503,
    /paused/,
  ],
])("%s is refused in words, and books nothing", async (_words, before, typed, status, words) => {
  const made = await makeEvent(ctx);
  await before(made);
  try {
    const answer = await go(made, { form: await filledIn(made, typed) });
    expect(answer.status).toBe(status);
    expect(answer.body.title).toMatch(words);
    expect(await bookingsOf(made)).toBe(0);
  } finally {
    await setMaintenance(db, NO_ORGANIZATION, { enabled: false, message: null });
  }
});

test("an event that has begun can no longer be booked", async () => {
  const made = await makeEvent(ctx, { inHours: -1 });
  const answer = await go(made, { form: await filledIn(made) });
  expect(answer).toMatchObject({ status: 409, body: { title: expect.stringMatching(/closed/) } });
});

test("a form that may come from another site books nothing and keeps what was typed, with 403", async () => {
  const made = await makeEvent(ctx);
  const answer = await go(made, { form: await filledIn(made), context: { trusted: false } });
  expect(answer).toMatchObject({ status: 403, body: { typed: { name: ["Ada Guest"], seats: ["2"] } } });
  expect(await bookingsOf(made)).toBe(0);
});

test("too many tries from one network are refused with 429, and another network is not", async () => {
  const made = await makeEvent(ctx);
  const rateLimits = createRateLimits({ enabled: true });
  const form = await filledIn(made, { email: "no" });
  const tried = (clientAddress: string) => go(made, { form, context: { rateLimits, clientAddress } });
  const statuses = [];
  for (let tries = 0; tries < 61; tries++) statuses.push((await tried("203.0.113.9")).status);
  expect(statuses.indexOf(429)).toBe(60);
  expect(await tried("203.0.113.9")).toMatchObject({ body: { typed: { name: ["Ada Guest"] } } });
  expect((await tried("203.0.113.10")).status).toBe(422);
});

test.each([
  ["missing", () => ""],
  ["made up", () => "a.b.c"],
  ["two hours old", (id: string) => newFormToken(testSigner, `book ${id}`, new Date(Date.now() - 7_260_000))],
  ["of another event", () => newFormToken(testSigner, "book another", new Date())],
  [
    "of another deployment",
    (id: string) => newFormToken(createSigner("another secret"), `book ${id}`, new Date()),
  ],
])("a form token that is %s books nothing and asks to confirm again", async (_words, token) => {
  const made = await makeEvent(ctx);
  const formToken = await token(made.event.id);
  const answer = await go(made, { form: await filledIn(made, { formToken }) });
  expect(answer.status).toBe(422);
  expect(answer.body.title).toMatch(/Nothing was booked/);
  expect(await bookingsOf(made)).toBe(0);
});

test("each opening of the form has a token of its own", async () => {
  const made = await makeEvent(ctx);
  const [one, two] = [await go(made, {}), await go(made, {})];
  expect(one.body.formToken).not.toBe(two.body.formToken);
});

test("the number of seats asked for stays within what can be had", async () => {
  const made = await makeEvent(ctx, { maxPerBooking: 4 });
  const asked = async (seats: string) => (await go(made, {}, `${pageOf(made)}?seats=${seats}`)).body.seats;
  expect([await asked("3"), await asked("99"), await asked("-1"), await asked("x")]).toEqual([3, 4, 1, 1]);
});

test("neither a draft nor an unknown event has a form, to look at or to send", async () => {
  const made = await makeEvent(ctx);
  const form = await filledIn(made);
  await unpublishEvent(ctx, made.event.id);
  const nobody = { ...made, event: { ...made.event, slug: "nobody" } };
  for (const there of [made, nobody]) {
    expect((await go(there, {})).status).toBe(404);
    expect((await go(there, { form })).status).toBe(404);
  }
  expect(await bookingsOf(made)).toBe(0);
});

test("100 guests at once for 10 seats: 10 are led to their confirmation, 90 are told", async () => {
  const made = await makeEvent(ctx, { capacity: 10 });
  const form = await filledIn(made, { seats: "1" });
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      go(made, { form: { ...form, email: `g${index}@example.org` } }),
    ),
  );
  const statuses = answers.map((each) => each.status).sort();
  expect(statuses).toEqual([...Array(10).fill(303), ...Array(90).fill(409)]);
  expect(new Set(answers.flatMap((each) => each.location ?? [])).size).toBe(10);
  await expectSoundLedger(db, ctx.organizationId);
});
