import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { cancel, changeHold, confirm, extend, type HoldInput, hold } from "#app/booking/commands.server.ts";
import type { Outcome } from "#app/booking/request.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { hashToken, toHex } from "#app/platform/secrets.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { bookingOf, countsOf, expectInvariants, fatesOf, makeDue, tally, times } from "./outcomes.ts";

const database = await testDatabase();
const { db } = database;
const hashOf = async (name: string) => toHex(hashToken(name));
const [ana, ben] = [await hashOf("ana"), await hashOf("ben")];
const [home, office] = [await hashOf("home"), await hashOf("office")];

function holdSome(ctx: Ctx, resourceId: string, quantity: number, input: Partial<HoldInput>) {
  return hold(ctx, { claims: [{ resourceId, quantity }], clientId: "client", ...input });
}

describe("a holder's second hold", () => {
  it("in the same scope replaces the first, also where it needs the first one's seats", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 3, rules: { scope: "event" } });
    const first = bookingOf(await holdSome(ctx, id, 2, { holder: ana }));
    const outcome = await holdSome(ctx, id, 3, { holder: ana });
    expect(outcome).toMatchObject({ ok: true, remaining: 0, booking: { fate: "pending" } });
    expect(await fatesOf(ctx)).toEqual({ cancelled: 1, pending: 1 });
    expect(await countsOf(ctx, id)).toMatchObject({ held: 3 });
    expect(await confirm(ctx, { bookingId: first.id })).toMatchObject({
      ok: false,
      refusal: "INVALID_STATE",
    });
    await expectInvariants(database, ctx);
  });

  it("on another resource of the scope replaces it too", async () => {
    const ctx = await makeOrganization(db);
    const rules = { scope: "event" };
    const [one, two] = [await makeResource(ctx, { rules }), await makeResource(ctx, { rules })];
    await holdSome(ctx, one, 2, { holder: ana });
    await holdSome(ctx, two, 3, { holder: ana });
    expect(await countsOf(ctx, one)).toMatchObject({ held: 0 });
    expect(await countsOf(ctx, two)).toMatchObject({ held: 3 });
    await expectInvariants(database, ctx);
  });

  it("that is refused leaves the first as it was", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 3, rules: { scope: "event" } });
    const first = bookingOf(await holdSome(ctx, id, 2, { holder: ana }));
    expect(await holdSome(ctx, id, 4, { holder: ana })).toMatchObject({ refusal: "RESOURCE_FULL" });
    expect(await confirm(ctx, { bookingId: first.id })).toMatchObject({ ok: true });
    await expectInvariants(database, ctx);
  });

  it("in another scope, or somebody else's, stands beside it", async () => {
    const ctx = await makeOrganization(db);
    const one = await makeResource(ctx, { rules: { scope: "one" } });
    const two = await makeResource(ctx, { rules: { scope: "two" } });
    await holdSome(ctx, one, 1, { holder: ana });
    await holdSome(ctx, two, 1, { holder: ana });
    await holdSome(ctx, one, 1, { holder: ben });
    await holdSome(ctx, one, 1, {});
    expect(await fatesOf(ctx)).toEqual({ pending: 4 });
    await expectInvariants(database, ctx);
  });

  it("at the same time as the first leaves one of them", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 50, rules: { scope: "event" } });
    const outcomes = await times(20, () => holdSome(ctx, id, 1, { holder: ana }));
    expect(tally(outcomes)).toEqual({ ok: 4, RENEWAL_LIMIT: 16 });
    expect(await fatesOf(ctx)).toEqual({ pending: 1, cancelled: 3 });
    expect(await countsOf(ctx, id)).toMatchObject({ held: 1 });
    await expectInvariants(database, ctx);
  });
});

