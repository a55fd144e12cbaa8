import { expect, test } from "vitest";
import { cancel } from "#app/booking/commands.server.ts";
import { bookingOf, expectInvariants, tally, times } from "#tests/engine/outcomes.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { anotherInstance } from "./instances.ts";

const database = await testDatabase();
const other = anotherInstance(database.url);

/** Two to five of the resources, in one order or the other. */
function bundleOf(ids: string[], index: number): string[] {
  const size = 2 + (index % 4);
  const bundle = Array.from({ length: size }, (_, step) => ids[(index * 7 + step) % ids.length] ?? "");
  return index % 2 ? bundle : bundle.reverse();
}

test("1,000 bundles of two to five in opposite orders over two instances make no deadlock", async () => {
  const ctx = await makeOrganization(database.db);
  const there = { ...ctx, db: other.db };
  const ids = await times(8, (index) => makeResource(ctx, { capacity: 200 + 50 * index }));
  const outcomes = await times(1_000, async (index) => {
    const here = index % 2 ? ctx : there;
    const outcome = await bookSome(here, bundleOf(ids, index));
    if (outcome.ok && index % 5 === 0) {
      const bookingId = bookingOf(outcome).id;
      expect((await cancel(index % 3 ? ctx : there, { bookingId })).ok).toBe(true);
    }
    return outcome;
  });
  const answers = tally(outcomes);
  expect(answers.ok).toBeGreaterThan(200);
  expect((answers.ok ?? 0) + (answers.RESOURCE_FULL ?? 0)).toBe(1_000);
  await expectSoundLedger(database.db, ctx.organizationId);
  await expectInvariants(database, ctx);
});
