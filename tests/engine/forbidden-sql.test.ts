import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { databaseError } from "#db/client.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";

const { db, owner } = await testDatabase();

const ctx = await makeOrganization(db);
const resourceId = await makeResource(ctx, { capacity: 3 });
const outcome = await bookSome(ctx, resourceId, 2);
const booking = outcome.ok ? outcome.booking : null;
const own = sql`organization_id = ${ctx.organizationId}`;

/** A ledger row that follows the last one, with some values of its own. */
function ledgerRow(changes: Record<string, unknown>): SQL {
  const values: Record<string, unknown> = {
    organization_id: ctx.organizationId,
    resource_id: resourceId,
    sequence: 3,
    kind: "taken",
    booking_id: booking?.id,
    reservation_id: randomUUID(),
    request_id: randomUUID(),
    booked_delta: 1,
    held_delta: 0,
    booked: 3,
    held: 0,
    set_aside: 0,
    capacity: 3,
    at: new Date().toISOString(),
    hash: Buffer.alloc(32),
    ...changes,
  };
  const names = sql.join(
    Object.keys(values).map((name) => sql.identifier(name)),
    sql`, `,
  );
  const given = sql.join(
    Object.values(values).map((value) => sql`${value}`),
    sql`, `,
  );
  return sql`insert into ledger (${names}) values (${given})`;
}

const reservationId = booking?.reservations[0]?.id;
const RESOURCE = sql`update resources set`;
const ONE = sql`where ${own} and id = ${resourceId}`;

const FORBIDDEN: [words: string, statement: SQL, constraint: string][] = [
  ["booking more than there is", sql`${RESOURCE} booked = 4 ${ONE}`, "resources_never_oversold"],
  ["holding more than is left", sql`${RESOURCE} held = 2 ${ONE}`, "resources_never_oversold"],
  ["setting more aside than is left", sql`${RESOURCE} set_aside = 2 ${ONE}`, "resources_never_oversold"],
  ["a capacity below what is booked", sql`${RESOURCE} capacity = 1 ${ONE}`, "resources_never_oversold"],
  ["no capacity at all", sql`${RESOURCE} capacity = 0, booked = 0 ${ONE}`, "resources_capacity"],
  ["freeing more than was booked", sql`${RESOURCE} booked = -1 ${ONE}`, "resources_counts"],
  ["freeing more than was held", sql`${RESOURCE} held = -1 ${ONE}`, "resources_counts"],
  ["a state that does not exist", sql`${RESOURCE} state = 'AJAR' ${ONE}`, "resources_state"],
  ["a margin below nothing", sql`${RESOURCE} lowest_margin = -1 ${ONE}`, "resources_margin"],
  ["changing the ledger", sql`update ledger set booked = 0 where ${own}`, "ledger_append_only"],
  ["taking rows out of the ledger", sql`delete from ledger where ${own}`, "ledger_append_only"],
  ["emptying the ledger", sql`truncate ledger`, "ledger_append_only"],
  ["changing history", sql`update history set kind = 'cancelled' where ${own}`, "history_append_only"],
  ["taking rows out of history", sql`delete from history where ${own}`, "history_append_only"],
  ["a sequence that was given before", ledgerRow({ sequence: 2 }), "ledger_pk"],
  ["an oversold ledger", ledgerRow({ booked: 4 }), "ledger_never_oversold"],
  ["a taking of nothing in particular", ledgerRow({ reservation_id: null }), "ledger_names_what_moved"],
  ["taking a reservation twice", ledgerRow({ reservation_id: reservationId }), "ledger_taken_once"],
  [
    "a confirmed reservation of no booking",
    sql`update reservations set booking_id = null where ${own}`,
    "reservations_rejected_stand_alone",
  ],
  ["a claim of nothing", sql`update reservations set quantity = 0 where ${own}`, "reservations_quantity"],
  [
    "a hold without a deadline",
    sql`update bookings set fate = 'pending' where ${own}`,
    "bookings_hold_has_deadline",
  ],
  ["a booking without its row", sql`delete from bookings where ${own}`, "history_booking_fk"],
  [
    "a reference with an O in it",
    sql`update bookings set reference = 'AAAAAAAO' where ${own}`,
    "bookings_reference_shape",
  ],
  [
    "two changes of a booking at one position",
    sql`insert into history select organization_id, ${randomUUID()}, booking_id, position, kind, actor, actor_id,
      ${randomUUID()}, at from history where ${own}`,
    "history_position_unique",
  ],
  [
    "two changes by one request",
    sql`insert into history select organization_id, ${randomUUID()}, booking_id, position + 1, kind, actor,
      actor_id, request_id, at from history where ${own}`,
    "history_request_unique",
  ],
];

test.each(FORBIDDEN)("%s is refused by the database, by name", async (_words, statement, constraint) => {
  const refused = await owner.db.execute(statement).then(
    () => undefined,
    (error) => databaseError(error)?.constraint,
  );
  expect(refused).toBe(constraint);
  await expectSoundLedger(db, ctx.organizationId);
});

test("freeing a reservation twice is refused by the database, by name", async () => {
  const freed = { kind: "freed", reservation_id: reservationId, booked_delta: -2, booked: 0 };
  const twice = db.transaction(async (tx) => {
    await tx.execute(ledgerRow(freed));
    await tx.execute(ledgerRow({ ...freed, sequence: 4 }));
  });
  const refused = await twice.catch((error) => databaseError(error)?.constraint);
  expect(refused).toBe("ledger_freed_once");
  await expectSoundLedger(db, ctx.organizationId);
});

test("what is forbidden to change can still be added to", async () => {
  expect((await bookSome(ctx, resourceId, 1)).ok).toBe(true);
  await expectSoundLedger(db, ctx.organizationId);
});
