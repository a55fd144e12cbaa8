import { and, eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { cancel, confirm, hold } from "#app/booking/commands.server.ts";
import type { Outcome } from "#app/booking/request.ts";
import { emptyOutbox } from "#app/jobs/empty-outbox.server.ts";
import type { Actor, Ctx } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import { checkInvariants } from "#db/invariants.ts";
import { auditLog } from "#db/schema/index.ts";
import { bookSome, ctxIn, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const { db, pool } = await testDatabase();
const guest = await makeOrganization(db);
const as = (actor: Actor, { organizationId }: Pick<Ctx, "organizationId"> = guest): Ctx =>
  ctxIn(db, organizationId, actor);
const member = as({ kind: "member", id: newId() });
const key = as({ kind: "key", id: newId() });
const resource = await makeResource(guest, { capacity: 100_000 });

beforeEach(async () => {
  while ((await emptyOutbox(db)) > 0);
});

function bookingOf(outcome: Outcome): string {
  if (!outcome.ok || !outcome.booking) throw new Error("the booking was refused");
  return outcome.booking.id;
}

function rowsAbout(bookingId: string) {
  return db
    .select({
      action: auditLog.action,
      actorKind: auditLog.actorKind,
      actorId: auditLog.actorId,
      channel: auditLog.channel,
      after: auditLog.after,
    })
    .from(auditLog)
    .where(and(eq(auditLog.organizationId, guest.organizationId), eq(auditLog.objectId, bookingId)))
    .orderBy(auditLog.sequence);
}

const countRows = async () => (await pool.query("select from audit_log")).length;

test("changes by a member and by a key are copied in their order, with who made them; those by guests are not", async () => {
  const claims = [{ resourceId: resource, quantity: 1 }];
  const held = bookingOf(await hold(key, { claims, clientId: "till", seconds: 60 }));
  await confirm(key, { bookingId: held });
  await cancel(member, { bookingId: held });
  const own = bookingOf(await bookSome(guest, resource));
  await cancel(guest, { bookingId: own });
  // The relay takes one change of each booking per round.
  while ((await emptyOutbox(db)) > 0);
  const [keyId, memberId] = [key, member].map(({ actor }) => ("id" in actor ? actor.id : ""));
  expect(await rowsAbout(held)).toMatchObject([
    { action: "booking.held", actorKind: "key", actorId: keyId, channel: "api", after: { position: 1 } },
    { action: "booking.confirmed", actorKind: "key", actorId: keyId, after: { position: 2 } },
    { action: "booking.cancelled", actorKind: "member", actorId: memberId, channel: "page" },
  ]);
  expect(await rowsAbout(own)).toEqual([]);
});

test("a relay whose connection ends before its commit leaves nothing, and the next one copies each row once", async () => {
  const made = bookingOf(await bookSome(member, resource));
  const crash = db.transaction(async (tx) => {
    expect(await emptyOutbox(tx)).toBe(1);
    const [backend] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    await pool.query("select pg_terminate_backend($1)", [backend?.pid]);
    await tx.execute(sql`select 1`);
  });
  await expect(crash).rejects.toThrow();
  expect(await rowsAbout(made)).toEqual([]);
  expect(await emptyOutbox(db)).toBe(1);
  expect(await rowsAbout(made)).toMatchObject([{ action: "booking.confirmed" }]);
  expect(await emptyOutbox(db)).toBe(0);
});

test("relays of several instances and organisations copy each row once, without a deadlock", async () => {
  const organizations = await Promise.all(
    Array.from({ length: 4 }, async () => (await makeOrganization(db)).organizationId),
  );
  const before = await countRows();
  const bookings = organizations.map(async (organizationId) => {
    const ctx = as({ kind: "member", id: newId() }, { organizationId });
    const own = await makeResource(ctx, { capacity: 1_000 });
    await Promise.all(Array.from({ length: 40 }, () => bookSome(ctx, own)));
  });
  const relays = Array.from({ length: 5 }, async () => {
    for (let round = 0; round < 20; round++) await emptyOutbox(db);
  });
  await Promise.all([...bookings, ...relays]);
  while ((await emptyOutbox(db)) > 0);
  expect((await countRows()) - before).toBe(160);
  expect(await checkInvariants(pool)).toEqual([]);
});
