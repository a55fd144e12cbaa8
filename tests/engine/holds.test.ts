import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import {
  closeResource,
  confirm,
  expire,
  extend,
  type HoldInput,
  hold,
} from "#app/booking/commands.server.ts";
import { sweepHolds } from "#app/booking/sweep.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { bookSome, makeOrganization, makeResource, partsOf } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { readLedger } from "#tests/support/ledger-check.ts";
import { bookingOf, countsOf, expectInvariants, fatesOf, makeDue } from "./outcomes.ts";

const database = await testDatabase();
const { db } = database;

function holdSome(ctx: Ctx, ids: string | string[], quantity = 1, input: Partial<HoldInput> = {}) {
  const claims = [ids].flat().map((resourceId) => ({ resourceId, quantity }));
  return hold(ctx, { claims, clientId: "client", ...input });
}

const kindsOf = async (ctx: Ctx, id: string) => (await readLedger(db, { ...ctx, id })).map((row) => row.kind);

describe("a hold", () => {
  it("counts as taken at once, and its deadline is so many seconds after it by the database's clock", async () => {
    const ctx = { ...(await makeOrganization(db)), now: new Date(0) };
    const id = await makeResource(ctx, { capacity: 3 });
    const outcome = await holdSome(ctx, id, 2, { seconds: 90 });
    expect(outcome).toMatchObject({ ok: true, remaining: 1, booking: { fate: "pending" } });
    expect(bookingOf(outcome).expiresAt).toBe(outcome.at + 90_000);
    expect(Math.abs(outcome.at - Date.now())).toBeLessThan(60_000);
    expect(await countsOf(ctx, id)).toEqual({ booked: 0, held: 2, setAside: 0 });
    expect(await bookSome(ctx, id, 2)).toMatchObject({ ok: false, refusal: "RESOURCE_FULL", remaining: 1 });
    await expectInvariants(database, ctx);
  });

  it("lasts as long as the strictest of its resources says, and ten minutes where none does", async () => {
    const ctx = await makeOrganization(db);
    const strict = await makeResource(ctx, { rules: { holdSeconds: 60 } });
    const lax = await makeResource(ctx, { rules: { holdSeconds: 300 } });
    const lengths = [];
    for (const ids of [[lax, strict], [lax], [await makeResource(ctx)]]) {
      const outcome = await holdSome(ctx, ids);
      lengths.push((bookingOf(outcome).expiresAt ?? 0) - outcome.at);
    }
    expect(lengths).toEqual([60_000, 300_000, 600_000]);
    await expectInvariants(database, ctx);
  });

  it("is refused where the doors are closed, as a booking is", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    await closeResource(ctx, id);
    expect(await holdSome(ctx, id)).toMatchObject({ ok: false, refusal: "RESOURCE_CLOSED" });
  });

  it("expires by the database's clock, not before, and once", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    const { id: bookingId } = bookingOf(await holdSome(ctx, id, 4));
    const late = { ...ctx, now: new Date("2099-01-01") };
    expect(await expire(late, bookingId)).toMatchObject({ ok: false, refusal: "INVALID_STATE" });
    await makeDue(ctx);
    const early = { ...ctx, now: new Date(0) };
    expect(await expire(early, bookingId)).toMatchObject({
      ok: true,
      booking: { fate: "expired" },
      remaining: 10,
    });
    expect(await expire(early, bookingId)).toMatchObject({ ok: false, refusal: "INVALID_STATE" });
    expect(await kindsOf(ctx, id)).toEqual(["created", "taken", "freed"]);
    await expectInvariants(database, ctx);
  });

  it("is freed by a sweep once its deadline has passed, on each of its resources, and a living one is not", async () => {
    const ctx = await makeOrganization(db);
    const [id, second] = [await makeResource(ctx), await makeResource(ctx)];
    const overdue = bookingOf(await holdSome(ctx, [id, second], 3));
    const living = bookingOf(await holdSome(ctx, id, 1));
    await sweepHolds(partsOf(db));
    expect(await fatesOf(ctx)).toEqual({ pending: 2 });
    await makeDue(ctx, overdue.id);
    await sweepHolds(partsOf(db));
    expect(await fatesOf(ctx)).toEqual({ expired: 1, pending: 1 });
    expect(await kindsOf(ctx, id)).toEqual(["created", "taken", "taken", "freed"]);
    expect(await kindsOf(ctx, second)).toEqual(["created", "taken", "freed"]);
    expect(await confirm(ctx, { bookingId: living.id })).toMatchObject({ ok: true });
    await expectInvariants(database, ctx);
  });

  it("is released without any sweep when somebody else wants its seats", async () => {
    const ctx = await makeOrganization(db);
    const [id, second] = [await makeResource(ctx, { capacity: 2 }), await makeResource(ctx, { capacity: 2 })];
    const held = bookingOf(await holdSome(ctx, id, 2));
    // Refused twice, so that the engine knows it as full and would refuse without a lock.
    for (let time = 0; time < 2; time++) expect((await bookSome(ctx, id)).ok).toBe(false);
    await makeDue(ctx);
    expect(await bookSome(ctx, [id, second], 2)).toMatchObject({ ok: true, remaining: 0 });
    expect(await kindsOf(ctx, id)).toEqual(["created", "taken", "freed", "taken"]);
    expect(await fatesOf(ctx)).toEqual({ expired: 1, confirmed: 1 });
    expect(await confirm(ctx, { bookingId: held.id })).toMatchObject({ ok: false, refusal: "HOLD_EXPIRED" });
    await expectInvariants(database, ctx);
  });
});

