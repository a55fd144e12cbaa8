import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, it, test } from "vitest";
import { book, cancel, change, confirm, hold } from "#app/booking/commands.server.ts";
import { findBooking } from "#app/booking/find-reservations.server.ts";
import { idempotencyOf } from "#app/booking/idempotency.ts";
import type { Outcome } from "#app/booking/request.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { makeOrganization, makeResource, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectInvariants } from "./outcomes.ts";

const database = await testDatabase();
const { db, owner } = database;

const bookingOf = (outcome: Outcome) => {
  if (!outcome.ok || !outcome.booking) throw new Error(`Refused: ${JSON.stringify(outcome)}`);
  return outcome.booking;
};

const unit = { sessionId: null, guests: 1, seats: 1 };
const claim = (resourceId: string, quantity = 1) => ({ resourceId, quantity });

/** Two adults, and a family that is four on the first leg only. */
async function booked(ctx: Ctx) {
  const [first, second] = [await makeResource(ctx), await makeResource(ctx)];
  const lines = [
    { ...unit, quantity: 2, takes: [claim(first), claim(second)] },
    { ...unit, quantity: 1, takes: [claim(first, 4)], guests: 4, seats: 4 },
  ];
  const booking = bookingOf(await book(ctx, { lines, clientId: "c" }));
  return { booking, first, second };
}

async function storedLines(ctx: Ctx, bookingId: string) {
  const rows = await db.execute<{ line: string }>(sql`
    select format('%s: %s of %s', position, quantity, takes) as line from booking_lines
    where organization_id = ${ctx.organizationId} and booking_id = ${bookingId} order by position`);
  return rows.map((row) => row.line);
}

async function formerLines(ctx: Ctx, bookingId: string) {
  const rows = await db.execute<{ quantities: number[] | null }>(sql`
    select (select array_agg((l ->> 'quantity')::int) from jsonb_array_elements(lines) l) as quantities from history
    where organization_id = ${ctx.organizationId} and booking_id = ${bookingId} order by position`);
  return rows.map((row) => row.quantities);
}

describe("a booking of lines", () => {
  it("claims the sum of what they take, and stores them", async () => {
    const ctx = await makeOrganization(db);
    const { booking, first, second } = await booked(ctx);
    expect(booking.reservations).toMatchObject([
      { resourceId: first, quantity: 6 },
      { resourceId: second, quantity: 2 },
    ]);
    expect((await findBooking(ctx, booking.id))?.lines).toEqual(booking.lines);
    expect(await formerLines(ctx, booking.id)).toEqual([null]);
    await expectInvariants(database, ctx);
  });

  it("is cancelled by lines, and its history has what was booked before", async () => {
    const ctx = await makeOrganization(db);
    const { booking, first, second } = await booked(ctx);
    const part = { lines: [{ position: 1, quantity: 1 }] };
    const less = bookingOf(await cancel(ctx, { bookingId: booking.id, part }));
    expect(less.lines.map((line) => line.quantity)).toEqual([1, 1]);
    const active = less.reservations.filter((each) => each.status === "CONFIRMED");
    expect(active).toMatchObject([
      { resourceId: first, quantity: 5 },
      { resourceId: second, quantity: 1 },
    ]);
    bookingOf(await cancel(ctx, { bookingId: booking.id, part: { lines: [{ position: 1, quantity: 1 }] } }));
    expect(await storedLines(ctx, booking.id)).toHaveLength(1);
    expect(await formerLines(ctx, booking.id)).toEqual([null, [2, 1], [1, 1]]);
    await expectInvariants(database, ctx);
  });

  it("ends with its last line, which stays", async () => {
    const ctx = await makeOrganization(db);
    const { booking } = await booked(ctx);
    const lines = [
      { position: 1, quantity: 2 },
      { position: 2, quantity: 1 },
    ];
    const ended = bookingOf(await cancel(ctx, { bookingId: booking.id, part: { lines } }));
    expect(ended).toMatchObject({ fate: "cancelled", lines: booking.lines });
    expect(await storedLines(ctx, booking.id)).toHaveLength(2);
    await expectInvariants(database, ctx);
  });

  it("has no part by reservations while it has several lines", async () => {
    const ctx = await makeOrganization(db);
    const { booking } = await booked(ctx);
    const [reservation] = booking.reservations;
    const part = { reservations: [{ reservationId: reservation?.id ?? "", quantity: 1 }] };
    const refused = await cancel(ctx, { bookingId: booking.id, part });
    expect(refused).toMatchObject({ ok: false, refusal: "INVALID_STATE" });
    expect(await storedLines(ctx, booking.id)).toHaveLength(2);
  });

  it("is changed to other lines; those that are gone are deleted", async () => {
    const ctx = await makeOrganization(db);
    const { booking, second } = await booked(ctx);
    const sessionId = randomUUID();
    const lines = [{ ...unit, sessionId, quantity: 3, takes: [claim(second)] }];
    const changed = bookingOf(await change(ctx, { bookingId: booking.id, lines }));
    expect(changed.lines).toEqual([{ position: 1, ...lines[0] }]);
    expect(await storedLines(ctx, booking.id)).toHaveLength(1);
    await expectInvariants(database, ctx);
  });

  it("is changed where only its session is another one and the capacity is the same", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    const line = { ...unit, quantity: 2, takes: [claim(id)] };
    const sessions = [randomUUID(), randomUUID()];
    const [before, after] = sessions.map((sessionId) => ({ ...line, sessionId }));
    const { id: bookingId } = bookingOf(await book(ctx, { lines: before ? [before] : [], clientId: "c" }));
    const moved = bookingOf(await change(ctx, { bookingId, lines: after ? [after] : [] }));
    expect(moved).toMatchObject({ lines: [{ sessionId: sessions[1] }], reservations: [{ quantity: 2 }] });
    expect((await findBooking(ctx, bookingId))?.lines).toEqual(moved.lines);
    await expectInvariants(database, ctx);
  });
});

