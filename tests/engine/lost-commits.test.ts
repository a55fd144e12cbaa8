import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { cancel } from "#app/booking/commands.server.ts";
import { idempotencyOf } from "#app/booking/idempotency.ts";
import { lineOfClaims } from "#app/booking/lines.ts";
import type { Outcome } from "#app/booking/request.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { openDatabase } from "#db/client.ts";
import { startProxy, type Trap } from "#tests/chaos/connection-layer-proxy.ts";
import { bookSome, makeOrganization, makeResource, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { executeAll } from "#tests/support/engine.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

const database = await testDatabase();
const { db } = database;

const bookingOf = (outcome: Outcome) => (outcome.ok ? outcome.booking : null);

function bookCommand(resourceId: string, reference: string) {
  const claims = [{ resourceId, quantity: 1 }];
  const taking = {
    bookingId: randomUUID(),
    reference,
    clientId: "c",
    person: null,
    claims,
    lines: [lineOfClaims(claims)],
  };
  return {
    requestId: randomUUID(),
    actor: { kind: "guest" as const },
    actsAs: "attendee" as const,
    command: { kind: "book" as const, ...taking },
  };
}

/** The engine behind a network that cuts one connection at a word, and works again after that. */
async function withCut(trap: Trap, act: (broken: Ctx) => Promise<Outcome>, ctx: Ctx): Promise<Outcome> {
  const proxy = await startProxy(database.url);
  const behind = openDatabase({ url: proxy.url, max: 2 });
  try {
    await behind.ping();
    proxy.trap(trap);
    const acting = act({ ...ctx, db: behind.db });
    const before = proxy.connections();
    await waitUntil("the cut", () => proxy.connections() > before);
    proxy.trap({ word: "never sent", cut: "before" });
    return await acting;
  } finally {
    await behind.close();
    await proxy.close();
  }
}

test.each(["before", "after"] as const)(
  "a connection cut %s the server has heard the commit makes one booking and a true answer",
  async (cut) => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 3 });
    const outcome = await withCut({ word: "commit", cut }, (broken) => bookSome(broken, id, 2), ctx);
    expect(outcome).toMatchObject({ ok: true, sequence: 2, remaining: 1, replayed: cut === "after" });
    const rows = await db.execute(sql`
      select id, reference, fate from bookings where organization_id = ${ctx.organizationId}`);
    const { id: bookingId, reference, fate } = bookingOf(outcome) ?? {};
    expect([...rows]).toEqual([{ id: bookingId, reference, fate }]);
    await expectSoundLedger(db, ctx.organizationId);
  },
);

test("a cancellation whose commit was heard and whose answer was lost frees once and says yes", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 3 });
  const bookingId = bookingOf(await bookSome(ctx, id, 2))?.id ?? "";
  const cutting = { word: "commit", cut: "after" } as const;
  const outcome = await withCut(cutting, (broken) => cancel(broken, { bookingId }), ctx);
  expect(outcome).toMatchObject({ ok: true, booking: { fate: "cancelled" }, sequence: 3, remaining: 3 });
  await expectSoundLedger(db, ctx.organizationId);
});

test("a refusal whose commit was heard and whose answer was lost is given and counted once, and nothing is booked", async () => {
  const ctx = await makeOrganization(db);
  const [id, other] = [await makeResource(ctx, { capacity: 1 }), await makeResource(ctx)];
  await bookSome(ctx, id);
  const cutting = { word: "commit", cut: "after" } as const;
  const outcome = await withCut(cutting, (broken) => bookSome(broken, [id, other]), ctx);
  expect(outcome).toMatchObject({ ok: false, refusal: "RESOURCE_FULL", sequence: 2, remaining: 0 });
  const rows = await db.execute(sql`
    select d.resource_id, d.rejected::int, (select count(*)::int from reservations r
      where r.organization_id = d.organization_id and r.resource_id = d.resource_id and status = 'REJECTED') as rows
    from resource_days d where organization_id = ${ctx.organizationId}`);
  const counts = rows.map((row) => [row.resource_id, row.rejected, row.rows]).sort();
  expect(counts).toEqual(
    [
      [id, 1, 1],
      [other, 1, 1],
    ].sort(),
  );
  await expectSoundLedger(db, ctx.organizationId);
});

