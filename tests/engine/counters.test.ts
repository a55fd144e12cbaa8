import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { gatherClients } from "#app/analytics/gather-clients.server.ts";
import { book, cancel, confirm, holdUntil } from "#app/booking/commands.server.ts";
import type { Outcome } from "#app/booking/request.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = await testDatabase();
const bookingIn = (outcome: Outcome) => (outcome.ok ? outcome.booking : null);

test("a resource's day counts what was taken, freed and refused, as it happened", async () => {
  const ctx = await makeOrganization(database.db);
  const id = await makeResource(ctx, { capacity: 5 });
  const booking = bookingIn(await bookSome(ctx, id, 3));
  await bookSome(ctx, id, 4);
  await cancel(ctx, { bookingId: booking?.id ?? "" });
  await bookSome(ctx, id, 4);
  const days = await database.db.execute(sql`select * from resource_days where resource_id = ${id}`);
  expect(days).toMatchObject([
    {
      taken: "2",
      taken_quantity: "7",
      freed: "1",
      freed_quantity: "3",
      rejected: "1",
      rejected_quantity: "4",
    },
  ]);
});

test("who booked how often is gathered once, however often and by however many it is gathered", async () => {
  const ctx = await makeOrganization(database.db);
  const ids = [await makeResource(ctx), await makeResource(ctx)];
  const claims = ids.map((resourceId) => ({ resourceId, quantity: 2 }));
  const first = bookingIn(await book(ctx, { claims, clientId: "ana" }));
  await Promise.all([gatherClients(database.db), gatherClients(database.db), gatherClients(database.db)]);
  await cancel(ctx, { bookingId: first?.id ?? "" });
  await book(ctx, { claims: claims.slice(0, 1), clientId: "ana" });
  while ((await gatherClients(database.db)) > 0);
  const rows = await database.db.execute(
    sql`select client_id, taken, taken_quantity, freed from clients where organization_id = ${ctx.organizationId}`,
  );
  expect(rows).toMatchObject([{ client_id: "ana", taken: "3", taken_quantity: "6", freed: "2" }]);
});

test.each([
  ["before it is confirmed", true],
  ["only afterwards", false],
])("a tentative booking counts for its client from its confirmation on, gathered %s", async (_, early) => {
  const ctx = await makeOrganization(database.db);
  const claims = [{ resourceId: await makeResource(ctx), quantity: 2 }];
  const gathered = async () => {
    while ((await gatherClients(database.db, ctx.organizationId)) > 0);
    const rows = await database.db.execute(
      sql`select taken, taken_quantity, freed from clients where organization_id = ${ctx.organizationId}`,
    );
    return [...rows];
  };
  const until = Date.now() + 3_600_000;
  const kept = { claims, clientId: "school", until };
  const desk = { ...ctx, actsAs: "desk" } as const;
  const block = bookingIn(await holdUntil(desk, { ...kept, kind: "block" }));
  const tentative = bookingIn(await holdUntil(desk, { ...kept, kind: "tentative" }));
  await cancel(ctx, { bookingId: block?.id ?? "" });
  if (early) expect(await gathered()).toEqual([]);
  await confirm(ctx, { bookingId: tentative?.id ?? "" });
  if (early) expect(await gathered()).toEqual([{ taken: "1", taken_quantity: "2", freed: "0" }]);
  await cancel(ctx, { bookingId: tentative?.id ?? "" });
  expect(await gathered()).toEqual([{ taken: "1", taken_quantity: "2", freed: "1" }]);
});
