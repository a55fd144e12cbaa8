import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { cancel } from "#app/booking/commands.server.ts";
import type { Outcome } from "#app/booking/request.ts";
import { hashToken } from "#app/platform/secrets.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectSoundLedger, readLedger } from "#tests/support/ledger-check.ts";

const database = await testDatabase();
const { db } = database;

/** What stands in each table for an organisation, counted. */
async function rowsOf(organizationId: string): Promise<Record<string, number>> {
  const tables = "bookings reservations ledger history outbox people link_tokens idempotency_keys".split(" ");
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const [row] = await db.execute<{ number: number }>(
      sql`select count(*)::int as number from ${sql.identifier(table)} where organization_id = ${organizationId}`,
    );
    counts[table] = Number(row?.number);
  }
  return counts;
}

/** The writing transaction of every row of an organisation but the ledger rows of new resources. */
function everyXmin(organizationId: string) {
  const tables = "bookings reservations history outbox people link_tokens resources".split(" ");
  const rows = (table: string) =>
    sql`select xmin::text from ${sql.identifier(table)} where organization_id = ${organizationId}`;
  const ledger = sql`${rows("ledger")} and kind = 'taken'`;
  return sql.join([...tables.map(rows), ledger], sql` union all `);
}

const person = { name: "Ada Guest", email: "ada@example.org", locale: "en" };

function acceptedOf(outcome: Outcome) {
  if (!outcome.ok || !outcome.booking) throw new Error(`refused: ${JSON.stringify(outcome)}`);
  return { ...outcome, booking: outcome.booking };
}

test("booking writes booking, reservations, ledger, history, outbox, person and link in one transaction", async () => {
  const ctx = await makeOrganization(db);
  const ids = [await makeResource(ctx), await makeResource(ctx)];
  const attachment = { person, linkTokenHash: hashToken("link"), source: "newsletter" };
  const { booking } = acceptedOf(await bookSome(ctx, ids, 3, { attachment }));

  expect(await rowsOf(ctx.organizationId)).toEqual({
    bookings: 1,
    reservations: 2,
    ledger: 4,
    history: 1,
    outbox: 1,
    people: 1,
    link_tokens: 1,
    idempotency_keys: 0,
  });
  const [written] = await db.execute(sql`
    select b.reference, b.fate, b.source, h.kind, h.actor, o.id = h.id as same, o.kind as told, p.name, p.email,
      l.token_hash = ${Buffer.from(hashToken("link"))} as link,
      (select count(distinct xmin) from (${everyXmin(ctx.organizationId)}) each)::int as transactions
    from bookings b join history h on h.booking_id = b.id join outbox o on o.booking_id = b.id
      join people p on p.booking_id = b.id join link_tokens l on l.booking_id = b.id
    where b.id = ${booking.id}`);
  expect(written).toEqual({
    reference: booking.reference,
    fate: "confirmed",
    source: "newsletter",
    kind: "confirmed",
    actor: "guest",
    same: true,
    told: "confirmed",
    name: person.name,
    email: person.email,
    link: true,
    transactions: 1,
  });
  await expectSoundLedger(db, ctx.organizationId);
});

test("the answer carries the sequence at which it was decided and what remained then", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 5 });
  const outcome = acceptedOf(await bookSome(ctx, id, 2));
  expect(outcome).toMatchObject({ sequence: 2, remaining: 3, replayed: false });
  expect(outcome.resource).toBeNull();
  const [resource] = await db.execute(sql`
    select booked::int, version::int, lowest_margin::int from resources
    where organization_id = ${ctx.organizationId} and id = ${id}`);
  expect(resource).toEqual({ booked: 2, version: 2, lowest_margin: 3 });
  const [, taken] = await readLedger(db, { ...ctx, id });
  expect(taken).toMatchObject({ kind: "taken", booked: 2, capacity: 5, at: outcome.at });
  expect(await bookSome(ctx, id, 4)).toMatchObject({ ok: false, sequence: 2, remaining: 3 });
});

