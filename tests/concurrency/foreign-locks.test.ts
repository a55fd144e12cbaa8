import { expect, test } from "vitest";
import { expectInvariants, tally, times } from "#tests/engine/outcomes.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { lockFromOutside, waitingForLocks } from "./foreign-lock.ts";

const database = await testDatabase();

test("a lock from outside holds up those who want that resource until it is released, and nobody else", async () => {
  const ctx = await makeOrganization(database.db);
  const neighbour = await makeOrganization(database.db);
  const locked = await makeResource(ctx, { capacity: 1_000 });
  const others = await times(6, () => makeResource(ctx, { capacity: 100_000 }));
  const theirs = await makeResource(neighbour, { capacity: 100_000 });
  await bookSome(ctx, [locked, ...others]);
  const release = await lockFromOutside(database.url, ctx, locked);
  let answered = 0;
  const bookLocked = () =>
    bookSome(ctx, locked).finally(() => {
      answered += 1;
    });
  const delayed = times(20, bookLocked);
  // Some come while the others wait already.
  await waitUntil("the first at the lock", async () => (await waitingForLocks(database)) > 0);
  const later = times(20, bookLocked);
  const undisturbed = await Promise.all([
    times(120, (index) => bookSome(ctx, others[index % 6] ?? "")),
    times(40, () => bookSome(neighbour, theirs)),
  ]);
  expect(answered).toBe(0);
  await release();
  expect(tally(undisturbed.flat())).toEqual({ ok: 160 });
  expect(tally([...(await delayed), ...(await later)])).toEqual({ ok: 40 });
  await expectSoundLedger(database.db, ctx.organizationId);
  await expectInvariants(database, ctx);
});

test("what is sold out is refused although its row is locked, before the lock is released", async () => {
  const ctx = await makeOrganization(database.db);
  const id = await makeResource(ctx, { capacity: 2 });
  await bookSome(ctx, id, 2);
  // The first refusal tells the engine that it is full.
  expect(await bookSome(ctx, id)).toMatchObject({ ok: false, refusal: "RESOURCE_FULL" });
  const release = await lockFromOutside(database.url, ctx, id);
  try {
    const refused = await times(100, () => bookSome(ctx, id));
    expect(tally(refused)).toEqual({ RESOURCE_FULL: 100 });
    expect(refused.every((each) => each.sequence === 2 && each.remaining === 0)).toBe(true);
  } finally {
    await release();
  }
  await expectSoundLedger(database.db, ctx.organizationId);
  await expectInvariants(database, ctx);
});

test("the desk waits for the lock of what is sold out, and is refused under it", async () => {
  const ctx = await makeOrganization(database.db);
  const id = await makeResource(ctx, { capacity: 1 });
  await bookSome(ctx, id);
  expect(await bookSome(ctx, id)).toMatchObject({ ok: false, refusal: "RESOURCE_FULL" });
  const release = await lockFromOutside(database.url, ctx, id);
  const refused = bookSome({ ...ctx, actsAs: "desk" }, id);
  await waitUntil("the desk at the lock", async () => (await waitingForLocks(database)) > 0);
  await release();
  expect(await refused).toMatchObject({ ok: false, refusal: "RESOURCE_FULL", sequence: 2 });
});