describe("confirming a hold", () => {
  it("in time keeps its reservations and takes nothing anew", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 3 });
    const before = bookingOf(await holdSome(ctx, id, 3));
    const after = bookingOf(await confirm(ctx, { bookingId: before.id }));
    expect(after).toMatchObject({ fate: "confirmed", reference: before.reference });
    expect(after.reservations).toMatchObject([
      { id: before.reservations[0]?.id, status: "CONFIRMED", sequence: 3 },
    ]);
    expect(await kindsOf(ctx, id)).toEqual(["created", "taken", "confirmed"]);
    expect(await countsOf(ctx, id)).toEqual({ booked: 3, held: 0, setAside: 0 });
    expect(await confirm(ctx, { bookingId: before.id })).toMatchObject({
      ok: false,
      refusal: "INVALID_STATE",
    });
    await expectInvariants(database, ctx);
  });

  it("in time goes through although the doors have closed since", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    const { id: bookingId } = bookingOf(await holdSome(ctx, id));
    await closeResource(ctx, id);
    expect(await confirm(ctx, { bookingId })).toMatchObject({ ok: true, booking: { fate: "confirmed" } });
  });

  it("late takes its places anew where nobody has them: new reservations, the old ones expired", async () => {
    const ctx = await makeOrganization(db);
    const ids = [await makeResource(ctx, { capacity: 3 }), await makeResource(ctx)];
    const before = bookingOf(await holdSome(ctx, ids, 3));
    await makeDue(ctx);
    const outcome = await confirm(ctx, { bookingId: before.id });
    expect(outcome).toMatchObject({ ok: true, remaining: 0, booking: { fate: "confirmed" } });
    const old = before.reservations.map((each) => each.id);
    const { reservations } = bookingOf(outcome);
    expect(reservations.map((each) => [each.status, old.includes(each.id)])).toEqual([
      ...[
        ["EXPIRED", true],
        ["EXPIRED", true],
        ["CONFIRMED", false],
        ["CONFIRMED", false],
      ],
    ]);
    for (const id of ids) expect(await kindsOf(ctx, id)).toEqual(["created", "taken", "freed", "taken"]);
    await expectInvariants(database, ctx);
  });

  it("late is refused where somebody else has its places, and where the doors are closed", async () => {
    const ctx = await makeOrganization(db);
    const [id, closed] = [await makeResource(ctx, { capacity: 1 }), await makeResource(ctx)];
    const [one, two] = [bookingOf(await holdSome(ctx, id)), bookingOf(await holdSome(ctx, closed))];
    await makeDue(ctx);
    await bookSome(ctx, id);
    expect(await confirm(ctx, { bookingId: one.id })).toMatchObject({ ok: false, refusal: "HOLD_EXPIRED" });
    await closeResource(ctx, closed);
    expect(await confirm(ctx, { bookingId: two.id })).toMatchObject({ ok: false, refusal: "HOLD_EXPIRED" });
    await sweepHolds(partsOf(db));
    expect(await fatesOf(ctx)).toEqual({ expired: 2, confirmed: 1 });
    await expectInvariants(database, ctx);
  });
});

describe("extending a hold", () => {
  it("gives it five minutes more, once", async () => {
    const ctx = await makeOrganization(db);
    const before = bookingOf(await holdSome(ctx, await makeResource(ctx)));
    const { id: bookingId } = before;
    const after = bookingOf(await extend(ctx, { bookingId }));
    expect((after.expiresAt ?? 0) - (before.expiresAt ?? 0)).toBe(300_000);
    expect(await extend(ctx, { bookingId })).toMatchObject({ ok: false, refusal: "INVALID_STATE" });
    const [row] = await db.execute(sql`
      select extract(epoch from expires_at)::float8 * 1000 as at from bookings where id = ${bookingId}`);
    expect(row?.at).toBe(after.expiresAt);
    expect((await confirm(ctx, { bookingId })).ok).toBe(true);
    await expectInvariants(database, ctx);
  });

  it("is refused once its deadline has passed, and when it is a hold no more", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    const [late, done] = [bookingOf(await holdSome(ctx, id)), bookingOf(await holdSome(ctx, id))];
    await confirm(ctx, { bookingId: done.id });
    await makeDue(ctx);
    expect(await extend(ctx, { bookingId: late.id })).toMatchObject({ ok: false, refusal: "HOLD_EXPIRED" });
    expect(await extend(ctx, { bookingId: done.id })).toMatchObject({ ok: false, refusal: "INVALID_STATE" });
  });
});