describe("a holder", () => {
  async function oneOf(scope: string | null, capacity = 20) {
    const ctx = await makeOrganization(db);
    return { ctx, id: await makeResource(ctx, { capacity, rules: { scope } }) };
  }

  it("renews its holds of a scope three times: the fourth time is refused, the hold stands, and others hold", async () => {
    const { ctx, id } = await oneOf("event");
    for (let renewal = 0; renewal <= 3; renewal++) {
      expect(await holdSome(ctx, id, 2, { holder: ana })).toMatchObject({ ok: true });
    }
    const refused = { ok: false, refusal: "RENEWAL_LIMIT" };
    expect(await holdSome(ctx, id, 2, { holder: ana })).toMatchObject(refused);
    expect(await countsOf(ctx, id)).toMatchObject({ held: 2 });
    expect(await holdSome(ctx, id, 2, { holder: ben })).toMatchObject({ ok: true });
    expect(await holdSome(ctx, id, 2, {})).toMatchObject({ ok: true });
    const other = await makeResource(ctx, { rules: { scope: "other event" } });
    expect(await holdSome(ctx, other, 2, { holder: ana })).toMatchObject({ ok: true });
    await expectInvariants(database, ctx);
  });

  it("renews by extending a hold, and by holding again after the deadline, as by replacing it", async () => {
    const { ctx, id } = await oneOf("event");
    const refused = { ok: false, refusal: "RENEWAL_LIMIT" };
    const first = bookingOf(await holdSome(ctx, id, 1, { holder: ana }));
    expect(await extend(ctx, { bookingId: first.id })).toMatchObject({ ok: true });
    await makeDue(ctx);
    const second = bookingOf(await holdSome(ctx, id, 1, { holder: ana }));
    await makeDue(ctx, second.id);
    const third = bookingOf(await holdSome(ctx, id, 1, { holder: ana }));
    expect(await extend(ctx, { bookingId: third.id })).toMatchObject(refused);
    expect(await holdSome(ctx, id, 1, { holder: ana })).toMatchObject(refused);
    await makeDue(ctx, third.id);
    expect(await holdSome(ctx, id, 1, { holder: ana })).toMatchObject(refused);
    await expectInvariants(database, ctx);
  });

  it("may renew again after an hour, and what it has booked does not count", async () => {
    const { ctx, id } = await oneOf("event");
    for (let booked = 0; booked < 6; booked++) {
      const { id: bookingId } = bookingOf(await holdSome(ctx, id, 1, { holder: ana }));
      expect(await confirm(ctx, { bookingId })).toMatchObject({ ok: true });
    }
    for (let renewal = 0; renewal <= 3; renewal++) await holdSome(ctx, id, 1, { holder: ana });
    expect(await holdSome(ctx, id, 1, { holder: ana })).toMatchObject({ refusal: "RENEWAL_LIMIT" });
    await database.owner.db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`update bookings set created_at = created_at - interval '1 hour'
        where organization_id = ${ctx.organizationId}`);
    });
    expect(await holdSome(ctx, id, 1, { holder: ana })).toMatchObject({ ok: true });
    await expectInvariants(database, ctx);
  });

  it("is refused also while nothing is left", async () => {
    const { ctx, id } = await oneOf("event", 4);
    for (let renewal = 0; renewal <= 3; renewal++) await holdSome(ctx, id, 4, { holder: ana });
    expect(await holdSome(ctx, id, 4, { holder: ana })).toMatchObject({ refusal: "RENEWAL_LIMIT" });
    expect(await countsOf(ctx, id)).toMatchObject({ held: 4 });
  });
});

