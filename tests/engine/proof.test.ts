import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { cancel, closeResource, createResources, setCapacity } from "#app/booking/commands.server.ts";
import { getProof, type LedgerPage, listLedger, type ResourceProof } from "#app/booking/proof.server.ts";
import { NO_RULES } from "#app/booking/world.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = await testDatabase();
const { db } = database;

/** As an outsider does it: by what is documented and what came over the wire, with a hash of their own. */
function replay(rows: LedgerPage["rows"]) {
  let previous: Uint8Array = Buffer.alloc(32);
  const counts = { booked: 0, held: 0, lowestMargin: Number.POSITIVE_INFINITY, capacity: 0 };
  rows.forEach((row, index) => {
    const text = JSON.stringify([
      ...[row.resourceId, row.sequence, row.kind, row.bookingId, row.reservationId, row.requestId],
      ...[row.bookedDelta, row.heldDelta, row.booked, row.held, row.setAside, row.capacity, row.at],
    ]);
    previous = createHash("sha256").update(previous).update(text).digest();
    expect(row.hash).toBe(Buffer.from(previous).toString("hex"));
    expect(row.sequence).toBe(index + 1);
    counts.booked += row.bookedDelta;
    counts.held += row.heldDelta;
    counts.capacity = row.capacity;
    const margin = row.capacity - counts.booked - counts.held - row.setAside;
    expect(margin).toBeGreaterThanOrEqual(0);
    counts.lowestMargin = Math.min(counts.lowestMargin, margin);
  });
  return { ...counts, sequence: rows.length, head: Buffer.from(previous).toString("hex") };
}

/** The whole ledger, a page after the other, through JSON. */
async function download(ctx: Ctx, resourceId: string, limit: number): Promise<LedgerPage["rows"]> {
  const rows: LedgerPage["rows"] = [];
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: LedgerPage = JSON.parse(JSON.stringify(await listLedger(ctx, resourceId, after, limit)));
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    rows.push(...page.rows);
    after = page.next;
  }
  return rows;
}

async function proofOf(ctx: Ctx, id: string): Promise<ResourceProof> {
  const { resources } = await getProof(ctx, id);
  const [proof] = resources;
  if (!proof) throw new Error("the resource has no proof");
  return proof;
}

test("an outsider replays the ledger and comes to what the proof says", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 12 });
  const outcomes = await Promise.all([1, 2, 3, 1, 2, 3, 1].map((seats) => bookSome(ctx, id, seats)));
  for (const outcome of outcomes.slice(0, 3)) {
    if (outcome.ok && outcome.booking) await cancel(ctx, { bookingId: outcome.booking.id });
  }
  await setCapacity(ctx, { resourceId: id, capacity: 20 });
  await closeResource(ctx, id);

  const replayed = replay(await download(ctx, id, 3));
  const proof = await proofOf(ctx, id);
  expect(proof).toMatchObject({ ...replayed, setAside: 0, agrees: true });
  expect(proof).toMatchObject({ confirmed: replayed.booked, pending: 0, capacity: 20 });
  expect(replayed.sequence).toBeGreaterThan(9);
  expect(replayed.lowestMargin).toBeLessThan(3);
});

test("a proof taken while bookings rush in agrees every time", async () => {
  const ctx = await makeOrganization(db);
  const ids = [await makeResource(ctx, { capacity: 40 }), await makeResource(ctx, { capacity: 40 })];
  const rush = Promise.all(Array.from({ length: 60 }, () => bookSome(ctx, ids)));
  for (let taken = 0; taken < 30; taken++) {
    const { resources, agrees } = await getProof(ctx);
    expect(agrees).toBe(true);
    // One booking takes of both: a snapshot never has it of one alone.
    expect(resources[0]?.booked).toBe(resources[1]?.booked);
  }
  await rush;
  const last = await getProof(ctx);
  expect(last.resources.map(({ booked, lowestMargin }) => ({ booked, lowestMargin }))).toEqual([
    { booked: 40, lowestMargin: 0 },
    { booked: 40, lowestMargin: 0 },
  ]);
});

test.each([
  ["a count that reservations do not add up to", sql`update reservations set quantity = 3`],
  ["a version without its ledger row", sql`update resources set version = version + 1`],
  ["a capacity that the ledger does not know", sql`update resources set capacity = 99`],
  ["another end of the chain", sql`update ledger set hash = sha256(hash) where sequence = 2`],
])("a resource with %s does not agree", async (_words, change) => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx);
  await bookSome(ctx, id, 2);
  expect((await proofOf(ctx, id)).agrees).toBe(true);
  const undo = new Error("all is taken back");
  const planting = database.owner.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(change);
    expect(await getProof({ ...ctx, db: tx })).toMatchObject({
      agrees: false,
      resources: [{ agrees: false }],
    });
    throw undo;
  });
  await expect(planting).rejects.toBe(undo);
});

test("resources come in pages, in the order of their ids", async () => {
  const ctx = await makeOrganization(db);
  const ids = Array.from({ length: 103 }, (_, index) => `seat-${String(index).padStart(3, "0")}`);
  await transact(ctx, (tx) =>
    createResources(
      tx,
      ids.map((id) => ({ id, type: "pool", capacity: 4, rules: NO_RULES })),
    ),
  );
  const first = await getProof(ctx);
  const second = await getProof(ctx, undefined, first.next);
  expect(first.resources).toHaveLength(100);
  expect([...first.resources, ...second.resources].map((each) => each.resourceId)).toEqual(ids);
  expect(second.next).toBeUndefined();
  expect(Math.abs(first.at - Date.now())).toBeLessThan(60_000);
});

test("what belongs to another organisation, or to nobody, proves nothing", async () => {
  const [ours, theirs] = [await makeOrganization(db), await makeOrganization(db)];
  const id = await makeResource(theirs);
  for (const each of [id, "nobody"]) {
    expect(await getProof(ours, each)).toMatchObject({ resources: [], agrees: true, next: undefined });
    expect(await listLedger(ours, each)).toEqual({ rows: [], next: undefined });
  }
});
