import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { cancel } from "#app/booking/commands.server.ts";
import { type Fate, mayMove } from "#app/booking/states.ts";
import { databaseError } from "#db/client.ts";
import { checkInvariants } from "#db/invariants.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const { db, pool, owner } = await testDatabase();
const ctx = await makeOrganization(db);
const resourceId = await makeResource(ctx, { capacity: 5 });
const outcome = await bookSome(ctx, resourceId, 2);
const booking = outcome.ok ? outcome.booking : null;
await bookSome(ctx, resourceId, 4);

const own = sql`organization_id = ${ctx.organizationId}`;
const MINE = sql`where ${own} and booking_id = ${booking?.id}`;
const BOOKING = sql`where ${own} and id = ${booking?.id}`;
const RESOURCE = sql`where ${own} and id = ${resourceId}`;
const now = new Date().toISOString();

const FORBIDDEN: [words: string, statement: SQL, constraint: string][] = [
  ["another quantity", sql`update reservations set quantity = 1 ${MINE}`, "reservations_claim_is_fixed"],
  [
    "another resource",
    sql`update reservations set resource_id = 'other' ${MINE}`,
    "reservations_claim_is_fixed",
  ],
  ["another client", sql`update reservations set client_id = 'other' ${MINE}`, "reservations_claim_is_fixed"],
  [
    "a reservation of another id",
    sql`update reservations set id = ${randomUUID()} ${MINE}`,
    "reservations_claim_is_fixed",
  ],
  [
    "a reservation made at another time",
    sql`update reservations set created_at = ${now} ${MINE}`,
    "reservations_claim_is_fixed",
  ],
  ["a deleted reservation", sql`delete from reservations ${MINE}`, "reservations_stay"],
  ["emptied reservations", sql`truncate reservations`, "reservations_are_not_emptied"],
  [
    "another reference",
    sql`update bookings set reference = 'AAAAAAAA' ${BOOKING}`,
    "bookings_identity_is_fixed",
  ],
  [
    "a booking by another request",
    sql`update bookings set request_id = ${randomUUID()} ${BOOKING}`,
    "bookings_identity_is_fixed",
  ],
  [
    "a booking made at another time",
    sql`update bookings set created_at = ${now} ${BOOKING}`,
    "bookings_identity_is_fixed",
  ],
  ["another kind", sql`update bookings set kind = 'walk_in' ${BOOKING}`, "bookings_kind_is_fixed"],
  ["a kind that there is none of", sql`update bookings set kind = 'ghost' ${BOOKING}`, "bookings_kind"],
  ["fewer than no seats blocked", sql`update resources set blocked = -1 ${RESOURCE}`, "resources_blocked"],
  ["emptied bookings", sql`truncate bookings cascade`, "bookings_are_not_emptied"],
  ["a lower version", sql`update resources set version = version - 1 ${RESOURCE}`, "resources_version_grows"],
  [
    "seats booked without a change",
    sql`update resources set booked = 3 ${RESOURCE}`,
    "resources_version_grows",
  ],
  ["seats held without a change", sql`update resources set held = 1 ${RESOURCE}`, "resources_version_grows"],
  [
    "more capacity without a change",
    sql`update resources set capacity = 9 ${RESOURCE}`,
    "resources_version_grows",
  ],
  [
    "another end of the chain without a change",
    sql`update resources set head = sha256(head) ${RESOURCE}`,
    "resources_version_grows",
  ],
  ["another name", sql`update resources set id = 'other' ${RESOURCE}`, "resources_identity_is_fixed"],
  ["a deleted resource", sql`delete from resources ${RESOURCE}`, "resources_stay"],
  ["emptied resources", sql`truncate resources`, "resources_are_not_emptied"],
];

/** The name of what refuses the statement; undefined when it is carried out. It is taken back in any case. */
async function refusalOf(...statements: SQL[]): Promise<string | undefined> {
  const undo = new Error("all is taken back");
  const trying = owner.db.transaction(async (tx) => {
    for (const statement of statements) await tx.execute(statement);
    throw undo;
  });
  return trying.catch((error) => (error === undo ? undefined : databaseError(error)?.constraint));
}

test.each(FORBIDDEN)("%s is refused by the database, by name", async (_words, statement, constraint) => {
  expect(await refusalOf(statement)).toBe(constraint);
});

test("a booking without history is not deleted either", async () => {
  const alone = sql`insert into bookings (organization_id, id, reference, fate, client_id, request_id, created_at, updated_at)
    select organization_id, ${randomUUID()}, '22222222', 'confirmed', 'c', ${randomUUID()}, now(), now()
    from bookings ${BOOKING}`;
  expect(await refusalOf(alone)).toBeUndefined();
  expect(await refusalOf(alone, sql`delete from bookings where reference = '22222222'`)).toBe(
    "bookings_stay",
  );
});

/** The statement on a row that was put into a state against all guards, which are on again when it runs. */
function moved(table: SQL, where: SQL, column: SQL, from: string, to: string): SQL[] {
  return [
    sql`set local session_replication_role = replica`,
    sql`update ${table} set ${column} = ${from} ${where}`,
    sql`set local session_replication_role = origin`,
    sql`update ${table} set ${column} = ${to} ${where}`,
  ];
}

const FATES: Fate[] = ["pending", "confirmed", "cancelled", "expired"];
const fateMoves = FATES.flatMap((from) => FATES.map((to): [Fate, Fate] => [from, to]));

test.each(fateMoves)(
  "a booking's fate moves from %s to %s just where states.ts allows it",
  async (from, to) => {
    const allowed = from === to || mayMove(from, to);
    // A hold needs a deadline; whatever else the fate is, it may have one.
    const fate = sql`expires_at = now(), fate`;
    expect(await refusalOf(...moved(sql`bookings`, BOOKING, fate, from, to))).toBe(
      allowed ? undefined : "bookings_fate_moves",
    );
  },
);

const STATUS_OF: Record<Fate, string> = {
  pending: "PENDING",
  confirmed: "CONFIRMED",
  cancelled: "CANCELLED",
  expired: "EXPIRED",
};

test.each(fateMoves)("a reservation's status moves as fates do: from %s to %s", async (from, to) => {
  const allowed = from === to || mayMove(from, to);
  const statements = moved(sql`reservations`, MINE, sql`status`, STATUS_OF[from], STATUS_OF[to]);
  expect(await refusalOf(...statements)).toBe(allowed ? undefined : "reservations_status_moves");
});

test("a rejected reservation never becomes one that counts, and may be deleted", async () => {
  const rejected = sql`where ${own} and status = 'REJECTED'`;
  const booked = sql`update reservations set status = 'CONFIRMED', booking_id = ${booking?.id}, rejection_reason = null`;
  expect(await refusalOf(sql`${booked} ${rejected}`)).toMatch(/^reservations_/);
  const status = sql`update reservations set status = 'CONFIRMED', rejection_reason = null ${rejected}`;
  const unchecked = sql`alter table reservations drop constraint reservations_rejected_stand_alone`;
  expect(await refusalOf(unchecked, status)).toBe("reservations_status_moves");
  expect(await refusalOf(sql`delete from reservations ${rejected}`)).toBeUndefined();
});

test("what the engine does is not hindered", async () => {
  expect(await cancel(ctx, { bookingId: booking?.id ?? "" })).toMatchObject({ ok: true });
  expect(await checkInvariants(pool)).toEqual([]);
});