test("under a key, too, an answer that was lost is given again", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 3 });
  const idempotency = idempotencyOf(testSigner, { principal: "p", key: "k", operation: "book", body: 1 });
  const cutting = { word: "commit", cut: "after" } as const;
  const outcome = await withCut(cutting, (broken) => bookSome(broken, id, 2, { idempotency }), ctx);
  expect(outcome).toMatchObject({ ok: true, sequence: 2, remaining: 1, replayed: true });
  expect(await bookSome(ctx, id, 2, { idempotency })).toMatchObject({ ok: true, sequence: 2, remaining: 1 });
  await expectSoundLedger(db, ctx.organizationId);
});

test("a backend that is terminated under the write is only a delay", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx);
  const outcome = await withCut({ word: "for update", cut: "after" }, (broken) => bookSome(broken, id), ctx);
  expect(outcome).toMatchObject({ ok: true, sequence: 2, replayed: false });
  await expectSoundLedger(db, ctx.organizationId);
});

test("a reference that is taken is replaced by a new one", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx);
  const taken = bookingOf(await bookSome(ctx, id))?.reference ?? "";
  const outcomes = await executeAll(db, ctx.organizationId, [bookCommand(id, taken)]);
  expect(outcomes).toMatchObject([{ ok: true, sequence: 3 }]);
  const [outcome] = outcomes;
  expect(outcome && bookingOf(outcome)?.reference).not.toBe(taken);
  await expectSoundLedger(db, ctx.organizationId);
});

test("a reference may be the same in two organisations", async () => {
  const [ours, theirs] = [await makeOrganization(db), await makeOrganization(db)];
  const reference = bookingOf(await bookSome(ours, await makeResource(ours)))?.reference ?? "";
  const command = bookCommand(await makeResource(theirs), reference);
  const outcomes = await executeAll(db, theirs.organizationId, [command]);
  expect(outcomes).toMatchObject([{ ok: true, booking: { reference } }]);
});

test("a batch answers its requests in their order, each on what the one before it left", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 2 });
  const references = ["2222222A", "2222222B", "2222222C", "2222222D"];
  const requests = references.map((reference) => bookCommand(id, reference));
  const outcomes = await executeAll(db, ctx.organizationId, requests);
  expect(outcomes.map((each) => [each.ok, each.sequence, each.remaining])).toEqual([
    ...[
      [true, 2, 1],
      [true, 3, 0],
      [false, 3, 0],
      [false, 3, 0],
    ],
  ]);
  await expectSoundLedger(db, ctx.organizationId);
});

test("a request that comes twice in a row under one request id is carried out once", async () => {
  const ctx = await makeOrganization(db);
  const request = bookCommand(await makeResource(ctx), "2222222A");
  const [first] = await executeAll(db, ctx.organizationId, [request]);
  const [again] = await executeAll(db, ctx.organizationId, [request]);
  expect(again).toMatchObject({ ok: true, replayed: true, sequence: first?.sequence });
  await expectSoundLedger(db, ctx.organizationId);
});

test("an answer that is found again is the one of then, whatever has happened since", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 9 });
  const request = bookCommand(id, "2222222A");
  const [first] = await executeAll(db, ctx.organizationId, [request]);
  await bookSome(ctx, id, 4);
  const [again] = await executeAll(db, ctx.organizationId, [request]);
  expect(first).toMatchObject({ ok: true, sequence: 2, remaining: 8 });
  expect(again).toMatchObject({ ok: true, sequence: 2, remaining: 8, replayed: true });
});

test("a cancellation above the plan whose answer was lost says what remained once the capacity had come down", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 3 });
  const desk: Ctx = { ...ctx, actsAs: "desk" };
  const bookingId = bookingOf(await bookSome(desk, id, 5, { over: true }))?.id ?? "";
  const cutting = { word: "commit", cut: "after" } as const;
  const outcome = await withCut(cutting, (broken) => cancel(broken, { bookingId }), ctx);
  expect(outcome).toMatchObject({ ok: true, replayed: true, sequence: 5, remaining: 3 });
  await expectSoundLedger(db, ctx.organizationId);
});
