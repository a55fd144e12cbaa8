import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { INVARIANTS } from "#db/invariants.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const { db, owner } = await testDatabase();
const UNCHANGED = 100_000;
/** Rows of one range of a BRIN index, and then some; a walk over the unchanged resources reads five times as many. */
const MAX_ROWS_READ = 20_000;

const client = postgres(owner.url, { max: 1, onnotice: () => {} });
afterAll(() => client.end());

/** Resources that were created a week ago and have not changed since, and one that was booked just now. */
beforeAll(async () => {
  const ctx = await makeOrganization(db);
  await client.unsafe("alter table resources disable trigger all");
  await client.unsafe("alter table ledger disable trigger all");
  await client.unsafe(
    `insert into resources (organization_id, id, type, capacity, version, head, lowest_margin, created_at)
      select $1::uuid, 'r' || n, 'pool', 10, 1, sha256(n::text::bytea), 10, now() - interval '7 days'
      from generate_series(1, ${UNCHANGED}) n`,
    [ctx.organizationId],
  );
  await client.unsafe(
    `insert into ledger (organization_id, resource_id, sequence, kind, request_id, booked_delta, held_delta, booked,
        held, set_aside, capacity, at, hash)
      select $1::uuid, 'r' || n, 1, 'created', gen_random_uuid(), 0, 0, 0, 0, 0, 10, now() - interval '7 days',
        sha256(n::text::bytea)
      from generate_series(1, ${UNCHANGED}) n`,
    [ctx.organizationId],
  );
  await client.unsafe("alter table resources enable trigger all");
  await client.unsafe("alter table ledger enable trigger all");
  await client.unsafe("vacuum (analyze) resources, ledger, bookings");
  await bookSome(ctx, await makeResource(ctx), 2);
}, 120_000);

interface PlanNode {
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  Plans?: PlanNode[];
}

/** Returns the number of rows that the nodes of a plan read from tables. */
function rowsRead(node: PlanNode): number {
  const below = (node.Plans ?? []).reduce((sum, each) => sum + rowsRead(each), 0);
  if (node["Relation Name"] === undefined) return below;
  const removed = (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0);
  return below + (node["Actual Rows"] + removed) * node["Actual Loops"];
}

it.each(INVARIANTS.map(({ name, title, sql }) => [name, title, sql] as const))(
  "%s, %s: a check of recent changes does not read unchanged resources",
  async (_name, _title, sql) => {
    const since = new Date(Date.now() - 60_000).toISOString();
    const [row] = await client.unsafe<{ "QUERY PLAN": [{ Plan: PlanNode }] }[]>(
      `explain (analyze, timing off, format json) ${sql}`,
      [null, since],
    );
    expect(rowsRead(row?.["QUERY PLAN"][0].Plan as PlanNode)).toBeLessThan(MAX_ROWS_READ);
  },
);
