import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { listBookings } from "#app/desk/list-bookings.server.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";

const { db } = await testDatabase();

test("all bookings of an event are reached page by page, also where a rush has made them at one moment", async () => {
  const ctx = await makeOrganization(db);
  const { event } = await makeEvent(ctx);
  // As a batch writes them: the moment is the database's, and finer than a Date.
  await db.execute(sql`
    insert into bookings (organization_id, id, reference, scope, client_id, fate, request_id, created_at, updated_at)
    select ${ctx.organizationId}, gen_random_uuid(), translate(lpad(n::text, 8, '0'), '01', 'AB'), ${event.id},
      'c' || n, 'confirmed', gen_random_uuid(), moment, moment
    from generate_series(1, 120) as n, cast('2026-03-01 12:00:00.123456+00' as timestamptz) as moment`);
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await listBookings(ctx, event.id, { fate: "confirmed", after });
    seen.push(...page.bookings.map(({ id }) => id));
    after = page.next;
  } while (after);
  expect(new Set(seen).size).toBe(120);
  expect(seen).toHaveLength(120);
});
