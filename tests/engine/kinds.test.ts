import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { getAvailability, readFresh } from "#app/availability/cache.server.ts";
import {
  book,
  cancel,
  change,
  confirm,
  expire,
  extend,
  type HoldUntilInput,
  hold,
  holdUntil,
  setDeadline,
} from "#app/booking/commands.server.ts";
import { findBooking, listReservations } from "#app/booking/find-reservations.server.ts";
import { idempotencyOf } from "#app/booking/idempotency.ts";
import { sweepHolds } from "#app/booking/sweep.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { makeOrganization, makeResource, partsOf, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { bookingOf, countsOf, expectInvariants, makeDue } from "./outcomes.ts";

const database = await testDatabase();
const { db } = database;

const DAY_MS = 86_400_000;
const KEPT = ["block", "tentative"] as const;

const atDesk = (ctx: Ctx): Ctx => ({ ...ctx, actsAs: "desk" });

function keep(
  ctx: Ctx,
  id: string,
  kind: HoldUntilInput["kind"],
  input: Partial<Pick<HoldUntilInput, "until" | "attachment" | "idempotency" | "person">> & {
    quantity?: number;
  } = {},
) {
  const { quantity = 1, ...rest } = input;
  const claims = [{ resourceId: id, quantity }];
  return holdUntil(atDesk(ctx), { claims, clientId: "desk", until: Date.now() + DAY_MS, kind, ...rest });
}

async function blockedOf(ctx: Ctx, id: string): Promise<number> {
  const [row] = await db.execute<{ blocked: number }>(sql`
    select blocked::int from resources where organization_id = ${ctx.organizationId} and id = ${id}`);
  return row?.blocked ?? -1;
}

async function daysOf(ctx: Ctx, id: string) {
  const [row] = await db.execute(sql`
    select coalesce(sum(taken), 0)::int as taken, coalesce(sum(freed), 0)::int as freed,
      coalesce(sum(rejected), 0)::int as rejected
    from resource_days where organization_id = ${ctx.organizationId} and resource_id = ${id}`);
  return row;
}

async function kindOf(ctx: Ctx, bookingId: string) {
  return (await findBooking(ctx, bookingId))?.kind;
}

