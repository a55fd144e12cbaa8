import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import * as engine from "#app/booking/commands.server.ts";
import { idempotencyOf } from "#app/booking/idempotency.ts";
import type { Idempotency, Outcome } from "#app/booking/request.ts";
import { sweepHolds } from "#app/booking/sweep.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { openDatabase } from "#db/client.ts";
import { startProxy } from "#tests/chaos/connection-layer-proxy.ts";
import { bookSome, makeOrganization, makeResource, partsOf, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { bookingOf, expectInvariants, makeDue, times } from "./outcomes.ts";

const database = await testDatabase();
const { db } = database;

const LONG_AGO = Date.UTC(2020, 0, 1);
const CLOSED = { rules: { closesAt: LONG_AGO, cancelUntil: LONG_AGO } };

async function historyOf(ctx: Ctx) {
  const rows = await db.execute<{ kind: string; actor: string; acts_as: string; warnings: string[] }>(sql`
    select kind, actor, acts_as, warnings from history where organization_id = ${ctx.organizationId}
    order by at, position`);
  return rows.map(({ kind, actor, acts_as, warnings }) => [kind, actor, acts_as, warnings]);
}

const at = (ctx: Ctx, actsAs: Ctx["actsAs"]): Ctx => ({ ...ctx, actsAs });

test("the history has as what each change was made, and which rules were overridden", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, CLOSED);
  const open = await makeResource(ctx);
  const { id: bookingId } = bookingOf(await bookSome(at(ctx, "desk"), id, 2));
  await engine.change(at(ctx, "system"), { bookingId, claims: [{ resourceId: id, quantity: 1 }] });
  await engine.cancel(at(ctx, "desk"), { bookingId });
  await bookSome(at(ctx, "program"), open);
  await bookSome(ctx, open);
  expect(await historyOf(ctx)).toEqual([
    ["confirmed", "guest", "desk", ["BOOKING_CLOSED"]],
    ["changed", "guest", "system", ["BOOKING_CLOSED"]],
    ["cancelled", "guest", "desk", ["BOOKING_CLOSED"]],
    ["confirmed", "guest", "program", null],
    ["confirmed", "guest", "attendee", null],
  ]);
  await expectInvariants(database, ctx);
});

test("bookings of one batch each have their own warnings", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 100, rules: { maxPerBooking: 1 } });
  const outcomes = await times(12, (index) => bookSome(at(ctx, "desk"), id, 1 + (index % 2)));
  const warned = outcomes.map((each) => each.ok && each.warnings);
  expect(warned).toEqual(outcomes.map((_, index) => (index % 2 ? ["TOO_MANY_PER_BOOKING"] : [])));
  const found = await db.execute(sql`
    select b.id from bookings b join history h on h.organization_id = b.organization_id and h.booking_id = b.id
      join reservations r on r.organization_id = b.organization_id and r.booking_id = b.id
    where b.organization_id = ${ctx.organizationId} and (r.quantity = 2) <> (h.warnings is not null)`);
  expect([...found]).toEqual([]);
});

test("an overdue hold is ended by the system, whoever held it", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx);
  await engine.hold(ctx, { claims: [{ resourceId: id, quantity: 1 }], clientId: "c" });
  await makeDue(ctx);
  await sweepHolds(partsOf(db));
  expect(await historyOf(ctx)).toEqual([
    ["held", "guest", "attendee", null],
    ["expired", "system", "system", null],
  ]);
});

const warnings = (outcome: Outcome) => outcome.ok && outcome.warnings;

