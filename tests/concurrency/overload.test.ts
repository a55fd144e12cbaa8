import { expect, test } from "vitest";
import type { EngineOptions } from "#app/booking/dispatcher.server.ts";
import { setUpEngine } from "#app/booking/engine.server.ts";
import { Overloaded } from "#app/booking/refusals.ts";
import type { Outcome } from "#app/booking/request.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { NO_LIMITS, openDatabase } from "#db/client.ts";
import { countsOf, expectInvariants, times } from "#tests/engine/answers.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { lockFromOutside, waitingForLocks } from "./foreign-lock.ts";

const database = await testDatabase();

interface Ending {
  outcome?: Outcome;
  error?: unknown;
  ms: number;
}

async function ending(work: Promise<Outcome>): Promise<Ending> {
  const since = performance.now();
  try {
    return { outcome: await work, ms: performance.now() - since };
  } catch (error) {
    return { error, ms: performance.now() - since };
  }
}

const wasShed = ({ error }: Ending) => error instanceof Overloaded && error.executed === false;

/** An instance with one slot that waits for a resource which somebody else has locked; and a resource that is free. */
async function withStuckSlot(
  options: Partial<EngineOptions>,
  act: (ctx: Ctx, free: string, stuck: string, release: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const shop = await makeOrganization(database.db);
  const [stuck, free] = [await makeResource(shop), await makeResource(shop)];
  const instance = openDatabase({ url: database.url, max: 4 });
  setUpEngine(instance.db, { slots: 1, ...options });
  const release = await lockFromOutside(database.url, shop, stuck);
  let released = false;
  const releaseOnce = async () => {
    if (!released) await release();
    released = true;
  };
  const first = ending(bookSome({ ...shop, db: instance.db }, stuck));
  try {
    await waitUntil("the slot to be stuck", async () => (await waitingForLocks(database)) > 0);
    await act({ ...shop, db: instance.db }, free, stuck, releaseOnce);
  } finally {
    await releaseOnce();
    await first;
    await instance.close();
  }
  await expectSoundLedger(database.db, shop.organizationId);
  await expectInvariants(database, shop);
}

test("who has waited longer than the deadline is refused, and is never carried out", async () => {
  const shed: string[] = [];
  const observe = { shed: (reason: string) => void shed.push(reason) };
  await withStuckSlot({ deadlineMs: 300, observe }, async (ctx, free, stuck, release) => {
    const endings = await times(5, () => ending(bookSome(ctx, stuck)));
    expect(endings.every(wasShed)).toBe(true);
    expect(shed).toEqual(Array.from({ length: 5 }, () => "deadline"));
    await release();
    expect(await bookSome(ctx, free)).toMatchObject({ ok: true, sequence: 2 });
    expect(await countsOf(ctx, free)).toMatchObject({ booked: 1 });
    expect(await countsOf(ctx, stuck)).toMatchObject({ booked: 0 });
  });
});

test("when as many wait as may, the next is refused at once", async () => {
  const shed: string[] = [];
  const observe = { shed: (reason: string) => void shed.push(reason) };
  await withStuckSlot({ mostWaiting: 6, observe }, async (ctx, free, _stuck, release) => {
    const waiting = times(6, () => ending(bookSome(ctx, free)));
    const refused = await times(20, () => ending(bookSome(ctx, free)));
    expect(refused.every(wasShed)).toBe(true);
    expect(Math.max(...refused.map((each) => each.ms))).toBeLessThan(200);
    expect(shed).toEqual(Array.from({ length: 20 }, () => "instance"));
    await release();
    expect((await waiting).map((each) => each.outcome?.ok)).toEqual(Array.from({ length: 6 }, () => true));
    expect(await countsOf(ctx, free)).toMatchObject({ booked: 6 });
  });
});

test("when as many wait for one resource as may, the next for it is refused at once and others are not", async () => {
  const shed: string[] = [];
  const observe = { shed: (reason: string) => void shed.push(reason) };
  await withStuckSlot({ mostWaitingPerResource: 4, observe }, async (ctx, free, stuck, release) => {
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

test("while no connection comes free everybody is refused together and soon, not one after the other", async () => {
  const ctx = await makeOrganization(database.db);
  const id = await makeResource(ctx);
  const instance = openDatabase({ url: database.url, max: 1, acquireTimeoutMs: 300 });
  let letGo: () => void = () => {};
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await instance.ping();
  const hog = instance.pool.transaction(() => until, NO_LIMITS);
  try {
    const endings = await times(16, () => ending(bookSome({ ...ctx, db: instance.db }, id)));
    expect(Math.max(...endings.map((each) => each.ms))).toBeLessThan(2_000);
    expect(endings.map(wasShed)).toEqual(Array.from({ length: 16 }, () => true));
    expect(await countsOf(ctx, id)).toMatchObject({ booked: 0 });
  } finally {
    letGo();
    await hog;
  }
  expect(await bookSome({ ...ctx, db: instance.db }, id)).toMatchObject({ ok: true });
  await instance.close();
  await expectSoundLedger(database.db, ctx.organizationId);
});
