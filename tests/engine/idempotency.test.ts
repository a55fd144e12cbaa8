import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { deleteLapsedKeys } from "#app/booking/clean-up.server.ts";
import { cancel } from "#app/booking/commands.server.ts";
import { idempotencyOf } from "#app/booking/idempotency.ts";
import type { Idempotency } from "#app/booking/request.ts";
import { setMaintenance } from "#app/organizations/settings.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { NO_ORGANIZATION } from "#db/schema/index.ts";
import { bookSome, makeOrganization, makeResource, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectSoundLedger, readLedger } from "#tests/support/ledger-check.ts";

const { db } = await testDatabase();

function keyOf(key: string, body: unknown, principal = "someone"): Idempotency {
  return idempotencyOf(testSigner, { principal, key, operation: "book", body });
}

/** Books under a key whose body is what is booked, as doors do. */
async function bookUnder(ctx: Ctx, key: string, resourceId: string, quantity = 1, principal?: string) {
  const idempotency = await keyOf(key, { resourceId, quantity }, principal);
  return bookSome(ctx, resourceId, quantity, { idempotency });
}

async function count(ctx: Ctx, table: string): Promise<number> {
  const [row] = await db.execute<{ number: number }>(
    sql`select count(*)::int as number from ${sql.identifier(table)} where organization_id = ${ctx.organizationId}`,
  );
  return Number(row?.number);
}

test("the same key answers the same booking, with the sequence and the remainder of then", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 5 });
  const first = await bookUnder(ctx, "k", id, 2);
  await bookSome(ctx, id, 3);
  const again = await bookUnder(ctx, "k", id, 2);
  expect(first).toMatchObject({ ok: true, sequence: 2, remaining: 3, replayed: false });
  expect(again).toMatchObject({ ok: true, sequence: 2, remaining: 3, replayed: true });
  expect(again.ok && again.booking?.id).toBe(first.ok && first.booking?.id);
  expect(await count(ctx, "bookings")).toBe(2);
});

test("the same key answers the same refusal, although there would be a seat by now", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 1 });
  const other = await bookSome(ctx, id);
  expect(await bookUnder(ctx, "k", id)).toMatchObject({ ok: false, refusal: "RESOURCE_FULL", sequence: 2 });
  if (other.ok && other.booking) await cancel(ctx, { bookingId: other.booking.id });
  const again = await bookUnder(ctx, "k", id);
  expect(again).toMatchObject({ ok: false, refusal: "RESOURCE_FULL", sequence: 2, replayed: true });
  expect(await bookUnder(ctx, "another key", id)).toMatchObject({ ok: true });
});

test("50 requests with one key at once make one booking and get one answer", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx);
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => bookUnder(ctx, "k", id)));
  const said = outcomes.map((each) => [each.ok && each.booking?.reference, each.sequence, each.remaining]);
  expect(new Set(said.map((each) => each.join())).size).toBe(1);
  expect(said[0]).toEqual([expect.stringMatching(/^\w{8}$/), 2, 9]);
  expect(outcomes.filter((each) => !each.replayed)).toHaveLength(1);
  expect(await count(ctx, "bookings")).toBe(1);
  expect(await readLedger(db, { ...ctx, id })).toHaveLength(2);
});

test("50 requests with one key at once for a full resource get one refusal", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 1 });
  await bookSome(ctx, id);
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => bookUnder(ctx, "k", id)));
  expect(outcomes.every((each) => !each.ok && each.refusal === "RESOURCE_FULL")).toBe(true);
  expect(await count(ctx, "idempotency_keys")).toBe(1);
  expect(await count(ctx, "reservations")).toBe(2);
});

test("a key that comes back with another body is told so and books nothing", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx);
  await bookUnder(ctx, "k", id, 1);
  expect(await bookUnder(ctx, "k", id, 2)).toMatchObject({ ok: false, refusal: "IDEMPOTENCY_KEY_REUSED" });
  expect(await count(ctx, "bookings")).toBe(1);
});

