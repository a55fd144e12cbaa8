import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { bookSeats } from "#app/checkout/book-seats.server.ts";
import { newToken } from "#app/platform/secrets.ts";
import * as confirmationRoute from "#app/routes/public/b.$reference._index.tsx";
import * as manageRoute from "#app/routes/public/b.$reference.manage.tsx";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { type RouteModule, type RouteRequest, requestRoute, testContext } from "#tests/support/remix.ts";

const { db, owner } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);

interface Link {
  reference: string;
  token: string;
}

interface Shown {
  booking: { fate: string; seats: number; reference: string; person: { email: string } };
}

async function booked(made: MadeEvent): Promise<Link & { bookingId: string }> {
  const outcome = await bookSeats(ctx, {
    event: made.event,
    session: made.session,
    seats: 2,
    formToken: newToken(),
    booker: { name: "Ada Guest", email: "ada@example.org", locale: "en" },
  });
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome;
}

function open(route: RouteModule, { reference, token }: Link, how: RouteRequest = {}) {
  const path = `/b/${reference}/manage?t=${token}`;
  return requestRoute<Shown>(context, route, path, { params: { reference }, ...how });
}

const CANCEL = { form: { intent: "cancel" } };

async function fateOf(bookingId: string): Promise<unknown> {
  const [row] = await db.execute(sql`select fate from bookings where id = ${bookingId}`);
  return row?.fate;
}

test("a link shows its booking, and looking changes nothing however often", async () => {
  const link = await booked(await makeEvent(ctx));
  for (const route of [confirmationRoute, manageRoute, manageRoute, manageRoute]) {
    const { status, body } = await open(route, link);
    expect(status).toBe(200);
    const person = { email: "ada@example.org" };
    expect(body.booking).toMatchObject({ fate: "confirmed", seats: 2, reference: link.reference, person });
  }
  expect(await fateOf(link.bookingId)).toBe("confirmed");
  const [row] = await db.execute(sql`
    select count(*)::int as number from history where booking_id = ${link.bookingId}`);
  expect(row?.number).toBe(1);
});

test("cancelling frees the seats, wakes the relay and leads back, with 303", async () => {
  const made = await makeEvent(ctx);
  const link = await booked(made);
  let woken = 0;
  const answer = await open(manageRoute, link, { ...CANCEL, context: { wakeRelay: () => woken++ } });
  expect(answer).toMatchObject({ status: 303, location: `/b/${link.reference}/manage?t=${link.token}` });
  expect(woken).toBe(1);
  expect((await open(manageRoute, link)).body.booking.fate).toBe("cancelled");
  const [row] = await db.execute(sql`select booked::int from resources where id = ${made.session.id}`);
  expect(row?.booked).toBe(0);
});

test("cancelling twice, or twice at once, is fine and frees once", async () => {
  const made = await makeEvent(ctx);
  const link = await booked(made);
  const answers = await Promise.all(Array.from({ length: 5 }, () => open(manageRoute, link, CANCEL)));
  answers.push(await open(manageRoute, link, CANCEL));
  expect(answers.map((each) => each.status)).toEqual(Array(6).fill(303));
  await expectSoundLedger(db, ctx.organizationId);
});

test("an event that has begun can no longer be cancelled by its attendee: 409 says so", async () => {
  const made = await makeEvent(ctx);
  const link = await booked(made);
  await db.execute(sql`
    update resources set cancel_until = now() - interval '1 minute' where id = ${made.session.id}`);
  expect(await open(manageRoute, link, CANCEL)).toMatchObject({
    status: 409,
    body: { problem: { title: "It’s too late to change this online" } },
  });
  expect(await fateOf(link.bookingId)).toBe("confirmed");
});

test("no other token, reference or pair of them opens or cancels a booking", async () => {
  const made = await makeEvent(ctx);
  const [mine, yours] = [await booked(made), await booked(made)];
  const wrong: Link[] = [
    { reference: mine.reference, token: newToken() },
    { reference: mine.reference, token: "" },
    { reference: mine.reference, token: yours.token },
    { reference: yours.reference, token: mine.token },
    { reference: "ZZZZZZZZ", token: mine.token },
    { reference: mine.reference.toLowerCase(), token: mine.token },
    { reference: mine.reference, token: mine.token.slice(0, -1) },
    { reference: mine.reference, token: "x".repeat(5000) },
  ];
  for (const link of wrong) {
    for (const route of [confirmationRoute, manageRoute]) {
      expect((await open(route, link)).status).toBe(403);
    }
    expect((await open(manageRoute, link, CANCEL)).status).toBe(403);
  }
  expect([await fateOf(mine.bookingId), await fateOf(yours.bookingId)]).toEqual(["confirmed", "confirmed"]);
});

test("a link whose time is over opens nothing", async () => {
  const link = await booked(await makeEvent(ctx));
  await owner.db.execute(sql`
    update link_tokens set expires_at = now() - interval '1 second' where booking_id = ${link.bookingId}`);
  expect((await open(manageRoute, link)).status).toBe(403);
  expect((await open(manageRoute, link, CANCEL)).status).toBe(403);
});

test("the link's token is nowhere in the database", async () => {
  const link = await booked(await makeEvent(ctx));
  const tables = await db.execute<{ name: string }>(sql`
    select tablename as name from pg_tables where schemaname = 'public'`);
  expect(tables.length).toBeGreaterThan(10);
  for (const { name } of tables) {
    const [row] = await db.execute(
      sql`select coalesce(json_agg(t)::text, '') as text from ${sql.identifier(name)} t`,
    );
    expect(row?.text).not.toContain(link.token);
  }
});
