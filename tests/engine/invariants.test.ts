import { beforeAll, expect, test } from "vitest";
import { record } from "#app/audit-log/record.server.ts";
import {
  book,
  cancel,
  closeResource,
  openResource,
  setCapacity,
  setRules,
} from "#app/booking/commands.server.ts";
import { idempotencyOf } from "#app/booking/idempotency.ts";
import { NO_RULES } from "#app/booking/world.ts";
import { transact } from "#app/platform/ctx.ts";
import type { TransactionScope } from "#db/client.ts";
import { checkInvariants, findViolations, INVARIANTS, inSnapshot, MAX_LISTED } from "#db/invariants.ts";
import { bookSome, makeOrganization, makeResource, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const { db, pool, owner } = await testDatabase();
const ctx = await makeOrganization(db);
const other = await makeOrganization(db);

/** Numbers that are the same in every run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** One caller who books, cancels and administers at random, and sends some things twice. */
async function beBusy(seed: number, resourceIds: string[], commands: number): Promise<void> {
  const roll = dice(seed);
  const any = () => resourceIds[roll(resourceIds.length)] ?? "";
  const mine: string[] = [];
  for (let done = 0; done < commands; done++) {
    const deed = roll(20);
    if (deed < 11) {
      const idempotency = idempotencyOf(testSigner, {
        principal: String(seed),
        key: String(roll(40)),
        operation: "book",
        body: {},
      });
      const claims = Array.from({ length: 1 + roll(3) }, () => ({
        resourceId: any(),
        quantity: 1 + roll(3),
      }));
      const outcome = await book(ctx, { claims, clientId: `client ${seed}`, idempotency });
      if (outcome.ok && outcome.booking) mine.push(outcome.booking.id);
    } else if (deed < 16) {
      await cancel(ctx, {
        bookingId: mine[roll(mine.length)] ?? ctx.organizationId,
      });
    } else if (deed < 17) await setCapacity(ctx, { resourceId: any(), capacity: 5 + roll(20) });
    else if (deed < 18)
      await setRules(ctx, { resourceId: any(), rules: { ...NO_RULES, maxPerBooking: 2 + roll(5) } });
    else if (deed < 19) await closeResource(ctx, any());
    else for (const id of resourceIds) await openResource(ctx, id);
  }
}

beforeAll(async () => {
  const resourceIds = await Promise.all([15, 9, 25, 12].map((capacity) => makeResource(ctx, { capacity })));
  await Promise.all([1, 2, 3, 4, 5].map((seed) => beBusy(seed, resourceIds, 80)));
  const { booking } = await freshBooking();
  await cancel(ctx, { bookingId: booking.id });
  await freshBooking();
  await bookSome(other, await makeResource(other), 2);
  for (const owner of [ctx, ctx, ctx, ctx, other]) {
    await transact(owner, (tx) => record(tx, { action: "event.published", object: { kind: "event" } }));
  }
});

async function freshBooking() {
  const outcome = await bookSome(ctx, await makeResource(ctx, { capacity: 3 }), 2);
  if (!outcome.ok || !outcome.booking) throw new Error("the booking was refused");
  return { booking: outcome.booking };
}

test("a busy, honest database has no violation, whichever part of it is looked at", async () => {
  const [work] = await pool.query(`select
    (select count(*)::int from ledger) as changes,
    (select count(*)::int from bookings where fate = 'cancelled') as cancelled,
    (select count(*)::int from idempotency_keys) as keys,
    (select count(*)::int from reservations where rejection_reason = 'RESOURCE_FULL') as full`);
  expect(Math.min(...Object.values(work ?? {}).map(Number))).toBeGreaterThan(20);
  expect(await checkInvariants(pool)).toEqual([]);
  expect(await checkInvariants(pool, { organizationId: ctx.organizationId })).toEqual([]);
  expect(await checkInvariants(pool, { since: new Date(0) })).toEqual([]);
  expect(await checkInvariants(pool, { since: new Date(Date.now() + 60_000) })).toEqual([]);
});

test("a look that begins in the middle of a ledger goes on from the row before", async () => {
  const moments = await pool.query<{ at: string }>(
    "select distinct at from ledger where sequence in (4, 9, 16, 25) order by at",
  );
  expect(moments.length).toBeGreaterThan(8);
  for (const { at } of moments) expect(await checkInvariants(pool, { since: new Date(at) })).toEqual([]);
});

// The newest booking of the organisation that stands alone on its resource, and one that was cancelled.
const LIVE = `(select b.id from bookings b where b.fate = 'confirmed' and b.organization_id = $1 order by id desc limit 1)`;
const LIVE_RESOURCE = `(select resource_id from reservations where booking_id = ${LIVE})`;
const GONE = `(select b.id from bookings b where b.fate = 'cancelled' and b.organization_id = $1 order by id desc limit 1)`;
const OWN = "organization_id = $1";

const AUDIT = "each row of the audit log has the hash of its values and of the previous row, without a gap";

/** What each invariant is to find, planted with the database's own guards switched off. */
const PLANTS: [title: string, ...statements: string[]][] = [
  [
    "booked, held and set aside are never negative and together never above capacity",
    "alter table resources drop constraint resources_never_oversold",
    `update resources set booked = capacity + 1 where ${OWN} and id = ${LIVE_RESOURCE}`,
  ],
  [
    "booked, held and set aside are never negative and together never above capacity",
    "alter table ledger drop constraint ledger_never_oversold",
    `update ledger set booked = 4 where ${OWN} and booking_id = ${LIVE}`,
  ],
  [
    "the lowest margin of a resource is not above what was ever left",
    `update resources set lowest_margin = 2 where ${OWN} and id = ${LIVE_RESOURCE}`,
  ],
  [
    "booked and held are the sums of confirmed and pending reservations",
    `update reservations set quantity = 3 where ${OWN} and booking_id = ${LIVE}`,
  ],
  [
    "a resource agrees with its newest ledger row",
    `update resources set held = 1 where ${OWN} and id = ${LIVE_RESOURCE}`,
  ],
  [
    "a resource agrees with its newest ledger row",
    `update resources set head = sha256(head) where ${OWN} and id = ${LIVE_RESOURCE}`,
  ],
  [
    "each ledger row's counts are those of the previous row and its own change",
    `update ledger set booked_delta = 1 where ${OWN} and booking_id = ${LIVE}`,
  ],
  [
    "each ledger row's counts are those of the previous row and its own change",
    `update ledger set capacity = 4 where ${OWN} and booking_id = ${LIVE}`,
  ],
  [
    "every reservation and ledger row belongs to a resource",
    `delete from resources where ${OWN} and id = ${LIVE_RESOURCE}`,
  ],
  [
    "above its plan, a resource's capacity is exactly what is taken",
    `update resources set over = 1 where ${OWN} and id = ${LIVE_RESOURCE}`,
  ],
  [
    "what is blocked of a resource is the sum of the pending reservations of blocks and tentative bookings",
    `update resources set blocked = 1 where ${OWN} and id = ${LIVE_RESOURCE}`,
  ],
  [
    "what is blocked of a resource is the sum of the pending reservations of blocks and tentative bookings",
    `update bookings set kind = 'block' where ${OWN} and id = ${LIVE}`,
    `update reservations set status = 'PENDING' where ${OWN} and booking_id = ${LIVE}`,
  ],
  [
    "a block is never confirmed, and a tentative booking becomes a guest's when it is",
    `update bookings set kind = 'tentative' where ${OWN} and id = ${LIVE}`,
  ],
  [
    "the sequences of a resource are 1, 2, 3 … up to its version, without a gap",
    `update ledger set sequence = 4 where ${OWN} and booking_id = ${LIVE}`,
    `update resources set version = 4 where ${OWN} and id = ${LIVE_RESOURCE}`,
  ],
  [
    "the sequences of a resource are 1, 2, 3 … up to its version, without a gap",
    `delete from ledger where ${OWN} and booking_id = ${LIVE}`,
  ],
  [
    "each ledger row's hash covers the row and the hash of the previous row",
    `update ledger set at = at + interval '1 millisecond' where ${OWN} and booking_id = ${LIVE}`,
  ],
  [
    "each ledger row's hash covers the row and the hash of the previous row",
    `update ledger set hash = decode(repeat('01', 32), 'hex') where ${OWN} and booking_id = ${LIVE}`,
  ],
  [
    "the reservations of a booking have its state",
    `update bookings set fate = 'cancelled' where ${OWN} and id = ${LIVE}`,
  ],
  [
    "the reservations of a booking have its state",
    `update reservations set status = 'PENDING' where ${OWN} and booking_id = ${LIVE}`,
  ],
  [
    "the outcome stored under an idempotency key is one that occurred",
    `insert into idempotency_keys select $1, sha256('a'), sha256('b'), 'ok', ${LIVE}, 99, 0, now(), now()`,
  ],
  [
    "a reservation takes its quantity once, and is freed once when it is no longer active",
    "drop index ledger_freed_once",
    `update ledger set kind = 'freed' where ${OWN} and booking_id = ${GONE}`,
  ],
  [
    "a reservation takes its quantity once, and is freed once when it is no longer active",
    `update reservations set status = 'EXPIRED' where ${OWN} and booking_id = ${LIVE}`,
  ],
  [
    "a reservation takes its quantity once, and is freed once when it is no longer active",
    `update reservations set sequence = 1 where ${OWN} and booking_id = ${LIVE}`,
  ],
  [
    "a reservation takes its quantity once, and is freed once when it is no longer active",
    `update ledger set booked_delta = 0, held_delta = 2 where ${OWN} and booking_id = ${LIVE}`,
  ],
  [
    "a ledger row names a reservation of its booking and resource",
    `delete from reservations where ${OWN} and booking_id = ${LIVE}`,
  ],
  [
    "no hold is more than 2 seconds past its deadline",
    `update bookings set fate = 'pending', expires_at = now() - interval '3 seconds' where ${OWN} and id = ${LIVE}`,
  ],
  [
    "no hold is confirmed after its deadline without taking seats again",
    `update ledger set kind = 'confirmed', held_delta = -2 where ${OWN} and booking_id = ${LIVE}`,
    `update bookings set expires_at = created_at - interval '1 second' where ${OWN} and id = ${LIVE}`,
  ],
  [
    "a booking's history is 1, 2, 3 …, starts with its own request and ends with its state",
    `update history set position = 2 where ${OWN} and booking_id = ${LIVE}`,
  ],
  [
    "a booking's history is 1, 2, 3 …, starts with its own request and ends with its state",
    `update history set kind = 'cancelled' where ${OWN} and booking_id = ${LIVE}`,
  ],
  [
    "a booking's history is 1, 2, 3 …, starts with its own request and ends with its state",
    `update bookings set request_id = gen_random_uuid() where ${OWN} and id = ${LIVE}`,
  ],
  [
    "each ledger row of a booking has its history row of the same request",
    `delete from history where ${OWN} and booking_id = ${LIVE}`,
  ],
  [
    "each change of a booking that moves seats has its ledger row",
    `update history set request_id = gen_random_uuid() where ${OWN} and booking_id = ${GONE} and position = 2`,
  ],
  [
    "only the desk and the system override booking rules",
    `update history set warnings = '{BOOKING_CLOSED}' where ${OWN} and booking_id = ${LIVE}`,
  ],
  [AUDIT, `update audit_log set action = 'event.removed' where ${OWN} and sequence = 2`],
  [AUDIT, `delete from audit_log where ${OWN} and sequence = 2`],
  [AUDIT, `delete from audit_log where ${OWN} and sequence = 1`],
  [
    AUDIT,
    `update audit_log set action = 'event.removed' where ${OWN} and sequence = 2`,
    `update audit_log a set hash = audit_log_hash(a) where ${OWN} and sequence = 2`,
  ],
  [
    AUDIT,
    `delete from audit_log where ${OWN} and sequence = 3`,
    `update audit_log set sequence = 3 where ${OWN} and sequence = 4`,
  ],
  [
    "a booking claims the sum of what its lines take, resource by resource",
    `update booking_lines set quantity = quantity + 1 where ${OWN}`,
  ],
  [
    "a booking claims the sum of what its lines take, resource by resource",
    `update booking_lines set takes = jsonb_build_array(jsonb_build_object('resourceId', 'other', 'quantity', 1)) where ${OWN}`,
  ],
  [
    "what was refused as full did not fit at the sequence of the refusal",
    `insert into reservations (organization_id, id, resource_id, client_id, quantity, status, rejection_reason, sequence,
       decided_at, created_at)
     values ($1, gen_random_uuid(), ${LIVE_RESOURCE}, 'c', 1, 'REJECTED', 'RESOURCE_FULL', 2, now(), now())`,
  ],
];

/** Runs the work on the database as planted, and takes everything back. */
async function planted<T>(
  statements: string[],
  work: (snapshot: TransactionScope) => Promise<T>,
): Promise<T> {
  const undo = new Error("all is taken back");
  let answer: { value: T } | undefined;
  const transaction = owner.pool.transaction(async (scope) => {
    // Switches off every trigger and foreign key of this transaction.
    await scope.query("set local session_replication_role = replica");
    for (const statement of statements) {
      await scope.query(statement, statement.includes("$1") ? [ctx.organizationId] : []);
    }
    answer = { value: await work(scope) };
    throw undo;
  });
  await transaction.catch((error) => {
    if (error !== undo) throw error;
  });
  if (!answer) throw new Error("nothing was looked at");
  return answer.value;
}

test.each(PLANTS)("it is found where this does not hold: %s", async (title, ...statements) => {
  await planted(statements, async (snapshot) => {
    const found = await findViolations(snapshot);
    const [violation] = found.filter((each) => each.title === title);
    expect(violation).toMatchObject({ organizationId: ctx.organizationId });
    expect(violation?.what).toMatch(/\w/);
    expect(await findViolations(snapshot, { organizationId: other.organizationId })).toEqual([]);
    if (title.startsWith("every reservation")) return;
    const recent = await findViolations(snapshot, { since: new Date(Date.now() - 60_000) });
    expect(recent.map((each) => each.title)).toContain(title);
  });
});

test("every invariant has been seen to find something", () => {
  expect(new Set(PLANTS.map(([title]) => title))).toEqual(new Set(INVARIANTS.map(({ title }) => title)));
  expect(new Set(INVARIANTS.map(({ name }) => name))).toEqual(
    new Set(["A1", "I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10", "I11"]),
  );
});

test("where very much is wrong, the first of it is told", async () => {
  const found = await planted([`update ledger set hash = sha256(hash) where ${OWN}`], (snapshot) =>
    findViolations(snapshot),
  );
  const hashes = found.filter(({ title }) => title.includes("hash covers"));
  expect(hashes).toHaveLength(MAX_LISTED);
});

test("what has not changed since the given time is not looked at, except holds", async () => {
  const since = new Date(Date.now() + 60_000);
  const at = `update ledger set at = at + interval '1 millisecond' where ${OWN} and booking_id = ${LIVE}`;
  expect(await planted([at], (snapshot) => findViolations(snapshot, { since }))).toEqual([]);
  const missing = `delete from ledger where ${OWN} and booking_id = ${LIVE}`;
  expect(await planted([missing], (snapshot) => findViolations(snapshot, { since }))).toEqual([]);
  const found = await planted([missing], (snapshot) => findViolations(snapshot));
  expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining(["I2", "I4"]));
});

test("looking changes nothing: a snapshot is one that can only be read", async () => {
  const writing = inSnapshot(pool, (snapshot) => snapshot.query("update resources set type = 'x'"));
  await expect(writing).rejects.toMatchObject({ code: "25006" });
});

test("rows removed at the end of the audit log are not found, since nothing refers to them", async () => {
  const latest = `delete from audit_log where ${OWN} and sequence = 4`;
  expect(await planted([latest], (snapshot) => findViolations(snapshot))).toEqual([]);
});
