import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { READ_STATE, READ_STATE_LEAN } from "#app/booking/internal/committing/read-state-statements.ts";
import { DUE_HOLDS } from "#app/booking/sweep.server.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

// Blocks and tentative bookings have deadlines up to a year ahead: looking for overdue holds must not read them.

const { db, owner } = await testDatabase();
const FAR = 50_000;
/** Rows of the overdue holds and of what belongs to the request; a walk over the far deadlines reads 50,000. */
const MAX_ROWS_READ = 200;

const client = postgres(owner.url, { max: 1, onnotice: () => {} });
afterAll(() => client.end());

const ctx = await makeOrganization(db);
const ids = await Promise.all(Array.from({ length: 100 }, () => makeResource(ctx, { capacity: 1_000 })));

/** Blocks on the hundred resources, holds confirmed long ago, whose deadlines have passed, and three that are overdue. */
beforeAll(async () => {
  await bookSome(ctx, ids.slice(0, 20), 1);
  await client.unsafe("set session_replication_role = replica");
  const insert = (count: number, fate: string, kind: string, expires: string) =>
    client.unsafe(
      `with made as (
        insert into bookings (organization_id, id, reference, fate, client_id, expires_at, request_id, created_at,
          updated_at, kind)
        select $1::uuid, gen_random_uuid(), translate(lpad(to_hex(n + $3::int), 8, '0'), '01', 'XY'), $4, 'c',
          now() + ${expires}, gen_random_uuid(), now() - interval '1 day', now(), $5
        from generate_series(1, ${count}) n returning id
      )
      insert into reservations (organization_id, id, booking_id, resource_id, client_id, quantity, status, sequence,
        decided_at, created_at)
      select $1::uuid, gen_random_uuid(), id, ($2::text[])[1 + (random() * 99)::int], 'c', 1,
        case $4 when 'pending' then 'PENDING' else 'CONFIRMED' end, 1, now(), now() from made`,
      [ctx.organizationId, ids, Math.floor(Math.random() * 1_000_000_000), fate, kind],
    );
  await client.unsafe("alter table bookings set (autovacuum_enabled = off)");
  await client.unsafe("alter table bookings drop constraint bookings_reference_shape");
  await client.unsafe("alter table bookings drop constraint bookings_reference_unique");
  await insert(FAR, "pending", "block", "interval '30 days' + n * interval '1 second'");
  await insert(20_000, "confirmed", "guest", "-interval '30 days'");
  await insert(3, "pending", "guest", "-interval '1 second'");
}, 120_000);

interface PlanNode {
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  Plans?: PlanNode[];
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

function rowsReadOf(nodes: PlanNode[], relation: string): number {
  return nodes
    .filter((node) => node["Relation Name"] === relation)
    .reduce((sum, node) => {
      const removed = (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0);
      return sum + (node["Actual Rows"] + removed) * node["Actual Loops"];
    }, 0);
}

async function planOf(text: string, values: unknown[]): Promise<PlanNode[]> {
  const [row] = await client.unsafe<{ "QUERY PLAN": [{ Plan: PlanNode }] }[]>(
    `explain (analyze, timing off, format json) ${text}`,
    values as never[],
  );
  return nodesOf(row?.["QUERY PLAN"][0].Plan as PlanNode);
}

const NONE: string[] = [];
const LOOKS: [name: string, index: string, text: string, values: unknown[]][] = [
  ["the lean look", "bookings_overdue_index", READ_STATE_LEAN, [ctx.organizationId, NONE, ids]],
  [
    "the look",
    "bookings_overdue_index",
    READ_STATE,
    [ctx.organizationId, NONE, NONE, NONE, ids, NONE, NONE, NONE, NONE, NONE, 3_600_000],
  ],
  ["the sweep", "bookings_due_index", DUE_HOLDS, []],
];

describe.each([
  ["before the tables are analysed", []],
  ["after", ["analyze bookings, reservations"]],
])("%s", (_, statements) => {
  beforeAll(async () => {
    for (const statement of statements) await client.unsafe(statement);
  });

  it.each(LOOKS)(
    "%s finds overdue holds by their index and reads no far deadline",
    async (_, index, text, values) => {
      const nodes = await planOf(text, values);
      expect(nodes.map((node) => node["Index Name"])).toContain(index);
      expect(rowsReadOf(nodes, "bookings")).toBeLessThan(MAX_ROWS_READ);
      expect(rowsReadOf(nodes, "reservations")).toBeLessThan(MAX_ROWS_READ);
    },
  );
});
