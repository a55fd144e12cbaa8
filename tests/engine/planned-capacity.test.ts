import { sql } from "drizzle-orm";
import { describe, expect, it, test } from "vitest";
import {
  cancel,
  change,
  expire,
  giveBack,
  hold,
  offer,
  saveResources,
  setCapacity,
  setWaiting,
} from "#app/booking/commands.server.ts";
import { findResource } from "#app/booking/find-resources.server.ts";
import { idempotencyOf } from "#app/booking/idempotency.ts";
import { decide } from "#app/booking/internal/deciding/decide.ts";
import type { Command } from "#app/booking/internal/deciding/decision.ts";
import { lineOfClaims } from "#app/booking/lines.ts";
import type { RefusalCode } from "#app/booking/refusals.ts";
import { NO_RULES, type Resource, type World } from "#app/booking/world.ts";
import type { ActsAs, Ctx } from "#app/platform/ctx.ts";
import { bookSome, makeOrganization, makeResource, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { readLedger } from "#tests/support/ledger-check.ts";
import { bookingOf, expectInvariants, makeDue } from "./outcomes.ts";

const database = await testDatabase();
const { db } = database;

const NOW = 1_000_000;

function worldOf(changes: Partial<Resource>, maintenance?: string): World {
  const resource: Resource = {
    id: "r",
    type: "pool",
    capacity: 10,
    booked: 0,
    held: 0,
    setAside: 0,
    state: "OPEN",
    waiting: false,
    rules: NO_RULES,
    version: 1,
    head: new Uint8Array(32),
    lowestMargin: 0,
    blocked: 0,
    over: 0,
    ...changes,
  };
  return { maintenance, resources: new Map([["r", resource]]), bookings: new Map(), limits: new Map() };
}

function bookOver(quantity: number, over = true): Command {
  const named = { bookingId: "b", reference: "22222222", clientId: "c", person: null };
  const claims = [{ resourceId: "r", quantity }];
  return { kind: "book", ...named, claims, lines: [lineOfClaims(claims)], over };
}

const plan = (capacity: number, shrink = false): Command => {
  return { kind: "setCapacity", resourceId: "r", capacity, shrink };
};

type Expected = RefusalCode | { capacity: number; over: number } | "no row";
type Row = [words: string, where: World, command: Command, actsAs: ActsAs, expected: Expected];

const ROWS: Row[] = [
  ["what fits needs no more capacity", worldOf({ booked: 7 }), bookOver(3), "desk", "no row"],
  ["what is missing is added", worldOf({ booked: 8 }), bookOver(3), "desk", { capacity: 11, over: 1 }],
  [
    "more is added above the plan",
    worldOf({ capacity: 12, booked: 12, over: 2 }),
    bookOver(1),
    "desk",
    { capacity: 13, over: 3 },
  ],
  [
    "what is set aside stays so",
    worldOf({ booked: 8, setAside: 2 }),
    bookOver(1),
    "desk",
    { capacity: 11, over: 1 },
  ],
  ["without it the desk is refused", worldOf({ booked: 10 }), bookOver(1, false), "desk", "RESOURCE_FULL"],
  ["a program is refused", worldOf({ booked: 10 }), bookOver(1), "program", "RESOURCE_FULL"],
  ["an attendee is refused", worldOf({ booked: 10 }), bookOver(1), "attendee", "RESOURCE_FULL"],
  ["a job is refused", worldOf({ booked: 10 }), bookOver(1), "system", "RESOURCE_FULL"],
  ["maintenance refuses it", worldOf({ booked: 10 }, "Soon"), bookOver(1), "desk", "MAINTENANCE_MODE"],
  [
    "a cancelled resource refuses it",
    worldOf({ booked: 10, state: "CANCELLED" }),
    bookOver(1),
    "desk",
    "RESOURCE_CANCELLED",
  ],
  ["a plan below what is taken is refused", worldOf({ booked: 8 }), plan(7), "desk", "CAPACITY_BELOW_BOOKED"],
  ["unless it may shrink", worldOf({ booked: 8 }), plan(7, true), "desk", { capacity: 8, over: 1 }],
  [
    "a plan of what is taken is no shrinking",
    worldOf({ booked: 8 }),
    plan(8),
    "desk",
    { capacity: 8, over: 0 },
  ],
  ["the same plan changes nothing", worldOf({ booked: 8 }), plan(10), "desk", "no row"],
  [
    "neither does it above the plan",
    worldOf({ capacity: 12, booked: 12, over: 2 }),
    plan(10),
    "desk",
    "no row",
  ],
  [
    "a higher plan that is still below what is taken is refused",
    worldOf({ capacity: 12, booked: 12, over: 2 }),
    plan(11),
    "desk",
    "CAPACITY_BELOW_BOOKED",
  ],
  [
    "a lower plan alone is a row",
    worldOf({ capacity: 12, booked: 12, over: 2 }),
    plan(9, true),
    "desk",
    { capacity: 12, over: 3 },
  ],
  [
    "a plan of the capacity in force ends the difference",
    worldOf({ capacity: 12, booked: 12, over: 2 }),
    plan(12),
    "desk",
    { capacity: 12, over: 0 },
  ],
];

test.each(ROWS)("%s", (_, where, command, actsAs, expected) => {
  const decision = decide(where, command, NOW, actsAs);
  if (!decision.accepted) return expect(decision.refusal).toBe(expected);
  const [row] = decision.moves.flatMap((move) => (move.kind === "capacity" ? [move] : []));
  expect(row ? { capacity: row.capacity, over: row.over } : "no row").toEqual(expected);
});

/** Four seats, all booked by twos, and two more on top. The desk is who acts. */
async function overbooked(): Promise<{ ctx: Ctx; id: string; first: string; extra: string }> {
  const ctx: Ctx = { ...(await makeOrganization(db)), actsAs: "desk" };
  const id = await makeResource(ctx, { capacity: 4 });
  const first = bookingOf(await bookSome(ctx, id, 2)).id;
  await bookSome(ctx, id, 2);
  const extra = bookingOf(await bookSome(ctx, id, 2, { over: true })).id;
  return { ctx, id, first, extra };
}

async function numbersOf(ctx: Ctx, id: string) {
  const found = await findResource(ctx, id);
  if (!found) throw new Error("the resource is gone");
  const { capacity, over, booked, held, setAside } = found;
  return { capacity, over, booked, held, setAside };
}

async function kindsOf(ctx: Ctx, id: string): Promise<unknown[]> {
  return (await readLedger(db, { ...ctx, id })).map((row) => row.kind);
}

describe("a resource above its plan", () => {
  it("has a row for what was missing before the row that takes it, and sells nothing more", async () => {
    const { ctx, id } = await overbooked();
    expect(await kindsOf(ctx, id)).toEqual(["created", "taken", "taken", "capacity", "taken"]);
    expect(await numbersOf(ctx, id)).toEqual({ capacity: 6, over: 2, booked: 6, held: 0, setAside: 0 });
    expect(await bookSome({ ...ctx, actsAs: "attendee" }, id)).toMatchObject({ refusal: "RESOURCE_FULL" });
    await expectInvariants(database, ctx);
  });

  it("comes down with a cancellation, whoever cancels, and answers what remained then", async () => {
    const { ctx, id, first } = await overbooked();
    expect(await cancel(ctx, { bookingId: first })).toMatchObject({ ok: true, sequence: 7, remaining: 0 });
    expect((await kindsOf(ctx, id)).slice(-2)).toEqual(["freed", "capacity"]);
    expect(await numbersOf(ctx, id)).toEqual({ capacity: 4, over: 0, booked: 4, held: 0, setAside: 0 });
    await expectInvariants(database, ctx);
  });

  it("comes down by what a part or a change frees on balance, with one row", async () => {
    const { ctx, id, first } = await overbooked();
    await change(ctx, { bookingId: first, claims: [{ resourceId: id, quantity: 1 }] });
    expect((await kindsOf(ctx, id)).slice(-3)).toEqual(["freed", "taken", "capacity"]);
    expect(await numbersOf(ctx, id)).toMatchObject({ capacity: 5, over: 1, booked: 5 });
    await expectInvariants(database, ctx);
  });

  it("gives the waitlist only what is left of it at the plan", async () => {
    const { ctx, id, first, extra } = await overbooked();
    await setWaiting(ctx, { resourceId: id, waiting: true });
    const some = [{ resourceId: id, quantity: 1 }];
    await change(ctx, { bookingId: extra, claims: some });
    await cancel(ctx, { bookingId: first });
    expect(await numbersOf(ctx, id)).toEqual({ capacity: 4, over: 0, booked: 3, held: 0, setAside: 1 });
    const offered = await offer(ctx, { claims: some, clientId: "waits", seconds: 600 });
    expect(offered).toMatchObject({ ok: true });
    await bookSome(ctx, id, 1, { over: true });
    await makeDue(ctx);
    await expire(ctx, bookingOf(offered).id);
    expect(await numbersOf(ctx, id)).toEqual({ capacity: 4, over: 0, booked: 4, held: 0, setAside: 0 });
    await expectInvariants(database, ctx);
  });

  it("comes down with what the waitlist gives back", async () => {
    const { ctx, id, first } = await overbooked();
    await setCapacity(ctx, { resourceId: id, capacity: 6 });
    await setWaiting(ctx, { resourceId: id, waiting: true });
    await cancel(ctx, { bookingId: first });
    await setCapacity(ctx, { resourceId: id, capacity: 5, shrink: true });
    expect(await numbersOf(ctx, id)).toEqual({ capacity: 6, over: 1, booked: 4, held: 0, setAside: 2 });
    expect(await giveBack(ctx, id)).toMatchObject({ ok: true, remaining: 1 });
    expect(await numbersOf(ctx, id)).toEqual({ capacity: 5, over: 0, booked: 4, held: 0, setAside: 0 });
    await expectInvariants(database, ctx);
  });

  it("keeps what a hold that replaces another takes again", async () => {
    const ctx: Ctx = { ...(await makeOrganization(db)), actsAs: "desk" };
    const id = await makeResource(ctx, { capacity: 4, rules: { scope: "event" } });
    const holdSome = (quantity: number) =>
      hold(ctx, { claims: [{ resourceId: id, quantity }], clientId: "c", holder: "ab" });
    await holdSome(3);
    await bookSome(ctx, id, 3, { over: true });
    expect(await holdSome(2)).toMatchObject({ ok: true, remaining: 0 });
    expect(await numbersOf(ctx, id)).toEqual({ capacity: 5, over: 1, booked: 3, held: 2, setAside: 0 });
    await expectInvariants(database, ctx);
  });

  it("shrinks several plans together, and writes nothing for those that stay", async () => {
    const { ctx, id, extra } = await overbooked();
    const other = await makeResource(ctx, { capacity: 3 });
    const saves = [
      { resourceId: id, capacity: 3, shrink: true },
      { resourceId: other, capacity: 3 },
    ];
    expect(await saveResources(ctx, saves)).toMatchObject({ ok: true });
    expect(await numbersOf(ctx, id)).toMatchObject({ capacity: 6, over: 3 });
    expect(await kindsOf(ctx, other)).toEqual(["created"]);
    expect(await saveResources(ctx, [{ resourceId: id, capacity: 3 }])).toMatchObject({ ok: true });
    expect(await kindsOf(ctx, id)).toHaveLength(6);
    await cancel(ctx, { bookingId: extra });
    expect(await numbersOf(ctx, id)).toMatchObject({ capacity: 4, over: 1 });
    await expectInvariants(database, ctx);
  });
});

test("nobody but the desk can ask for more than there is", async () => {
  const { ctx, id } = await overbooked();
  const asked = () => bookSome({ ...ctx, actsAs: "program" }, id, 1, { over: true });
  expect(asked).toThrow("only the desk books over capacity");
});

test("the answer under a key has the plan that it had", async () => {
  const { ctx, id } = await overbooked();
  const asked = { principal: "someone", key: "k", operation: "setCapacity", body: {} };
  const idempotency = idempotencyOf(testSigner, asked);
  const set = () => setCapacity(ctx, { resourceId: id, capacity: 3, shrink: true, idempotency });
  const before = await set();
  expect(before).toMatchObject({ ok: true, resource: { capacity: 6, over: 3 } });
  expect(await set()).toEqual({ ...before, replayed: true });
});

test("an answer that an earlier version has stored has no plan of its own: it is the capacity", async () => {
  const { ctx, id } = await overbooked();
  const asked = { principal: "someone", key: "earlier", operation: "setCapacity", body: {} };
  const idempotency = idempotencyOf(testSigner, asked);
  const set = () => setCapacity(ctx, { resourceId: id, capacity: 7, idempotency });
  await set();
  await db.execute(sql`
    update idempotency_keys set details = details #- '{resource,over}' where organization_id = ${ctx.organizationId}`);
  expect(await set()).toMatchObject({ ok: true, replayed: true, resource: { capacity: 7, over: 0 } });
});

test("what an instance of the previous version leaves above the plan comes down with the next command", async () => {
  const { ctx, id, extra } = await overbooked();
  await cancel(ctx, { bookingId: extra });
  // It sets a capacity and does not know that the resource has a plan.
  await setCapacity(ctx, { resourceId: id, capacity: 6 });
  await db.execute(sql`
    update resources set over = 2 where organization_id = ${ctx.organizationId} and id = ${id}`);
  expect(await setWaiting(ctx, { resourceId: id, waiting: true })).toMatchObject({ ok: true, remaining: 0 });
  expect(await numbersOf(ctx, id)).toEqual({ capacity: 4, over: 0, booked: 4, held: 0, setAside: 0 });
  await expectInvariants(database, ctx);
});
