import type { EngineOptions } from "#app/booking/dispatcher.server.ts";
import { setUpEngine } from "#app/booking/engine.server.ts";
import { Overloaded } from "#app/booking/refusals.ts";
import type { Outcome } from "#app/booking/request.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { NO_LIMITS, openDatabase } from "#db/client.ts";
import { expectInvariants } from "#tests/engine/outcomes.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import type { TestDatabase } from "#tests/support/database.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { lockFromOutside, waitingForLocks } from "./foreign-lock.ts";

export interface Ending {
  outcome?: Outcome;
  error?: unknown;
  ms: number;
}

/** Returns how the work ended, and after how many ms. */
export async function ending(work: Promise<Outcome>): Promise<Ending> {
  const since = performance.now();
  try {
    return { outcome: await work, ms: performance.now() - since };
  } catch (error) {
    return { error, ms: performance.now() - since };
  }
}

export const wasShed = ({ error }: Ending) => error instanceof Overloaded && error.executed === false;

/** An instance whose one slot waits for a resource that another session has locked, and a resource that is free. */
export async function withStuckSlot(
  database: TestDatabase,
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

/** An instance whose only connection is taken until `letGo` is called; bookings wait at most 300 ms for one. */
export async function withoutConnections(
  database: TestDatabase,
  act: (ctx: Ctx, id: string, letGo: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const shop = await makeOrganization(database.db);
  const id = await makeResource(shop);
  const instance = openDatabase({ url: database.url, max: 1, acquireTimeoutMs: 300 });
  let release: () => void = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  await instance.ping();
  const taken = instance.pool.transaction(() => until, NO_LIMITS);
  const letGo = () => {
    release();
    return taken;
  };
  try {
    await act({ ...shop, db: instance.db }, id, letGo);
  } finally {
    await letGo();
    await instance.close();
  }
  await expectSoundLedger(database.db, shop.organizationId);
}
