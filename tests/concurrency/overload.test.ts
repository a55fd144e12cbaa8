import { expect, test } from "vitest";
import { countsOf, times } from "#tests/engine/outcomes.ts";
import { bookSome } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { ending, wasShed, withoutConnections, withStuckSlot } from "./stuck-slot.ts";

const database = await testDatabase();

test("who has waited longer than the deadline is refused, and is never carried out", async () => {
  const shed: string[] = [];
  const observe = { shed: (reason: string) => void shed.push(reason) };
  await withStuckSlot(database, { deadlineMs: 300, observe }, async (ctx, free, stuck, release) => {
    const endings = await times(5, () => ending(bookSome(ctx, stuck)));
    expect(endings.every(wasShed)).toBe(true);
    expect(shed).toEqual(Array.from({ length: 5 }, () => "deadline"));
    await release();
    expect(await bookSome(ctx, free)).toMatchObject({ ok: true, sequence: 2 });
    expect(await countsOf(ctx, free)).toMatchObject({ booked: 1 });
    expect(await countsOf(ctx, stuck)).toMatchObject({ booked: 0 });
  });
});

test("when as many wait as may, the next is refused before any of them is answered", async () => {
  const shed: string[] = [];
  const observe = { shed: (reason: string) => void shed.push(reason) };
  await withStuckSlot(database, { mostWaiting: 6, observe }, async (ctx, free, _stuck, release) => {
    const waiting = times(6, () => ending(bookSome(ctx, free)));
    const refused = await times(20, () => ending(bookSome(ctx, free)));
    expect(refused.every(wasShed)).toBe(true);
    expect(shed).toEqual(Array.from({ length: 20 }, () => "instance"));
    await release();
    expect((await waiting).map((each) => each.outcome?.ok)).toEqual(Array.from({ length: 6 }, () => true));
    expect(await countsOf(ctx, free)).toMatchObject({ booked: 6 });
  });
});

test("when as many wait for one resource as may, the next for it is refused and those for others are not", async () => {
  const shed: string[] = [];
  const observe = { shed: (reason: string) => void shed.push(reason) };
  await withStuckSlot(database, { mostWaitingPerResource: 4, observe }, async (ctx, free, stuck, release) => {
    const waiting = times(4, () => ending(bookSome(ctx, stuck)));
    const refused = await times(3, () => ending(bookSome(ctx, stuck)));
    expect(refused.every(wasShed)).toBe(true);
    const others = times(4, () => ending(bookSome(ctx, free)));
    expect(shed).toEqual(["resource", "resource", "resource"]);
    await release();
    const ended = [...(await waiting), ...(await others)];
    expect(ended.map((each) => each.outcome?.ok)).toEqual(Array.from({ length: 8 }, () => true));
  });
});

test("while no connection comes free everybody is refused, and nothing is carried out", async () => {
  await withoutConnections(database, async (ctx, id, letGo) => {
    const endings = await times(16, () => ending(bookSome(ctx, id)));
    expect(endings.map(wasShed)).toEqual(Array.from({ length: 16 }, () => true));
    expect(await countsOf({ ...ctx, db: database.db }, id)).toMatchObject({ booked: 0 });
    await letGo();
    expect(await bookSome(ctx, id)).toMatchObject({ ok: true });
  });
});
