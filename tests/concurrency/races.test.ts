import { describe, expect, it } from "vitest";
import { cancel } from "#app/booking/commands.server.ts";
import { idempotencyOf } from "#app/booking/idempotency.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { bookingOf, countsOf, expectInvariants, fatesOf, tally, times } from "#tests/engine/outcomes.ts";
import { bookSome, makeOrganization, makeResource, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { anotherInstance } from "./instances.ts";

const database = await testDatabase();
const direct = anotherInstance(database.url, { strategy: "direct" });

const STRATEGIES = [
  { strategy: "batched", db: database.db, rush: 500 },
  { strategy: "direct", db: direct.db, rush: 80 },
];

async function expectSound(ctx: Ctx): Promise<void> {
  await expectSoundLedger(ctx.db, ctx.organizationId);
  await expectInvariants(database, ctx);
}

async function bookUnder(ctx: Ctx, key: string, resourceId: string) {
  const asked = { principal: "someone", key, operation: "book", body: { resourceId } };
  return bookSome(ctx, resourceId, 1, { idempotency: idempotencyOf(testSigner, asked) });
}

describe.each(STRATEGIES)("$strategy", ({ db, rush }) => {
  it(`of ${rush} who want the one seat at once, one gets it`, async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 1 });
    const outcomes = await times(rush, () => bookSome(ctx, id));
    expect(tally(outcomes)).toEqual({ ok: 1, RESOURCE_FULL: rush - 1 });
    expect(await countsOf(ctx, id)).toMatchObject({ booked: 1 });
    await expectSound(ctx);
  });

  it(`of ${rush} who want 37 seats at once, 37 get one`, async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 37 });
    const outcomes = await times(rush, () => bookSome(ctx, id));
    expect(tally(outcomes)).toEqual({ ok: 37, RESOURCE_FULL: rush - 37 });
    const given = outcomes.filter((each) => each.ok).map((each) => each.sequence);
    expect(given.sort((a, b) => a - b)).toEqual(Array.from({ length: 37 }, (_, index) => index + 2));
    await expectSound(ctx);
  });

  it("of many who cancel the same bookings at once, one frees each", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 60 });
    const bookings = await times(20, () => bookSome(ctx, id, 3));
    const outcomes = await times(100, (index) => {
      const bookingId = bookingOf(bookings[index % 20] as (typeof bookings)[0]).id;
      return cancel(ctx, { bookingId });
    });
    expect(tally(outcomes)).toEqual({ ok: 20, INVALID_STATE: 80 });
    expect(await countsOf(ctx, id)).toMatchObject({ booked: 0 });
    await expectSound(ctx);
  });

  it("one key sent 50 times at once makes one booking and gets one answer", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    const outcomes = await times(50, () => bookUnder(ctx, "k", id));
    const said = outcomes.map((each) => [bookingOf(each).id, each.sequence, each.remaining].join());
    expect(new Set(said).size).toBe(1);
    expect(outcomes.filter((each) => !each.replayed)).toHaveLength(1);
    expect(await countsOf(ctx, id)).toMatchObject({ booked: 1 });
    await expectSound(ctx);
  });

  it("one key aimed at four resources at once books one of them and harms no neighbour", async () => {
    const ctx = await makeOrganization(db);
    const ids = await times(4, () => makeResource(ctx, { capacity: 20 }));
    const [aimed, neighbours] = await Promise.all([
      Promise.all(ids.map((id) => bookUnder(ctx, "k", id))),
      times(40, (index) => bookSome(ctx, ids[index % 4] ?? "")),
    ]);
    expect(tally(aimed)).toEqual({ ok: 1, IDEMPOTENCY_KEY_REUSED: 3 });
    expect(tally(neighbours)).toEqual({ ok: 40 });
    expect(await fatesOf(ctx)).toEqual({ confirmed: 41 });
    await expectSound(ctx);
  });
});
