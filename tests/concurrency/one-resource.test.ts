import { expect, test } from "vitest";
import { cancel, closeResource, setCapacity } from "#app/booking/commands.server.ts";
import type { Outcome } from "#app/booking/request.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { openDatabase } from "#db/client.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectSoundLedger, readLedger } from "#tests/support/ledger-check.ts";

const database = await testDatabase();
const { db } = database;

const times = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const refusalsOf = (outcomes: Outcome[]) => outcomes.flatMap((each) => (each.ok ? [] : [each.refusal]));
const bookingIdOf = (outcome: Outcome) => (outcome.ok && outcome.booking?.id) || "";
const lastRow = async (ctx: Ctx, id: string) => (await readLedger(db, { ...ctx, id })).at(-1);

test("of 200 who book 10 seats at once, 10 get one and 190 are told that it is full", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 10 });
  const outcomes = await times(200, () => bookSome(ctx, id));
  expect(outcomes.filter((each) => each.ok)).toHaveLength(10);
  expect(refusalsOf(outcomes)).toEqual(Array.from({ length: 190 }, () => "RESOURCE_FULL"));
  expect(await lastRow(ctx, id)).toMatchObject({ sequence: 11, booked: 10 });
  await expectSoundLedger(db, ctx.organizationId);
});

test("every answer of a rush names the sequence and the remainder that the ledger has", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 10 });
  const outcomes = await times(60, (index) => bookSome(ctx, id, 1 + (index % 3)));
  const rows = await readLedger(db, { ...ctx, id });
  for (const [index, outcome] of outcomes.entries()) {
    const row = rows[outcome.sequence - 1];
    expect(outcome.remaining).toBe(10 - Number(row?.booked));
    // Who was refused would not have fitted at the sequence that the answer names.
    if (!outcome.ok) expect(1 + (index % 3)).toBeGreaterThan(outcome.remaining);
  }
  expect(new Set(outcomes.filter((each) => each.ok).map((each) => each.sequence)).size).toBe(rows.length - 1);
});

test("two instances that sell the same seats sell each once", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 20 });
  const other = openDatabase({ url: database.url, max: 5 });
  try {
    const outcomes = await times(80, (index) => bookSome(index % 2 ? ctx : { ...ctx, db: other.db }, id));
    expect(outcomes.filter((each) => each.ok)).toHaveLength(20);
  } finally {
    await other.close();
  }
  await expectSoundLedger(db, ctx.organizationId);
});

test("of many who cancel one booking at once, one frees its seats", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 10 });
  const bookingId = bookingIdOf(await bookSome(ctx, id, 4));
  const outcomes = await times(30, () => cancel(ctx, { bookingId }));
  expect(outcomes.filter((each) => each.ok)).toHaveLength(1);
  expect(new Set(refusalsOf(outcomes))).toEqual(new Set(["INVALID_STATE"]));
  expect(await lastRow(ctx, id)).toMatchObject({ sequence: 3, kind: "freed", booked: 0 });
  await expectSoundLedger(db, ctx.organizationId);
});

test("a capacity that goes up and down under a rush never falls below what is booked", async () => {
  const ctx = await makeOrganization(db);
  const resourceId = await makeResource(ctx, { capacity: 5 });
  const [bookings, capacities] = await Promise.all([
    times(60, () => bookSome(ctx, resourceId)),
    times(30, (index) => setCapacity(ctx, { resourceId, capacity: 1 + (index % 12) })),
  ]);
  expect(bookings.some((each) => each.ok)).toBe(true);
  expect(new Set(refusalsOf(capacities))).toEqual(new Set(["CAPACITY_BELOW_BOOKED"]));
  for (const refused of capacities.filter((each) => !each.ok)) {
    const row = (await readLedger(db, { ...ctx, id: resourceId }))[refused.sequence - 1];
    expect(!refused.ok && refused.claims[0]?.quantity).toBe(row?.booked);
  }
  await expectSoundLedger(db, ctx.organizationId);
});

test("nothing is booked after the answer that a resource is closed", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 1000 });
  const rush = times(100, () => bookSome(ctx, id));
  const closed = await closeResource(ctx, id);
  const outcomes = await rush;
  const accepted = outcomes.filter((each) => each.ok);
  expect(accepted.every((each) => each.sequence < closed.sequence)).toBe(true);
  expect(refusalsOf(outcomes)).toEqual(
    Array.from({ length: 100 - accepted.length }, () => "RESOURCE_CLOSED"),
  );
  await expectSoundLedger(db, ctx.organizationId);
});

test("those who book and cancel all the time leave counters and ledger that agree", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 7 });
  await times(40, async (index) => {
    for (let round = 0; round < 3; round++) {
      const bookingId = bookingIdOf(await bookSome(ctx, id, 1 + (index % 2)));
      if (bookingId && index % 3) await cancel(ctx, { bookingId });
    }
  });
  await expectSoundLedger(db, ctx.organizationId);
});