describe("one network", () => {
  it("holds at most three bookings of what has a fifth or less left", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 20 });
    await bookSome(ctx, id, 16);
    const outcomes = await times(5, () => holdSome(ctx, id, 1, { network: home }));
    expect(tally(outcomes)).toEqual({ ok: 3, HOLD_LIMIT: 2 });
    expect(await holdSome(ctx, id, 1, { network: office })).toMatchObject({ ok: true, remaining: 0 });
    await expectInvariants(database, ctx);
  });

  it("holds as many as it likes while there is plenty", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 20 });
    await bookSome(ctx, id, 10);
    expect(tally(await times(6, () => holdSome(ctx, id, 1, { network: home })))).toEqual({ ok: 6 });
    expect(await holdSome(ctx, id, 1, { network: home })).toMatchObject({ refusal: "HOLD_LIMIT" });
    await expectInvariants(database, ctx);
  });

  it("holds at most three tenths of a resource beyond its first three holds, however much is left", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 100 });
    const outcomes = await times(20, () => holdSome(ctx, id, 4, { network: home }));
    expect(tally(outcomes)).toEqual({ ok: 7, HOLD_LIMIT: 13 });
    expect(await countsOf(ctx, id)).toMatchObject({ held: 28 });
    expect(await holdSome(ctx, id, 2, { network: home })).toMatchObject({ ok: true });
    expect(await holdSome(ctx, id, 4, { network: office })).toMatchObject({ ok: true });
    await expectInvariants(database, ctx);
  });

  it("has three holds of any size, so that a party of ten books a small room", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 30 });
    expect(tally(await times(4, () => holdSome(ctx, id, 7, { network: home })))).toEqual({
      ok: 3,
      HOLD_LIMIT: 1,
    });
  });

  it("cannot grow its holds past its share either, and may shrink them", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 40 });
    const holds = await times(12, () => holdSome(ctx, id, 1, { network: home }));
    // One after the other: a batch would see the others since they are asked for in it.
    for (const hold of holds.slice(0, 2)) {
      const grown = await changeHold(ctx, {
        bookingId: bookingOf(hold).id,
        claims: [{ resourceId: id, quantity: 3 }],
      });
      expect(grown).toMatchObject({ ok: false, refusal: "HOLD_LIMIT" });
    }
    const bookingId = bookingOf(holds[0] as Outcome).id;
    await cancel(ctx, { bookingId: bookingOf(holds[1] as Outcome).id });
    expect(await changeHold(ctx, { bookingId, claims: [{ resourceId: id, quantity: 2 }] })).toMatchObject({
      ok: true,
    });
    expect(await changeHold(ctx, { bookingId, claims: [{ resourceId: id, quantity: 1 }] })).toMatchObject({
      ok: true,
    });
    await expectInvariants(database, ctx);
  });

  it("with many addresses has four times as many holds in all", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 100 });
    const networks = await times(20, (index) => hashOf(`network ${index}`));
    const outcomes = await times(20, (index) =>
      holdSome(ctx, id, 4, { network: networks[index] as string, wideNetwork: office }),
    );
    expect(tally(outcomes)).toEqual({ ok: 12, HOLD_LIMIT: 8 });
    await expectInvariants(database, ctx);
  });

  it("may hold again when one of its holds is confirmed, and when they are over", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 20 });
    await bookSome(ctx, id, 16);
    const [first] = await times(3, () => holdSome(ctx, id, 1, { network: home }));
    expect(await holdSome(ctx, id, 1, { network: home })).toMatchObject({ refusal: "HOLD_LIMIT" });
    if (first) await confirm(ctx, { bookingId: bookingOf(first).id });
    expect((await holdSome(ctx, id, 1, { network: home })).ok).toBe(true);
    await makeDue(ctx);
    expect(tally(await times(3, () => holdSome(ctx, id, 1, { network: home })))).toEqual({ ok: 3 });
    await expectInvariants(database, ctx);
  });

  it("is not stopped from replacing a hold of its own", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 20, rules: { scope: "event" } });
    await bookSome(ctx, id, 16);
    await holdSome(ctx, id, 1, { network: home, holder: ana });
    await times(2, () => holdSome(ctx, id, 1, { network: home }));
    expect(await holdSome(ctx, id, 2, { network: home, holder: ana })).toMatchObject({
      ok: true,
      remaining: 0,
    });
    await expectInvariants(database, ctx);
  });
});
