import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { gatherClients } from "#app/analytics/gather-clients.server.ts";
import { book, cancel } from "#app/booking/commands.server.ts";
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
