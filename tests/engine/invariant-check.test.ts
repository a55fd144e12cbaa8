import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { createInvariantCheck, type InvariantCheck } from "#app/jobs/invariant-check.server.ts";
import { type Log, silentLog } from "#app/platform/log.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const { db, pool } = await testDatabase();

const logged: object[] = [];
const log: Log = { ...silentLog, error: (fields) => void logged.push(fields) };

const ctx = await makeOrganization(db);
const [broken, quiet] = [await makeResource(ctx), await makeResource(ctx)];
await bookSome(ctx, [broken, quiet], 2);

beforeEach(async () => {
  logged.length = 0;
  await db.execute(sql`delete from settings where name = 'invariant-check'`);
  for (const id of [broken, quiet]) await setLowestMargin(id, 8);
});

function instance(): InvariantCheck {
  return createInvariantCheck({ db, pool, log });
}

/** A lowest margin of 9 is more than was ever left: no guard forbids it, and an invariant finds it. */
async function setLowestMargin(id: string, margin: number): Promise<void> {
  await db.execute(sql`update resources set lowest_margin = ${margin} where id = ${id}`);
}

/** Changes the shared result, so that the next check, or a full one, is due. */
async function know(findings: Record<string, number>): Promise<void> {
  await db.execute(
    sql`update settings set value = value || ${JSON.stringify(findings)}::jsonb where name = 'invariant-check'`,
  );
}

const DUE = { busyUntil: 0 };
const NIGHT = { ...DUE, allAt: 0 };

test("a sound database has no violation, and the age counts from the check", async () => {
  const check = instance();
  await check.run();
  expect(check.violations()).toBe(0);
  expect(check.ageSeconds()).toBeLessThan(10);
  expect(logged).toEqual([]);
});

test("a violation raises the number on the instance that checked and on every other, and is logged once", async () => {
  const [first, second] = [instance(), instance()];
  await first.run();
  await setLowestMargin(broken, 9);
  await know(DUE);
  await first.run();
  await second.run();
  expect([first.violations(), second.violations()]).toEqual([1, 1]);
  expect(logged).toMatchObject([{ violations: [{ name: "I1", organizationId: ctx.organizationId }] }]);

  await know(DUE);
  await second.run();
  expect(second.violations()).toBe(1);
  expect(logged).toHaveLength(1);
});

test("a repaired violation counts until the next full check", async () => {
  const check = instance();
  await setLowestMargin(broken, 9);
  await check.run();
  await setLowestMargin(broken, 8);
  await know(DUE);
  await check.run();
  expect(check.violations()).toBe(1);
  await know(NIGHT);
  await check.run();
  expect(check.violations()).toBe(0);
});

test("each minute it checks what changed, each night everything", async () => {
  const check = instance();
  await check.run();
  await setLowestMargin(quiet, 9);
  const [clock] = await db.execute<{ now: string }>(sql`select extract(epoch from now()) * 1000 as now`);
  // As if the last look had been long after the newest booking.
  await know({ ...DUE, checkedAt: Math.floor(Number(clock?.now)) + 120_000 });
  await check.run();
  expect(check.violations()).toBe(0);
  await know(NIGHT);
  await check.run();
  expect(check.violations()).toBe(1);
});

test("of instances that come at once, one looks", async () => {
  let looks = 0;
  const counting: typeof pool.transaction = (work, limits) => {
    looks += 1;
    return pool.transaction(work, limits);
  };
  const checks = Array.from({ length: 4 }, () =>
    createInvariantCheck({ db, pool: { transaction: counting }, log }),
  );
  await Promise.all(checks.map((check) => check.run()));
  await Promise.all(checks.map((check) => check.run()));
  expect(looks).toBe(1);
  expect(checks.map((check) => check.violations())).toEqual([0, 0, 0, 0]);
  await know(DUE);
  await Promise.all(checks.map((check) => check.run()));
  expect(looks).toBe(2);
});

test("as long as nothing was looked at the age grows", async () => {
  const check = instance();
  await db.execute(sql`select pg_sleep(0.05)`);
  expect(check.ageSeconds()).toBeGreaterThan(0.04);
  await db.execute(sql`insert into settings (organization_id, name, value)
    values ('00000000-0000-0000-0000-000000000000', 'invariant-check', '{"busyUntil": 99999999999999}')`);
  await check.run();
  expect(check.ageSeconds()).toBeGreaterThan(0.04);
});