describe.each(KEPT)("a %s", (kind) => {
  it("keeps seats out of sale until an instant, and looks booked", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 5 });
    const until = Date.now() + 100 * DAY_MS;
    const outcome = await keep(ctx, id, kind, { quantity: 3, until });
    expect(bookingOf(outcome)).toMatchObject({ fate: "pending", kind, expiresAt: until, holder: null });
    await hold(ctx, { claims: [{ resourceId: id, quantity: 1 }], clientId: "guest" });
    expect(await countsOf(ctx, id)).toEqual({ booked: 0, held: 4, setAside: 0 });
    expect(await blockedOf(ctx, id)).toBe(3);
    const shown = { booked: 3, held: 1, remaining: 1 };
    expect((await getAvailability(ctx, [id])).get(id), "as the commit wrote it").toMatchObject(shown);
    expect(await readFresh(ctx, id), "as the database has it").toMatchObject(shown);
    expect(await book(ctx, { claims: [{ resourceId: id, quantity: 2 }], clientId: "guest" })).toMatchObject({
      refusal: "RESOURCE_FULL",
    });
    await expectInvariants(database, ctx);
  });

  it("is refused a deadline that has passed or is more than a year ahead, by the database's clock", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    for (const until of [Date.now() - 1_000, Date.now() + 367 * DAY_MS]) {
      expect(await keep(ctx, id, kind, { until })).toMatchObject({ refusal: "INVALID_STATE" });
    }
    expect(await keep(ctx, id, kind, { until: Date.now() + 365 * DAY_MS })).toMatchObject({ ok: true });
    await expectInvariants(database, ctx);
  });

  it("is given another deadline as often as the desk likes, earlier or later; a guest's extension is none", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    const { id: bookingId } = bookingOf(await keep(ctx, id, kind));
    expect(await extend(ctx, { bookingId })).toMatchObject({ refusal: "INVALID_STATE" });
    for (const days of [300, 2, 40]) {
      const until = Date.now() + days * DAY_MS;
      expect(bookingOf(await setDeadline(atDesk(ctx), { bookingId, until })).expiresAt).toBe(until);
    }
    for (const until of [Date.now() - 1_000, Date.now() + 367 * DAY_MS]) {
      expect(await setDeadline(atDesk(ctx), { bookingId, until })).toMatchObject({
        refusal: "INVALID_STATE",
      });
    }
    await makeDue(ctx);
    const until = Date.now() + DAY_MS;
    expect(await setDeadline(atDesk(ctx), { bookingId, until })).toMatchObject({ refusal: "HOLD_EXPIRED" });
    await expire(ctx, bookingId);
    await expectInvariants(database, ctx);
  });

  it("ends at its deadline, and what it kept is free", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 4 });
    bookingOf(await keep(ctx, id, kind, { quantity: 4 }));
    await makeDue(ctx);
    await sweepHolds(partsOf(db));
    expect(await countsOf(ctx, id)).toEqual({ booked: 0, held: 0, setAside: 0 });
    expect(await blockedOf(ctx, id)).toBe(0);
    await expectInvariants(database, ctx);
  });

  it("is changed and released in part, and what is blocked follows", async () => {
    const ctx = await makeOrganization(db);
    const [id, other] = [await makeResource(ctx, { capacity: 9 }), await makeResource(ctx, { capacity: 9 })];
    const kept = bookingOf(await keep(ctx, id, kind, { quantity: 6 }));
    const part = { reservations: [{ reservationId: kept.reservations[0]?.id ?? "", quantity: 2 }] };
    bookingOf(await cancel(ctx, { bookingId: kept.id, part }));
    expect(await blockedOf(ctx, id)).toBe(4);
    const claims = [
      { resourceId: id, quantity: 1 },
      { resourceId: other, quantity: 5 },
    ];
    bookingOf(await change(ctx, { bookingId: kept.id, claims }));
    expect([await blockedOf(ctx, id), await blockedOf(ctx, other)]).toEqual([1, 5]);
    bookingOf(await cancel(ctx, { bookingId: kept.id }));
    expect([await blockedOf(ctx, id), await blockedOf(ctx, other)]).toEqual([0, 0]);
    await expectInvariants(database, ctx);
  });

  it("is counted nowhere as a guest's, not even where it is refused", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 2 });
    const kept = bookingOf(await keep(ctx, id, kind, { quantity: 2 }));
    expect(await keep(ctx, id, kind)).toMatchObject({ refusal: "RESOURCE_FULL" });
    await cancel(ctx, { bookingId: kept.id });
    expect(await daysOf(ctx, id)).toEqual({ taken: 0, freed: 0, rejected: 0 });
    const page = { limit: 10, offset: 0, countTo: 10 };
    expect(await listReservations(ctx, {}, page)).toMatchObject({ rows: [], counted: 0 });
    expect((await listReservations(ctx, { kind }, page)).rows).toMatchObject([{ bookingId: kept.id }]);
    await expectInvariants(database, ctx);
  });
});

describe("a block", () => {
  it("is never confirmed, neither before its deadline nor after", async () => {
    const ctx = await makeOrganization(db);
    const { id: bookingId } = bookingOf(await keep(ctx, await makeResource(ctx), "block"));
    expect(await confirm(ctx, { bookingId })).toMatchObject({ refusal: "INVALID_STATE" });
    await makeDue(ctx);
    expect(await confirm(ctx, { bookingId })).toMatchObject({ refusal: "INVALID_STATE" });
    await expire(ctx, bookingId);
    await expectInvariants(database, ctx);
  });
});

