import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { cancel } from "#app/booking/commands.server.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";

const { db } = await testDatabase();

async function deadlocks(): Promise<number> {
  // Figures of a session reach the view when it asks for it to be so.
  await db.execute(sql`select pg_stat_force_next_flush()`);
  const [row] = await db.execute(sql`
    select deadlocks::int as number from pg_stat_database where datname = current_database()`);
  return Number(row?.number);
}

test("200 bookings of two resources in opposite orders never wait for each other in a circle", async () => {
  const ctx = await makeOrganization(db);
  const [a, b] = [await makeResource(ctx, { capacity: 150 }), await makeResource(ctx, { capacity: 1000 })];
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, (_, index) => bookSome(ctx, index % 2 ? [a, b] : [b, a])),
  );
  expect(outcomes.filter((each) => each.ok)).toHaveLength(150);
  const booked = await db.execute(sql`
    select booked::int from resources where organization_id = ${ctx.organizationId}`);
  expect([...booked]).toEqual([{ booked: 150 }, { booked: 150 }]);
  await expectSoundLedger(db, ctx.organizationId);
  expect(await deadlocks()).toBe(0);
});

test("bookings and cancellations of overlapping bundles end in counters that agree", async () => {
  const ctx = await makeOrganization(db);
  const ids = await Promise.all([2, 3, 5, 8, 100].map((capacity) => makeResource(ctx, { capacity })));
  const bundle = (index: number) => [0, 1, 2].map((step) => ids[(index + step * 2) % ids.length] ?? "");
  const outcomes = await Promise.all(
    Array.from({ length: 120 }, async (_, index) => {
      const outcome = await bookSome(ctx, bundle(index));
      const bookingId = outcome.ok && outcome.booking?.id;
      if (bookingId && index % 4) await cancel(ctx, { bookingId });
      return outcome.ok;
    }),
  );
  expect(outcomes).toContain(true);
  expect(outcomes).toContain(false);
  await expectSoundLedger(db, ctx.organizationId);
  expect(await deadlocks()).toBe(0);
});