test("one key aimed at many resources at once books one of them", async () => {
  const ctx = await makeOrganization(db);
  const ids = await Promise.all(Array.from({ length: 8 }, () => makeResource(ctx)));
  const outcomes = await Promise.all(ids.map((id) => bookUnder(ctx, "k", id)));
  expect(outcomes.filter((each) => each.ok)).toHaveLength(1);
  const refused = outcomes.flatMap((each) => (each.ok ? [] : [each.refusal]));
  expect(refused).toEqual(Array.from({ length: 7 }, () => "IDEMPOTENCY_KEY_REUSED"));
  expect(await count(ctx, "bookings")).toBe(1);
  await expectSoundLedger(db, ctx.organizationId);
});

test("the key of one caller says nothing to another, nor that of one organisation to the next", async () => {
  const [ours, theirs] = [await makeOrganization(db), await makeOrganization(db)];
  const id = await makeResource(ours, { id: "pool" });
  await makeResource(theirs, { id });
  const outcomes = [
    await bookUnder(ours, "k", id, 1, "someone"),
    await bookUnder(ours, "k", id, 1, "someone else"),
    await bookUnder(theirs, "k", id, 1, "someone"),
  ];
  expect(outcomes.map((each) => each.ok && !each.replayed)).toEqual([true, true, true]);
});

test("maintenance is not kept under a key: the same key books when it is over", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx);
  await setMaintenance(db, NO_ORGANIZATION, { enabled: true, message: "Back soon" });
  try {
    expect(await bookUnder(ctx, "k", id)).toMatchObject({ ok: false, refusal: "MAINTENANCE_MODE" });
  } finally {
    await setMaintenance(db, NO_ORGANIZATION, { enabled: false, message: null });
  }
  expect(await bookUnder(ctx, "k", id)).toMatchObject({ ok: true, replayed: false });
});

test("a cancellation under a key is answered again as it was", async () => {
  const ctx = await makeOrganization(db);
  const outcome = await bookSome(ctx, await makeResource(ctx));
  const bookingId = (outcome.ok && outcome.booking?.id) || "";
  const idempotency = await keyOf("k", { bookingId });
  const first = await cancel(ctx, { bookingId, idempotency });
  const again = await cancel(ctx, { bookingId, idempotency });
  expect(first).toMatchObject({ ok: true, booking: { fate: "cancelled" }, sequence: 3, remaining: 10 });
  expect(again).toMatchObject({ ok: true, booking: { fate: "cancelled" }, sequence: 3, remaining: 10 });
});

test("a lapsed key goes, unless its booking is still active", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 2 });
  const [active, gone] = [await bookUnder(ctx, "active", id), await bookUnder(ctx, "gone", id)];
  await bookUnder(ctx, "refused", id);
  if (gone.ok && gone.booking) await cancel(ctx, { bookingId: gone.booking.id });
  await deleteLapsedKeys(db);
  expect(await count(ctx, "idempotency_keys")).toBe(3);
  await db.execute(sql`update idempotency_keys set expires_at = now() - interval '1 second'
    where organization_id = ${ctx.organizationId}`);
  await deleteLapsedKeys(db);
  expect(await count(ctx, "idempotency_keys")).toBe(1);
  expect(await bookUnder(ctx, "active", id)).toMatchObject({ ok: true, replayed: true });
  expect(active.ok).toBe(true);
});

test("neither the key nor the body can be read in the database", async () => {
  const ctx = await makeOrganization(db);
  const [key, id] = [randomUUID(), await makeResource(ctx)];
  await bookUnder(ctx, key, id);
  const [row] = await db.execute(sql`
    select k::text as text from idempotency_keys k where organization_id = ${ctx.organizationId}`);
  expect(row?.text).not.toContain(key);
  expect(row?.text).not.toContain(id);
});
