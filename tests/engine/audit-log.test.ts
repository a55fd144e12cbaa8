import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { record, recordAccountChange } from "#app/audit-log/record.server.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import { checkInvariants, findViolations } from "#db/invariants.ts";
import { auditLog, NO_ORGANIZATION } from "#db/schema/index.ts";
import { ctxIn, makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const { db, pool, owner } = await testDatabase();
const { organizationId } = await makeOrganization(db);
const ctx: Ctx = {
  ...ctxIn(db, organizationId, { kind: "member", id: newId() }),
  source: { channel: "page", requestId: "request-1", clientAddress: "203.0.113.7" },
};

const change = () => ({
  action: "event.saved" as const,
  object: { kind: "event", id: newId() },
  before: { version: 1 },
  after: { version: 2, fields: ["title"] },
});

function sequencesOf(organization: string): Promise<number[]> {
  return db
    .select({ sequence: auditLog.sequence })
    .from(auditLog)
    .where(sql`${auditLog.organizationId} = ${organization}`)
    .orderBy(auditLog.sequence)
    .then((rows) => rows.map(({ sequence }) => sequence));
}

test("the database refuses to change, delete or truncate rows of the audit log", async () => {
  await transact(ctx, (tx) => record(tx, change()));
  const attempts = [
    "update audit_log set action = 'event.removed'",
    "delete from audit_log",
    "truncate audit_log",
  ];
  for (const attempt of attempts) {
    await expect(owner.pool.query(attempt)).rejects.toThrow(/append-only|audit_log/);
  }
  expect(await sequencesOf(organizationId)).toHaveLength(1);
});

test("rows of concurrent transactions on different connections are chained in the order of their commits", async () => {
  const other = ctxIn(db, (await makeOrganization(db)).organizationId);
  const before = await sequencesOf(organizationId);
  const both = Array.from({ length: 40 }, (_, index) => (index % 4 === 0 ? other : ctx));
  await Promise.all(both.map((each) => transact(each, (tx) => record(tx, change()))));
  expect(await sequencesOf(other.organizationId)).toEqual(
    Array.from({ length: 10 }, (_, index) => index + 1),
  );
  expect(await sequencesOf(organizationId)).toEqual(
    Array.from({ length: before.length + 30 }, (_, index) => index + 1),
  );
  expect(await checkInvariants(pool)).toEqual([]);
});

test("a transaction waits for an earlier one in its organisation, and numbers its row after it", async () => {
  const order: string[] = [];
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let first: Promise<void> | undefined;
  await new Promise<void>((began) => {
    first = transact(ctx, async (tx) => {
      await record(tx, change());
      began();
      await finished;
      order.push("first");
    });
  });
  const second = transact(ctx, async (tx) => {
    await record(tx, change());
    order.push("second");
  });
  const waiting = async () => {
    const [row] = await pool.query<{ number: number }>(
      `select count(*)::int as number from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`,
    );
    return row?.number;
  };
  await expect.poll(waiting).toBe(1);
  finish();
  await Promise.all([first, second]);
  expect(order).toEqual(["first", "second"]);
  expect(await checkInvariants(pool)).toEqual([]);
});

test("a rolled back change leaves no row and no gap", async () => {
  const before = await sequencesOf(organizationId);
  const failing = transact(ctx, async (tx) => {
    await record(tx, change());
    throw new Error("rolled back");
  });
  await expect(failing).rejects.toThrow("rolled back");
  await transact(ctx, (tx) => record(tx, change()));
  expect(await sequencesOf(organizationId)).toEqual([...before, before.length + 1]);
});

test("changes of accounts have a chain of their own", async () => {
  const accounts = await sequencesOf(NO_ORGANIZATION);
  await transact(ctx, (tx) => recordAccountChange(tx, change()));
  expect(await sequencesOf(NO_ORGANIZATION)).toEqual([...accounts, accounts.length + 1]);
});

/** Another value for each column, whatever it contains. */
const OTHER_VALUES: Record<string, string> = {
  organization_id: "gen_random_uuid()",
  sequence: "sequence + 1000",
  at: "at + interval '1 microsecond'",
  actor_kind: "'key'",
  actor_id: "gen_random_uuid()",
  channel: "'api'",
  action: "action || '-again'",
  object_kind: "'date'",
  object_id: "gen_random_uuid()",
  before: `'{"version": 9}'`,
  after: "after || '{\"version\": 9}'",
  network_hash: "sha256(network_hash)",
  request_id: "request_id || '2'",
  previous_hash: "sha256(previous_hash)",
  hash: "sha256(hash)",
};

test("another value in any column, or none, breaks the verification", async () => {
  const columns = await pool.query<{ name: string }>(
    "select column_name as name from information_schema.columns where table_name = 'audit_log'",
  );
  expect(columns.map(({ name }) => name).sort()).toEqual(Object.keys(OTHER_VALUES).sort());
  await transact(ctx, (tx) => record(tx, change()));
  await transact(ctx, (tx) => record(tx, change()));
  const [row] = await pool.query<{ sequence: number }>(
    "select max(sequence) - 1 as sequence from audit_log where organization_id = $1",
    [organizationId],
  );
  const undo = new Error("undo");
  for (const [column, value] of Object.entries(OTHER_VALUES)) {
    const isNullable = /^(actor_id|object_id|before|after|network_hash|request_id)$/.test(column);
    for (const next of isNullable ? [value, "null"] : [value]) {
      let titles: string[] = [];
      const changed = owner.pool.transaction(async (scope) => {
        await scope.query("alter table audit_log disable trigger audit_log_append_only");
        await scope.query(
          `update audit_log set ${column} = ${next} where organization_id = $1 and sequence = $2`,
          [organizationId, row?.sequence],
        );
        titles = (await findViolations(scope)).map(({ name }) => name);
        throw undo;
      });
      await expect(changed).rejects.toBe(undo);
      expect([column, next, titles]).toEqual([column, next, expect.arrayContaining(["A1"])]);
    }
  }
});
