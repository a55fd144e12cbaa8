import { expect, test } from "vitest";
import { change } from "#app/booking/commands.server.ts";
import { bookingOf, countsOf, expectInvariants, tally, times } from "#tests/engine/outcomes.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { anotherInstance } from "./instances.ts";

const database = await testDatabase();
const other = anotherInstance(database.url);

test("bookings that change places crosswise at once all get there, and nobody waits in a circle", async () => {
  const ctx = await makeOrganization(database.db);
  const there = { ...ctx, db: other.db };
  const [first, second] = [
    await makeResource(ctx, { capacity: 80 }),
    await makeResource(ctx, { capacity: 80 }),
  ];
  const bookings = await times(80, (index) => bookSome(ctx, index % 2 ? first : second));
  const outcomes = await times(80, (index) => {
    const bookingId = bookingOf(bookings[index] as (typeof bookings)[0]).id;
    const claims = [{ resourceId: index % 2 ? second : first, quantity: 1 }];
    return change(index % 4 < 2 ? ctx : there, { bookingId, claims });
  });
  expect(tally(outcomes)).toEqual({ ok: 80 });
  for (const id of [first, second]) expect(await countsOf(ctx, id)).toMatchObject({ booked: 40 });
  await expectInvariants(database, ctx);
});

test("bookings that change places crosswise for the last seat never get more than there are", async () => {
  const ctx = await makeOrganization(database.db);
  const ids = [await makeResource(ctx, { capacity: 11 }), await makeResource(ctx, { capacity: 11 })];
  const bookings = await times(20, (index) => bookSome(ctx, ids[index < 10 ? 0 : 1] ?? ""));
  const outcomes = await times(20, (index) => {
    const bookingId = bookingOf(bookings[index] as (typeof bookings)[0]).id;
    const claims = [{ resourceId: ids[index < 10 ? 1 : 0] ?? "", quantity: 1 }];
    return change(index % 4 < 2 ? ctx : { ...ctx, db: other.db }, { bookingId, claims });
  });
  const answers = tally(outcomes);
  expect(answers.ok).toBeGreaterThan(0);
  expect(answers.RESOURCE_FULL).toBeGreaterThan(0);
  expect((answers.ok ?? 0) + (answers.RESOURCE_FULL ?? 0)).toBe(20);
  await expectInvariants(database, ctx);
});
