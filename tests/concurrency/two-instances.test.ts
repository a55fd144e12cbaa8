import { expect, test } from "vitest";
import { idempotencyOf } from "#app/booking/idempotency.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { bookingOf, countsOf, expectInvariants, fatesOf, tally, times } from "#tests/engine/outcomes.ts";
import { bookSome, makeOrganization, makeResource, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { anotherInstance } from "./instances.ts";

const database = await testDatabase();
const other = anotherInstance(database.url);

async function bothInstances(): Promise<[Ctx, Ctx]> {
  const ctx = await makeOrganization(database.db);
  return [ctx, { ...ctx, db: other.db }];
}

test("of 200 who want 50 seats on two instances, 50 get one", async () => {
  const [here, there] = await bothInstances();
  const id = await makeResource(here, { capacity: 50 });
  const outcomes = await times(200, (index) => bookSome(index % 2 ? here : there, id));
  expect(tally(outcomes)).toEqual({ ok: 50, RESOURCE_FULL: 150 });
  await expectSoundLedger(database.db, here.organizationId);
  await expectInvariants(database, here);
});

test("a request that is sent to both instances under one key is carried out once and answered alike", async () => {
  const [here, there] = await bothInstances();
  const id = await makeResource(here, { capacity: 30 });
  const pairs = await times(60, async (index) => {
    const asked = { principal: "p", key: `key ${index}`, operation: "book", body: {} };
    const idempotency = idempotencyOf(testSigner, asked);
    return Promise.all([here, there].map((ctx) => bookSome(ctx, id, 1, { idempotency })));
  });
  const said = pairs.map((pair) =>
    pair.map((each) => {
      const what = each.ok ? bookingOf(each).reference : each.refusal;
      return [what, each.sequence, each.remaining].join();
    }),
  );
  for (const [one, two] of said) expect(one).toBe(two);
  expect(tally(pairs.flat())).toEqual({ ok: 60, RESOURCE_FULL: 60 });
  expect(await fatesOf(here)).toEqual({ confirmed: 30 });
  await expectSoundLedger(database.db, here.organizationId);
  await expectInvariants(database, here);
});

test("one key that is aimed at another resource on each instance books one of the two", async () => {
  const [here, there] = await bothInstances();
  const ids = await times(2, () => makeResource(here, { capacity: 40 }));
  const pairs = await times(30, async (index) => {
    const aimed = ids.map(async (resourceId, instance) => {
      const asked = { principal: "p", key: `key ${index}`, operation: "book", body: { resourceId } };
      const idempotency = idempotencyOf(testSigner, asked);
      return bookSome(instance ? there : here, resourceId, 1, { idempotency });
    });
    return Promise.all(aimed);
  });
  for (const pair of pairs) expect(tally(pair)).toEqual({ ok: 1, IDEMPOTENCY_KEY_REUSED: 1 });
  expect(await fatesOf(here)).toEqual({ confirmed: 30 });
  await expectSoundLedger(database.db, here.organizationId);
  await expectInvariants(database, here);
});

/** Books one seat after the other until there are none; answers how many it got. */
async function bookUntilFull(ctx: Ctx, id: string): Promise<number> {
  for (let got = 0; ; got++) if (!(await bookSome(ctx, id)).ok) return got;
}

test("two instances that sell one resource until it is full both get a fair share", async () => {
  const [here, there] = await bothInstances();
  const id = await makeResource(here, { capacity: 4_000 });
  const shares = await Promise.all(
    [here, there].map(async (ctx) => {
      const got = await times(50, () => bookUntilFull(ctx, id));
      return got.reduce((sum, each) => sum + each, 0);
    }),
  );
  console.log(`shares of two instances: ${shares.join(" and ")}`);
  expect(shares[0]).toBeGreaterThan(1_200);
  expect(shares[1]).toBeGreaterThan(1_200);
  expect(await countsOf(here, id)).toMatchObject({ booked: 4_000 });
  await expectInvariants(database, here);
});