describe("a tentative booking that is confirmed", () => {
  it.each([
    ["in time", 0],
    ["late, where its seats are still free", 1],
  ])("%s is a guest's from then on, and is counted from then on", async (_, late) => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 4 });
    const { id: bookingId } = bookingOf(await keep(ctx, id, "tentative", { quantity: 3 }));
    if (late) await makeDue(ctx, bookingId);
    expect(bookingOf(await confirm(ctx, { bookingId }))).toMatchObject({ fate: "confirmed", kind: "guest" });
    expect(await kindOf(ctx, bookingId)).toBe("guest");
    expect(await countsOf(ctx, id)).toEqual({ booked: 3, held: 0, setAside: 0 });
    expect(await blockedOf(ctx, id)).toBe(0);
    expect(await daysOf(ctx, id)).toEqual({ taken: 1, freed: 0, rejected: 0 });
    await cancel(ctx, { bookingId });
    expect(await daysOf(ctx, id)).toEqual({ taken: 1, freed: 1, rejected: 0 });
    await expectInvariants(database, ctx);
  });

  it("is still tentative in the answer of before, under the key that made it", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    const of = { principal: "desk", key: "k", operation: "hold", body: {} };
    const input = { idempotency: idempotencyOf(testSigner, of) };
    const first = await keep(ctx, id, "tentative", input);
    await confirm(ctx, { bookingId: bookingOf(first).id });
    const again = await keep(ctx, id, "tentative", input);
    expect(again).toMatchObject({ replayed: true, booking: { fate: "pending", kind: "tentative" } });
    expect(bookingOf(again).expiresAt).toBe(bookingOf(first).expiresAt);
  });
});

it("walk-ins are counted and listed as guests are, tests are not", async () => {
  const ctx = await makeOrganization(db);
  const [id, rehearsed] = [await makeResource(ctx), await makeResource(ctx)];
  const claims = [{ resourceId: id, quantity: 1 }];
  const walkIn = bookingOf(await book(ctx, { claims, clientId: "desk", kind: "walk_in" }));
  const tested = { claims: [{ resourceId: rehearsed, quantity: 1 }], clientId: "member" };
  bookingOf(await book(ctx, { ...tested, kind: "test" }));
  bookingOf(await hold(ctx, { ...tested, kind: "test" }));
  expect(walkIn).toMatchObject({ fate: "confirmed", kind: "walk_in" });
  expect(await daysOf(ctx, id)).toMatchObject({ taken: 1 });
  expect(await daysOf(ctx, rehearsed)).toMatchObject({ taken: 0 });
  expect(await blockedOf(ctx, rehearsed)).toBe(0);
  const { rows } = await listReservations(ctx, {}, { limit: 10, offset: 0, countTo: 10 });
  expect(rows.map((each) => each.bookingId)).toEqual([walkIn.id]);
  await expectInvariants(database, ctx);
});

it("a desk's deadline of a guest's hold may come as often as needed, the guest's own extension once", async () => {
  const ctx = await makeOrganization(db);
  const claims = [{ resourceId: await makeResource(ctx), quantity: 1 }];
  const { id: bookingId } = bookingOf(await hold(ctx, { claims, clientId: "guest" }));
  bookingOf(await extend(ctx, { bookingId }));
  expect(await extend(ctx, { bookingId })).toMatchObject({ refusal: "INVALID_STATE" });
  for (const days of [1, 2])
    bookingOf(await setDeadline(atDesk(ctx), { bookingId, until: Date.now() + days * DAY_MS }));
  await expectInvariants(database, ctx);
});

it("a write of the previous version that frees a block leaves too much blocked, and nothing fails over it", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 5 });
  const { id: bookingId } = bookingOf(await keep(ctx, id, "block", { quantity: 2 }));
  await db.execute(
    sql`update resources set blocked = 0 where organization_id = ${ctx.organizationId} and id = ${id}`,
  );
  bookingOf(await cancel(ctx, { bookingId }));
  expect(await blockedOf(ctx, id)).toBe(0);
  await db.execute(
    sql`update resources set blocked = 4 where organization_id = ${ctx.organizationId} and id = ${id}`,
  );
  await hold(ctx, { claims: [{ resourceId: id, quantity: 1 }], clientId: "guest" });
  expect(await readFresh(ctx, id)).toMatchObject({ booked: 1, held: 0, remaining: 4 });
});