test("a key gets the same warnings again, of every command", async () => {
  const ctx = at(await makeOrganization(db), "desk");
  const rules = { ...CLOSED.rules, scope: "event", maxPerPerson: 1, maxPerBooking: 1 };
  const id = await makeResource(ctx, { rules });
  const claims = [{ resourceId: id, quantity: 2 }];
  const twice = async (run: (extras: { idempotency: Idempotency }) => Promise<Outcome>) => {
    const asked = { principal: "p", key: randomUUID(), operation: "any", body: {} };
    const extras = { idempotency: idempotencyOf(testSigner, asked) };
    const [first, again] = [await run(extras), await run(extras)];
    expect(again).toMatchObject({ ok: true, replayed: true });
    return { bookingId: bookingOf(first).id, both: [warnings(first), warnings(again)] };
  };
  const both = ["BOOKING_CLOSED", "TOO_MANY_PER_BOOKING"];
  const booked = await twice((extras) => engine.book(ctx, { claims, clientId: "c", ...extras }));
  expect(booked.both).toEqual([both, both]);
  const { bookingId, ...held } = await twice((extras) =>
    engine.hold(ctx, { claims, clientId: "c", ...extras }),
  );
  expect(held.both).toEqual([both, both]);
  const confirmed = await twice((extras) => engine.confirm(ctx, { bookingId, person: "aa", ...extras }));
  expect(confirmed.both).toEqual([["TOO_MANY_PER_PERSON"], ["TOO_MANY_PER_PERSON"]]);
  const cancelled = await twice((extras) => engine.cancel(ctx, { bookingId, ...extras }));
  expect(cancelled.both).toEqual([["BOOKING_CLOSED"], ["BOOKING_CLOSED"]]);
});

test("a new attempt of a request that was committed gets the warnings from the history", async () => {
  const ctx = at(await makeOrganization(db), "desk");
  const id = await makeResource(ctx, CLOSED);
  const proxy = await startProxy(database.url);
  const behind = openDatabase({ url: proxy.url, max: 2 });
  try {
    await behind.ping();
    proxy.trap({ word: "commit", cut: "after" });
    const before = proxy.connections();
    const booking = bookSome({ ...ctx, db: behind.db }, id);
    await waitUntil("the cut", () => proxy.connections() > before);
    proxy.trap({ word: "never sent", cut: "before" });
    expect(await booking).toMatchObject({ ok: true, replayed: true, warnings: ["BOOKING_CLOSED"] });
  } finally {
    await behind.close();
    await proxy.close();
  }
});

test("what the desk books counts in the limit of its person, and stops the person", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { rules: { scope: "event", maxPerPerson: 2 } });
  const person = "aa01";
  expect(await bookSome(at(ctx, "desk"), id, 3, { person })).toMatchObject({
    ok: true,
    warnings: ["TOO_MANY_PER_PERSON"],
  });
  expect(await bookSome(ctx, id, 1, { person })).toMatchObject({ ok: false, refusal: "TOO_MANY_PER_PERSON" });
  const [row] = await db.execute(sql`
    select taken::int from person_limits where organization_id = ${ctx.organizationId}`);
  expect(row).toEqual({ taken: 3 });
  await expectInvariants(database, ctx);
});

test("a row of the previous version, without both columns, is accepted, and a wrong word is not", async () => {
  const ctx = await makeOrganization(db);
  const { id: bookingId } = bookingOf(await bookSome(ctx, await makeResource(ctx)));
  const insert = (position: number, values: string, columns = "") =>
    db.execute(
      sql.raw(`insert into history (organization_id, id, booking_id, position, kind, request_id, at, actor${columns})
        values ('${ctx.organizationId}', gen_random_uuid(), '${bookingId}', ${position}, 'changed',
          gen_random_uuid(), now(), ${values})`),
    );
  await insert(2, "'guest'");
  await insert(3, "'link', 'desk', null", ", acts_as, warnings");
  await expect(insert(4, "'guest', 'owner', null", ", acts_as, warnings")).rejects.toThrow();
  await expect(insert(4, "'guest', 'desk', '{}'", ", acts_as, warnings")).rejects.toThrow();
  await expect(insert(4, "'nobody', 'desk', null", ", acts_as, warnings")).rejects.toThrow();
});
