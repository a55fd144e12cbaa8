import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { expectInvariants } from "#tests/engine/outcomes.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { anotherInstance } from "./instances.ts";
import { bookWhileBackendsEnd } from "./terminated-backends.ts";

const database = await testDatabase();
const retried: string[] = [];
const victim = anotherInstance(database.url, { observe: { retried: (reason) => void retried.push(reason) } });

test("backends that are terminated under the batches cost nobody an answer, a seat or an acknowledged booking", async () => {
  const ctx = await makeOrganization(database.db);
  const said = await bookWhileBackendsEnd(ctx, victim.db);
  expect(retried.length).toBeGreaterThan(3);
  const rows = await database.db.execute<{ id: string; fate: string }>(sql`
    select id, fate from bookings where organization_id = ${ctx.organizationId}`);
  const stored = new Map(rows.map((row) => [row.id, row.fate]));
  for (const [id, fate] of said.fates) expect([id, stored.get(id)]).toEqual([id, fate]);
  expect(stored.size - said.fates.size).toBeLessThanOrEqual(said.troubles);
  await expectSoundLedger(database.db, ctx.organizationId);
  await expectInvariants(database, ctx);
});