test("a refusal writes a rejected reservation a claim and takes no sequence", async () => {
  const ctx = await makeOrganization(db);
  const [full, free] = [await makeResource(ctx, { capacity: 1 }), await makeResource(ctx)];
  await bookSome(ctx, full);
  const before = await rowsOf(ctx.organizationId);
  expect(await bookSome(ctx, [full, free], 1)).toMatchObject({ ok: false, refusal: "RESOURCE_FULL" });
  expect(await rowsOf(ctx.organizationId)).toEqual({
    ...before,
    reservations: (before.reservations ?? 0) + 2,
  });
  const rejected = await db.execute(sql`
    select resource_id, status, rejection_reason, sequence::int, booking_id from reservations
    where organization_id = ${ctx.organizationId} and status = 'REJECTED' order by sequence desc`);
  const common = { status: "REJECTED", rejection_reason: "RESOURCE_FULL", booking_id: null };
  expect([...rejected]).toEqual([
    { resource_id: full, sequence: 2, ...common },
    { resource_id: free, sequence: 1, ...common },
  ]);
});

test("an unknown resource is refused and leaves nothing behind", async () => {
  const ctx = await makeOrganization(db);
  const known = await makeResource(ctx);
  expect(await bookSome(ctx, "nobody")).toMatchObject({ ok: false, refusal: "RESOURCE_NOT_FOUND" });
  expect(await bookSome(ctx, [known, "nobody"])).toMatchObject({ refusal: "RESOURCE_NOT_FOUND" });
  expect(await rowsOf(ctx.organizationId)).toMatchObject({ bookings: 0, ledger: 1 });
});

test("a resource of another organisation is as unknown as none, for booking and cancelling", async () => {
  const [ours, theirs] = [await makeOrganization(db), await makeOrganization(db)];
  const id = await makeResource(theirs);
  expect(await bookSome(ours, id)).toMatchObject({ ok: false, refusal: "RESOURCE_NOT_FOUND" });
  const { booking } = acceptedOf(await bookSome(theirs, id));
  const taken = await cancel(ours, { bookingId: booking.id });
  expect(taken).toMatchObject({ ok: false, refusal: "BOOKING_NOT_FOUND" });
  expect(await rowsOf(theirs.organizationId)).toMatchObject({ bookings: 1, history: 1, ledger: 2 });
});

test("one full resource leaves the others of the booking untouched", async () => {
  const ctx = await makeOrganization(db);
  const ids = [await makeResource(ctx), await makeResource(ctx, { capacity: 1 }), await makeResource(ctx)];
  expect(await bookSome(ctx, ids, 2)).toMatchObject({ ok: false, refusal: "RESOURCE_FULL" });
  expect((await bookSome(ctx, ids, 1)).ok).toBe(true);
  for (const id of ids) expect(await readLedger(db, { ...ctx, id })).toHaveLength(2);
  await expectSoundLedger(db, ctx.organizationId);
});

test("cancelling frees once: the seats are free again and the second time is refused", async () => {
  const ctx = await makeOrganization(db);
  const ids = [await makeResource(ctx, { capacity: 2 }), await makeResource(ctx, { capacity: 2 })];
  const { booking } = acceptedOf(await bookSome(ctx, ids, 2));
  const cancelled = await cancel(ctx, { bookingId: booking.id });
  expect(cancelled).toMatchObject({ ok: true, booking: { fate: "cancelled" }, sequence: 3, remaining: 2 });
  const again = await cancel(ctx, { bookingId: booking.id });
  expect(again).toMatchObject({ ok: false, refusal: "INVALID_STATE" });
  for (const id of ids) expect(await readLedger(db, { ...ctx, id })).toHaveLength(3);
  expect((await bookSome(ctx, ids, 2)).ok).toBe(true);
  expect(await rowsOf(ctx.organizationId)).toMatchObject({ bookings: 2, history: 3, outbox: 3 });
  await expectSoundLedger(db, ctx.organizationId);
});

test("a batch that the database does not take leaves nothing behind, mail included", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx);
  const attachment = { person, linkTokenHash: hashToken("used twice") };
  await bookSome(ctx, id, 1, { attachment });
  const before = await rowsOf(ctx.organizationId);
  await expect(bookSome(ctx, id, 1, { attachment })).rejects.toThrow();
  expect(await rowsOf(ctx.organizationId)).toEqual(before);
  await expectSoundLedger(db, ctx.organizationId);
});
