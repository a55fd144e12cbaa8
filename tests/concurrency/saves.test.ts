import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { saveResources } from "#app/booking/commands.server.ts";
import { findResource } from "#app/booking/find-resources.server.ts";
import type { Outcome } from "#app/booking/request.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { expectInvariants, tally, times } from "#tests/engine/outcomes.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { anotherInstance } from "./instances.ts";

const database = await testDatabase();
const { db } = database;
const one = anotherInstance(database.url);
const two = anotherInstance(database.url);

/** How many rows a save has brought along: each save that is told "yes" brings one. */
await database.owner.db.execute(
  sql`create table saved (organization_id uuid not null, round integer not null)`,
);
await database.owner.db.execute(sql`grant select, insert on saved to public`);
const savedIn = async ({ organizationId }: Ctx) =>
  (
    await db.execute<{ round: number }>(
      sql`select round from saved where organization_id = ${organizationId}`,
    )
  ).map((row) => row.round);

function save(ctx: Ctx, ids: string[], capacity: number, round = 0): Promise<Outcome> {
  const resources = ids.map((resourceId) => ({ resourceId, capacity }));
  return saveResources(ctx, resources, async (tx) => {
    await tx.tx.execute(sql`insert into saved values (${tx.organizationId}, ${round})`);
  });
}

const nowOf = async (ctx: Ctx, ids: string[]) =>
  Promise.all(
    ids.map(async (id) => {
      const { capacity, booked } = (await findResource(ctx, id)) ?? { capacity: 0, booked: 0 };
      return { capacity, booked };
    }),
  );

test("saves that lower capacities and bookings at the same time, on two instances: all of a save or nothing, and exact numbers", async () => {
  const ctx = await makeOrganization(db);
  const ids = await times(20, () => makeResource(ctx, { capacity: 30 }));
  const books = times(400, (index) =>
    bookSome({ ...ctx, db: (index % 2 ? one : two).db }, [
      ids[index % 20] ?? "",
      ids[(index * 7 + 3) % 20] ?? "",
    ]),
  );
  const saves = times(20, (round) =>
    save({ ...ctx, db: (round % 2 ? one : two).db }, round % 3 ? ids : [...ids].reverse(), 30 - round, round),
  );
  const [booked, saved] = await Promise.all([books, saves]);
  const now = await nowOf(ctx, ids);
  const told = saved.flatMap((each, round) => (each.ok ? [round] : []));
  expect((await savedIn(ctx)).sort((a, b) => a - b)).toEqual(told);
  // What was saved last was saved of all of them.
  expect(new Set(now.map((each) => each.capacity)).size).toBe(1);
  expect(now.reduce((sum, each) => sum + each.booked, 0)).toBe(2 * booked.filter((each) => each.ok).length);
  expect(tally(saved)).toEqual({
    ok: told.length,
    ...(told.length < 20 && { CAPACITY_BELOW_BOOKED: 20 - told.length }),
  });
  await expectSoundLedger(db, ctx.organizationId);
  await expectInvariants(database, ctx);
});

test("a save of 500 resources is carried out while each of them is being booked all the time", async () => {
  const ctx = await makeOrganization(db);
  const ids = await times(500, () => makeResource(ctx, { capacity: 1_000 }));
  const mine = { ...ctx, db: one.db };
  let [booked, isSaved] = [0, false];
  const rush = times(200, async (index) => {
    for (let round = index; !isSaved; round += 61) {
      expect((await bookSome(mine, ids[round % 500] ?? "")).ok).toBe(true);
      booked += 1;
    }
  });
  await waitUntil("the rush", () => booked > 1_000);
  const outcome = await save(mine, ids, 900).finally(() => {
    isSaved = true;
  });
  await rush;
  expect(outcome).toMatchObject({ ok: true });
  expect((await nowOf(ctx, ids)).every((each) => each.capacity === 900)).toBe(true);
  await expectInvariants(database, ctx);
});

test("a save whose connection is terminated between its decision and its commit is carried out once, as a whole", async () => {
  const ctx = await makeOrganization(db);
  const ids = await times(10, () => makeResource(ctx, { capacity: 100 }));
  const mine = { ...ctx, db: two.db };
  for (let round = 1; round <= 10; round++) {
    const seen: unknown[] = [];
    let attempts = 0;
    const outcome = await saveResources(
      mine,
      ids.map((resourceId) => ({ resourceId, capacity: 100 + round })),
      async ({ tx, organizationId }) => {
        await tx.execute(sql`insert into saved values (${organizationId}, ${round})`);
        attempts += 1;
        if (attempts > 2) return;
        const [{ pid } = { pid: 0 }] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
        await db.execute(sql`select pg_terminate_backend(${pid})`);
        seen.push(await nowOf(ctx, ids.slice(0, 1)), await savedIn(ctx));
      },
    );
    expect([outcome.ok, attempts]).toEqual([true, 3]);
    // What others saw in between is what was there before.
    const [before, rounds] = [
      { capacity: 99 + round, booked: 0 },
      Array.from({ length: round - 1 }, (_, i) => i + 1),
    ];
    expect(seen).toEqual([[before], rounds, [before], rounds]);
    expect(await savedIn(ctx)).toEqual([...rounds, round]);
    expect(new Set((await nowOf(ctx, ids)).map((each) => each.capacity))).toEqual(new Set([100 + round]));
  }
  await expectSoundLedger(db, ctx.organizationId);
});
