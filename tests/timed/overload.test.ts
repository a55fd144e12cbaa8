import { expect, test } from "vitest";
import {
  type Ending,
  ending,
  wasShed,
  withoutConnections,
  withStuckSlot,
} from "#tests/concurrency/stuck-slot.ts";
import { times } from "#tests/engine/outcomes.ts";
import { bookSome } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = await testDatabase();
const slowestMs = (endings: Ending[]) => Math.max(...endings.map((each) => each.ms));

test("when as many wait as may, the next are refused within 200 ms", async () => {
  await withStuckSlot(database, { mostWaiting: 6 }, async (ctx, free, _stuck, release) => {
    const waiting = times(6, () => ending(bookSome(ctx, free)));
    const refused = await times(20, () => ending(bookSome(ctx, free)));
    expect(refused.every(wasShed)).toBe(true);
    expect(slowestMs(refused)).toBeLessThan(200);
    await release();
    await waiting;
  });
});

test("while no connection comes free for 300 ms, sixteen are refused together within 2 s, not one after the other", async () => {
  await withoutConnections(database, async (ctx, id) => {
    const endings = await times(16, () => ending(bookSome(ctx, id)));
    expect(endings.every(wasShed)).toBe(true);
    expect(slowestMs(endings)).toBeLessThan(2_000);
  });
});