test("a repeated key returns the lines as they were then", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx);
  const idempotency = idempotencyOf(testSigner, {
    principal: "p",
    key: randomUUID(),
    operation: "hold",
    body: {},
  });
  const lines = [{ ...unit, quantity: 4, takes: [claim(id)] }];
  const held = bookingOf(await hold(ctx, { lines, clientId: "c", idempotency, seconds: 600 }));
  const { id: bookingId } = held;
  bookingOf(await cancel(ctx, { bookingId, part: { lines: [{ position: 1, quantity: 1 }] } }));
  bookingOf(await confirm(ctx, { bookingId }));
  const again = bookingOf(await hold(ctx, { lines, clientId: "c", idempotency, seconds: 600 }));
  expect(again.lines).toEqual(held.lines);
  expect((await findBooking(ctx, bookingId))?.lines).toMatchObject([{ quantity: 3 }]);
});

describe("a booking of an earlier version", () => {
  const forget = (ctx: Ctx, bookingId: string) =>
    owner.db.execute(sql`delete from booking_lines
      where organization_id = ${ctx.organizationId} and booking_id = ${bookingId}`);

  it("has one line of what it takes, which a change stores", async () => {
    const ctx = await makeOrganization(db);
    const [first, second] = [await makeResource(ctx), await makeResource(ctx)];
    const claims = [claim(first, 3), claim(second, 3)];
    const { id: bookingId } = bookingOf(await book(ctx, { claims, clientId: "c" }));
    await forget(ctx, bookingId);
    expect((await findBooking(ctx, bookingId))?.lines).toMatchObject([{ position: 1, quantity: 3 }]);
    bookingOf(await cancel(ctx, { bookingId, part: { lines: [{ position: 1, quantity: 1 }] } }));
    expect(await storedLines(ctx, bookingId)).toHaveLength(1);
    await expectInvariants(database, ctx);
  });

  it("that it has changed meanwhile has a line of what it takes now", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    const { id: bookingId } = bookingOf(await book(ctx, { claims: [claim(id, 3)], clientId: "c" }));
    await owner.db.execute(sql`update booking_lines set quantity = 5
      where organization_id = ${ctx.organizationId} and booking_id = ${bookingId}`);
    expect((await findBooking(ctx, bookingId))?.lines).toMatchObject([{ quantity: 3 }]);
    bookingOf(await change(ctx, { bookingId, claims: [claim(id, 2)] }));
    expect(await storedLines(ctx, bookingId)).toEqual([expect.stringMatching(/^1: 2 of/)]);
    await expectInvariants(database, ctx);
  });

  it("that has ended has the line of what it took last", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    const { id: bookingId } = bookingOf(await book(ctx, { claims: [claim(id, 3)], clientId: "c" }));
    bookingOf(await change(ctx, { bookingId, claims: [claim(id, 2)] }));
    bookingOf(await cancel(ctx, { bookingId }));
    await forget(ctx, bookingId);
    expect((await findBooking(ctx, bookingId))?.lines).toMatchObject([{ quantity: 2 }]);
  });
});
