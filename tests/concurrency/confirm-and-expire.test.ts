import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { confirm, expire, hold } from "#app/booking/commands.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { bookingOf, countsOf, expectInvariants, fatesOf, times } from "#tests/engine/outcomes.ts";
import { makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { anotherInstance } from "./instances.ts";

const database = await testDatabase();
const other = anotherInstance(database.url);

/** Deadlines a few milliseconds around the race that follows, so that they pass while it is on. */
async function makeDueSoon(ctx: Ctx): Promise<void> {
  await ctx.db.execute(sql`
    update bookings set expires_at = date_trunc('milliseconds', clock_timestamp() + (random() * 120 - 20) * interval '1 ms')
    where organization_id = ${ctx.organizationId} and fate = 'pending'`);
}

async function fateOf(ctx: Ctx, bookingId: string): Promise<unknown> {
  const [row] = await ctx.db.execute(sql`
    select fate from bookings where organization_id = ${ctx.organizationId} and id = ${bookingId}`);
  return row?.fate;
}

/** Holds so many seats, then confirms and expires each at the same time, some on one instance and some on two. */
async function race(ctx: Ctx, resourceId: string, count: number): Promise<number> {
  const claims = [{ resourceId, quantity: 1 }];
  const held = await times(count, () => hold(ctx, { claims, clientId: "c" }));
  const ids = held.map((each) => bookingOf(each).id);
  await makeDueSoon(ctx);
  const there = { ...ctx, db: other.db };
  const answers = await Promise.all(
    ids.map(async (bookingId, index) => {
      const [confirmed, expired] = await Promise.all([
        confirm(index % 2 ? ctx : there, { bookingId }),
        expire(index % 3 ? ctx : there, bookingId),
      ]);
      return { bookingId, confirmed, expired };
    }),
  );
  for (const { bookingId, confirmed, expired } of answers) {
    expect(confirmed.ok && expired.ok, "confirmed and expired").toBe(false);
    expect(await fateOf(ctx, bookingId)).toBe(confirmed.ok ? "confirmed" : "expired");
    if (!confirmed.ok) expect(confirmed.refusal).toBe("HOLD_EXPIRED");
    if (!expired.ok) expect(expired.refusal).toBe("INVALID_STATE");
  }
  return answers.filter((each) => each.confirmed.ok).length;
}

test("of 1,000 holds that are confirmed and expired at once, each is one of the two and is freed once", async () => {
  const ctx = await makeOrganization(database.db);
  const id = await makeResource(ctx, { capacity: 1_000 });
  let confirmed = 0;
  for (let round = 0; round < 10; round++) confirmed += await race(ctx, id, 100);
  expect(confirmed).toBeGreaterThan(50);
  expect(confirmed).toBeLessThan(950);
  expect(await countsOf(ctx, id)).toMatchObject({ booked: confirmed, held: 0 });
  expect(await fatesOf(ctx)).toEqual({ confirmed, expired: 1_000 - confirmed });
  await expectInvariants(database, ctx);
});
