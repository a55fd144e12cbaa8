import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { hold } from "#app/booking/commands.server.ts";
import { observeDatabase } from "#app/jobs/observe-database.server.ts";
import { makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = await testDatabase();

test("the metrics show holds past their deadline, and how far the clocks are apart", async () => {
  const read = new Map<string, () => number>();
  const observe = observeDatabase({ gauge: (name, _help, each) => void read.set(name, each) }, database.db);
  const overdue = () => read.get("reservo_holds_overdue")?.();
  const ctx = await makeOrganization(database.db);
  const claims = [{ resourceId: await makeResource(ctx), quantity: 1 }];
  await hold(ctx, { claims, clientId: "ada", seconds: 600 });
  await observe();
  expect(overdue()).toBe(0);
  await database.db.execute(sql`update bookings set expires_at = now() - interval '1 minute'`);
  await observe();
  expect(overdue()).toBe(1);
  // The test's database runs on the same computer.
  expect(Math.abs(read.get("reservo_clock_offset_seconds")?.() ?? 99)).toBeLessThan(2);
});
