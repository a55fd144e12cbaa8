import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { type Audit, createAudit } from "#app/jobs/audit.server.ts";
import { type Log, silentLog } from "#app/platform/log.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const { db, pool } = await testDatabase();

const cried: object[] = [];
const log: Log = { ...silentLog, error: (fields) => void cried.push(fields) };

const ctx = await makeOrganization(db);
const [broken, quiet] = [await makeResource(ctx), await makeResource(ctx)];
await bookSome(ctx, [broken, quiet], 2);

beforeEach(async () => {
  cried.length = 0;
  await db.execute(sql`delete from settings where name = 'audit'`);
  for (const id of [broken, quiet]) await setLowestMargin(id, 8);
});

function instance(): Audit {
  return createAudit({ db, pool, log });
}

/** A lowest margin of 9 is more than was ever left: no guard forbids it, and an invariant finds it. */
async function setLowestMargin(id: string, margin: number): Promise<void> {
  await db.execute(sql`update resources set lowest_margin = ${margin} where id = ${id}`);
}

/** Puts something into what the instances know, so that the next look is due, or one at everything. */
async function know(findings: Record<string, number>): Promise<void> {
  await db.execute(
    sql`update settings set value = value || ${JSON.stringify(findings)}::jsonb where name = 'audit'`,
  );
}

const DUE = { busyUntil: 0 };
const NIGHT = { ...DUE, allAt: 0 };

test("an honest database has no violation, and the age counts from the look", async () => {
  const audit = instance();
  await audit.run();
  expect(audit.violations()).toBe(0);
  expect(audit.ageSeconds()).toBeLessThan(10);
  expect(cried).toEqual([]);
});

test("a violation raises the number on the instance that looked and on every other, and is logged once", async () => {
  const [first, second] = [instance(), instance()];
  await first.run();
  await setLowestMargin(broken, 9);
  await know(DUE);
  await first.run();
  await second.run();
  expect([first.violations(), second.violations()]).toEqual([1, 1]);
  expect(cried).toMatchObject([{ violations: [{ name: "I1", organizationId: ctx.organizationId }] }]);

  await know(DUE);
  await second.run();
  expect(second.violations()).toBe(1);
  expect(cried).toHaveLength(1);
});

test("what was repaired counts until everything has been looked at", async () => {
  const audit = instance();
  await setLowestMargin(broken, 9);
  await audit.run();
  await setLowestMargin(broken, 8);
  await know(DUE);
  await audit.run();
  expect(audit.violations()).toBe(1);
  await know(NIGHT);
  await audit.run();
  expect(audit.violations()).toBe(0);
});

test("by the minute it looks at what changed, by night at everything", async () => {
  const audit = instance();
  await audit.run();
  await setLowestMargin(quiet, 9);
  const [clock] = await db.execute<{ now: string }>(sql`select extract(epoch from now()) * 1000 as now`);
  // As if the last look had been long after the newest booking.
  await know({ ...DUE, checkedAt: Math.floor(Number(clock?.now)) + 120_000 });
  await audit.run();
  expect(audit.violations()).toBe(0);
  await know(NIGHT);
  await audit.run();
  expect(audit.violations()).toBe(1);
});

test("of instances that come at once, one looks", async () => {
  let looks = 0;
  const counting: typeof pool.transaction = (work, limits) => {
    looks += 1;
    return pool.transaction(work, limits);
  };
  const audits = Array.from({ length: 4 }, () => createAudit({ db, pool: { transaction: counting }, log }));
  await Promise.all(audits.map((audit) => audit.run()));
  await Promise.all(audits.map((audit) => audit.run()));
  expect(looks).toBe(1);
  expect(audits.map((audit) => audit.violations())).toEqual([0, 0, 0, 0]);
  await know(DUE);
  await Promise.all(audits.map((audit) => audit.run()));
  expect(looks).toBe(2);
});

test("as long as nothing was looked at the age grows", async () => {
  const audit = instance();
  await db.execute(sql`select pg_sleep(0.05)`);
  expect(audit.ageSeconds()).toBeGreaterThan(0.04);
  await db.execute(sql`insert into settings (organization_id, name, value)
    values ('00000000-0000-0000-0000-000000000000', 'audit', '{"busyUntil": 99999999999999}')`);
  await audit.run();
  expect(audit.ageSeconds()).toBeGreaterThan(0.04);
});
