import { expect, test } from "vitest";
import type { Outcome } from "#app/booking/request.ts";
import { expectInvariants } from "#tests/engine/answers.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { lockFromOutside, waitingForLocks } from "./foreign-lock.ts";

const database = await testDatabase();

async function timed(work: Promise<Outcome>): Promise<{ ok: boolean; ms: number }> {
  const since = performance.now();
  const ok = await work.then(
    (outcome) => outcome.ok,
    () => false,
  );
  return { ok, ms: performance.now() - since };
}

test("as many locks from outside as there are slots delay nobody who wants another resource", async () => {
  const ctx = await makeOrganization(database.db);
  const [one, two, free] = [await makeResource(ctx), await makeResource(ctx), await makeResource(ctx)];
  const releases = [
    await lockFromOutside(database.url, ctx, one),
    await lockFromOutside(database.url, ctx, two),
  ];
  // One after the other, so that each finds a slot of its own.
  const stuck = [timed(bookSome(ctx, one))];
  await waitUntil("the first to wait", async () => (await waitingForLocks(database)) === 1);
  stuck.push(timed(bookSome(ctx, two)));
  await waitUntil("the second to wait", async () => (await waitingForLocks(database)) === 2);
  const third = await timed(bookSome(ctx, free));
  for (const release of releases) await release();
  const others = await Promise.all(stuck);
  expect(third.ok).toBe(true);
  expect(third.ms).toBeLessThan(1_000);
  expect(others.map((each) => each.ok)).toEqual([true, true]);
  await expectSoundLedger(database.db, ctx.organizationId);
  await expectInvariants(database, ctx);
});
