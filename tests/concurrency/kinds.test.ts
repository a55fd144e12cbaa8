import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { book, cancel, confirm, expire, holdUntil } from "#app/booking/commands.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { bookingOf, countsOf, expectInvariants, tally, times } from "#tests/engine/outcomes.ts";
import { makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { anotherInstance } from "./instances.ts";

const database = await testDatabase();
const other = anotherInstance(database.url);
const HOUR_MS = 3_600_000;

async function atDesk(): Promise<Ctx> {
  return { ...(await makeOrganization(database.db)), actsAs: "desk" };
}

function keep(ctx: Ctx, resourceId: string, kind: "block" | "tentative", quantity: number) {
  return holdUntil(ctx, {
    claims: [{ resourceId, quantity }],
    clientId: "desk",
    until: Date.now() + HOUR_MS,
    kind,
  });
}

async function blockedOf(ctx: Ctx, id: string): Promise<unknown> {
  const [row] = await ctx.db.execute(sql`
    select blocked::int from resources where organization_id = ${ctx.organizationId} and id = ${id}`);
  return row?.blocked;
}

/** Deadlines a few milliseconds around the race that follows, so that they pass while it is on. */
async function makeDueSoon(ctx: Ctx): Promise<void> {
  await ctx.db.execute(sql`
    update bookings set expires_at = date_trunc('milliseconds', clock_timestamp() + (random() * 120 - 20) * interval '1 ms')
    where organization_id = ${ctx.organizationId} and fate = 'pending'`);
}

test("of tentative bookings that are confirmed and expired at once, each is a guest's or gone, and nothing stays blocked", async () => {
  const ctx = await atDesk();
  const there = { ...ctx, db: other.db };
  const id = await makeResource(ctx, { capacity: 1_000 });
  let confirmed = 0;
  for (let round = 0; round < 5; round++) {
    const kept = await times(60, () => keep(ctx, id, "tentative", 2));
    await makeDueSoon(ctx);
    const answers = await Promise.all(
      kept
        .map(bookingOf)
        .map(async ({ id: bookingId }, index) =>
          Promise.all([
            confirm(index % 2 ? ctx : there, { bookingId }),
            expire(index % 3 ? ctx : there, bookingId),
          ]),
        ),
    );
    for (const [yes, ended] of answers) expect(yes.ok && ended.ok, "confirmed and expired").toBe(false);
    confirmed += answers.filter(([yes]) => yes.ok).length;
    expect(await countsOf(ctx, id)).toMatchObject({ booked: confirmed * 2, held: 0 });
    expect(await blockedOf(ctx, id)).toBe(0);
  }
  expect(confirmed).toBeGreaterThan(10);
  expect(confirmed).toBeLessThan(290);
  const kinds = await ctx.db.execute(sql`
    select fate, kind, count(*)::int as number from bookings where organization_id = ${ctx.organizationId}
    group by fate, kind order by fate`);
  expect([...kinds]).toEqual([
    { fate: "confirmed", kind: "guest", number: confirmed },
    { fate: "expired", kind: "tentative", number: 300 - confirmed },
  ]);
  await expectInvariants(database, ctx);
});

test("seats of blocks that are released while others want them are booked once each", async () => {
  const ctx = await atDesk();
  const there = { ...ctx, db: other.db };
  for (let round = 0; round < 10; round++) {
    const id = await makeResource(ctx, { capacity: 10 });
    const blocks = (await times(5, () => keep(ctx, id, "block", 2))).map(bookingOf);
    const [released, booked] = await Promise.all([
      Promise.all(blocks.map((each, index) => cancel(index % 2 ? ctx : there, { bookingId: each.id }))),
      times(20, (index) =>
        book(index % 2 ? ctx : there, { claims: [{ resourceId: id, quantity: 1 }], clientId: "guest" }),
      ),
    ]);
    expect(tally(released)).toEqual({ ok: 5 });
    const taken = tally(booked).ok ?? 0;
    expect(tally(booked).RESOURCE_FULL ?? 0).toBe(20 - taken);
    expect(taken).toBeLessThanOrEqual(10);
    expect(await countsOf(ctx, id)).toMatchObject({ booked: taken, held: 0 });
    expect(await blockedOf(ctx, id)).toBe(0);
  }
  await expectInvariants(database, ctx);
});
