import { sql } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#app/platform/ctx.ts";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { type ApiClient, apiClient } from "#tests/support/api-client.ts";
import { makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = await testDatabase();
const api = await serveApi(database.db);
const ROWS = 200_000;

let ctx: Ctx;
let calls: ApiClient;

/** Bookings of a year, a rejection and a cancellation among each hundred, put there by the database itself. */
async function fill(): Promise<void> {
  // A client of its own: the product's ends statements that take as long as this one.
  const filler = postgres(database.owner.url, { max: 1, onnotice: () => {} });
  try {
    await filler.unsafe("alter table reservations disable trigger all");
    await filler.unsafe(
      `insert into reservations (organization_id, id, booking_id, resource_id, client_id, quantity, status,
        rejection_reason, sequence, decided_at, created_at)
      select $1::uuid, gen_random_uuid(), case when n % 100 = 1 then null else gen_random_uuid() end,
        'large-' || n % 50, 'client-' || n % 20000, 1,
        case n % 100 when 1 then 'REJECTED' when 2 then 'CANCELLED' else 'CONFIRMED' end,
        case when n % 100 = 1 then 'RESOURCE_FULL' end, n,
        now() - make_interval(secs => n * 150), now() - make_interval(secs => n * 150)
      from generate_series(1, ${ROWS}) n`,
      [ctx.organizationId],
    );
    await filler.unsafe("alter table reservations enable trigger all");
    await filler.unsafe("analyze reservations, resources");
  } finally {
    await filler.end();
  }
}

beforeAll(async () => {
  ctx = await makeOrganization(database.db);
  calls = apiClient(api, await keyOf(ctx));
  await makeResource(ctx, { id: "large-7", capacity: 1_000_000 });
  await fill();
}, 120_000);

/** How many rows of tables a call has read, by the database's own count. */
async function rowsRead(path: string): Promise<number> {
  const before = await countedRows();
  const { status } = await calls.get(path);
  expect(status).toBe(200);
  return (await countedRows()) - before;
}

async function countedRows(): Promise<number> {
  // Each connection hands its counts in when it is asked to, and at the latest when it is closed.
  await Promise.all(
    Array.from({ length: 10 }, () =>
      database.db.execute(sql`select pg_stat_force_next_flush(), pg_sleep(0.05)`),
    ),
  );
  const [row] = await database.db.execute<{ read: string }>(sql`
    select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) as read from pg_stat_user_tables
    where relname in ('reservations', 'bookings', 'ledger')`);
  return Number(row?.read);
}

describe(`with ${ROWS.toLocaleString("en")} reservations`, () => {
  test.each([
    "/reservations",
    "/reservations?limit=5",
    "/reservations?status=confirmed",
    "/reservations?status=rejected",
    "/reservations?status=cancelled&limit=3",
    "/reservations?status=pending",
    "/reservations?resourceId=large-7",
    "/reservations?resourceId=nowhere",
    "/reservations?clientId=client-12345",
    "/reservations?clientId=nobody",
    "/reservations?resourceId=large-7&status=rejected",
    "/reservations?fromTimestamp=0&toTimestamp=9",
    "/resources",
    "/clients",
    "/analytics",
  ])("%s reads at most what it counts", async (path) => {
    // A page, its count of at most 10,001, and what is narrowed down after the index.
    expect(await rowsRead(path)).toBeLessThan(25_000);
  });

  test("totals are exact to 10,000, and say so beyond", async () => {
    const { body } = await calls.get("/reservations?limit=1");
    expect(body.pagination).toEqual({
      limit: 1,
      offset: 0,
      total: 10_000,
      totalIsExact: false,
      hasMore: true,
    });
    const rejected = await calls.get("/reservations?limit=1&status=rejected");
    expect(rejected.body.pagination).toEqual({ limit: 1, offset: 0, total: 2_000, hasMore: true });
  });

  test("a page far down the list is reached by links without reading what lies before it", async () => {
    const far = (await calls.get("/reservations?limit=1&offset=150000")).headers.get("link") ?? "";
    const path = far.slice("</api/v1".length, far.indexOf(">"));
    expect(await rowsRead(path)).toBeLessThan(25_000);
  });
});
