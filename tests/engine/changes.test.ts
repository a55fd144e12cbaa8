import { describe, expect, it } from "vitest";
import { cancel, change, changeHold, closeResource, confirm, hold } from "#app/booking/commands.server.ts";
import type { Claim } from "#app/booking/world.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { readLedger } from "#tests/support/ledger-check.ts";
import { bookingOf, countsOf, expectInvariants, makeDue } from "./outcomes.ts";

const database = await testDatabase();
const { db } = database;

const kindsOf = async (ctx: Ctx, id: string) => (await readLedger(db, { ...ctx, id })).map((row) => row.kind);
const changeTo = (ctx: Ctx, bookingId: string, ...claims: Claim[]) => change(ctx, { bookingId, claims });

describe("changing a booking", () => {
  it("to more and to less is decided on the difference, with a new reservation each time", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 5 });
    const { id: bookingId } = bookingOf(await bookSome(ctx, id, 3));
    const more = await changeTo(ctx, bookingId, { resourceId: id, quantity: 5 });
    expect(more).toMatchObject({ ok: true, remaining: 0, booking: { fate: "confirmed" } });
    const less = await changeTo(ctx, bookingId, { resourceId: id, quantity: 1 });
    expect(less).toMatchObject({ ok: true, remaining: 4 });
    const { reservations } = bookingOf(less);
    expect(reservations.map((each) => [each.quantity, each.status])).toEqual([
      ...[
        [3, "CANCELLED"],
        [5, "CANCELLED"],
        [1, "CONFIRMED"],
      ],
    ]);
    expect(await kindsOf(ctx, id)).toEqual(["created", "taken", "freed", "taken", "freed", "taken"]);
    await expectInvariants(database, ctx);
  });

  it("as a hold is refused once it is confirmed, whatever is wanted, and the booking stands", async () => {
    const ctx = await makeOrganization(db);
    const [from, to] = [await makeResource(ctx), await makeResource(ctx)];
    const claims = [{ resourceId: from, quantity: 1 }];
    const { id: bookingId } = bookingOf(await hold(ctx, { claims, clientId: "client" }));
    const wishes = [
      { resourceId: from, quantity: 2 },
      { resourceId: to, quantity: 1 },
    ];
    for (const wish of wishes) {
      expect(await changeHold(ctx, { bookingId, claims: [wish] })).toMatchObject({
        ok: true,
        booking: { fate: "pending" },
      });
    }
    expect((await confirm(ctx, { bookingId })).ok).toBe(true);
    for (const wish of wishes) {
      const outcome = await changeHold(ctx, { bookingId, claims: [wish] });
      expect(outcome).toMatchObject({ ok: false, refusal: "INVALID_STATE" });
    }
    expect(await countsOf(ctx, from)).toMatchObject({ booked: 0, held: 0 });
    expect(await countsOf(ctx, to)).toMatchObject({ booked: 1, held: 0 });
    await expectInvariants(database, ctx);
  });

  it("as a hold meets its confirmation under the lock: one of both is first, and both agree on it", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 50 });
    for (let round = 0; round < 10; round += 1) {
      const claims = [{ resourceId: id, quantity: 1 }];
      const { id: bookingId } = bookingOf(await hold(ctx, { claims, clientId: `client-${round}` }));
      const more = { bookingId, claims: [{ resourceId: id, quantity: 2 }] };
      const [confirmed, changed] = await Promise.all([confirm(ctx, { bookingId }), changeHold(ctx, more)]);
      const later = await changeHold(ctx, { bookingId, claims: [{ resourceId: id, quantity: 3 }] });
      expect(confirmed.ok).toBe(true);
      expect(later).toMatchObject({ ok: false, refusal: "INVALID_STATE" });
      expect(changed.ok || changed.refusal === "INVALID_STATE").toBe(true);
      const counted = bookingOf(confirmed).reservations.find((each) => each.status === "CONFIRMED");
      expect(counted?.quantity).toBe(changed.ok ? 2 : 1);
    }
    await expectInvariants(database, ctx);
  });

  it("to another resource frees the one and takes the other", async () => {
    const ctx = await makeOrganization(db);
    const [from, to] = [await makeResource(ctx), await makeResource(ctx)];
    const { id: bookingId } = bookingOf(await bookSome(ctx, from, 2));
    expect(await changeTo(ctx, bookingId, { resourceId: to, quantity: 3 })).toMatchObject({
      ok: true,
      remaining: 7,
    });
    expect(await countsOf(ctx, from)).toMatchObject({ booked: 0 });
    expect(await countsOf(ctx, to)).toMatchObject({ booked: 3 });
    expect((await cancel(ctx, { bookingId })).ok).toBe(true);
    expect(await countsOf(ctx, to)).toMatchObject({ booked: 0 });
    await expectInvariants(database, ctx);
  });

  it("leaves what is asked for again as it is", async () => {
    const ctx = await makeOrganization(db);
    const [stays, from, to] = [await makeResource(ctx), await makeResource(ctx), await makeResource(ctx)];
    const before = bookingOf(await bookSome(ctx, [stays, from], 2));
    const claims = [stays, to].map((resourceId) => ({ resourceId, quantity: 2 }));
    const after = bookingOf(await changeTo(ctx, before.id, ...claims));
    expect(after.reservations).toContainEqual(before.reservations.find((each) => each.resourceId === stays));
    expect(await kindsOf(ctx, stays)).toEqual(["created", "taken"]);
    await expectInvariants(database, ctx);
  });

  it("to what it has already changes nothing", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    const { id: bookingId } = bookingOf(await bookSome(ctx, id, 2));
    expect(await changeTo(ctx, bookingId, { resourceId: id, quantity: 2 })).toMatchObject({ ok: true });
    expect(await kindsOf(ctx, id)).toEqual(["created", "taken"]);
    await expectInvariants(database, ctx);
  });

  it("that does not fit is refused, and the old claims stand", async () => {
    const ctx = await makeOrganization(db);
    const [from, full] = [await makeResource(ctx, { capacity: 3 }), await makeResource(ctx, { capacity: 1 })];
    const { id: bookingId } = bookingOf(await bookSome(ctx, from, 2));
    await bookSome(ctx, full);
    for (const claim of [
      { resourceId: from, quantity: 4 },
      { resourceId: full, quantity: 1 },
    ]) {
      expect(await changeTo(ctx, bookingId, claim)).toMatchObject({ ok: false, refusal: "RESOURCE_FULL" });
    }
    const unknown = { resourceId: "nobody", quantity: 1 };
    expect(await changeTo(ctx, bookingId, unknown)).toMatchObject({ refusal: "RESOURCE_NOT_FOUND" });
    expect(await kindsOf(ctx, from)).toEqual(["created", "taken"]);
    expect(await countsOf(ctx, from)).toMatchObject({ booked: 2 });
    await expectInvariants(database, ctx);
  });

  it("to less goes through closed doors, to more does not", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    const { id: bookingId } = bookingOf(await bookSome(ctx, id, 2));
    await closeResource(ctx, id);
    const more = { resourceId: id, quantity: 3 };
    expect(await changeTo(ctx, bookingId, more)).toMatchObject({ refusal: "RESOURCE_CLOSED" });
    expect((await changeTo(ctx, bookingId, { ...more, quantity: 1 })).ok).toBe(true);
    await expectInvariants(database, ctx);
  });

  it("that is still a hold keeps it one; past its deadline it is refused", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    const claims = [{ resourceId: id, quantity: 2 }];
    const { id: bookingId, expiresAt } = bookingOf(await hold(ctx, { claims, clientId: "c" }));
    const changed = bookingOf(await changeTo(ctx, bookingId, { resourceId: id, quantity: 3 }));
    expect(changed).toMatchObject({ fate: "pending", expiresAt });
    expect(await countsOf(ctx, id)).toMatchObject({ booked: 0, held: 3 });
    await makeDue(ctx);
    expect(await changeTo(ctx, bookingId, ...claims)).toMatchObject({ refusal: "HOLD_EXPIRED" });
    expect((await confirm(ctx, { bookingId })).ok).toBe(true);
    await expectInvariants(database, ctx);
  });

  it("that was cancelled is refused", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    const { id: bookingId } = bookingOf(await bookSome(ctx, id));
    await cancel(ctx, { bookingId });
    const claim = { resourceId: id, quantity: 2 };
    expect(await changeTo(ctx, bookingId, claim)).toMatchObject({ refusal: "INVALID_STATE" });
  });
});

describe("cancelling a part of a booking", () => {
  it("frees that part; what is kept of a reservation is a new one", async () => {
    const ctx = await makeOrganization(db);
    const [id, whole] = [await makeResource(ctx), await makeResource(ctx)];
    const before = bookingOf(await bookSome(ctx, [id, whole], 5));
    const [first, second] = before.reservations;
    const part = { reservations: [{ reservationId: first?.id ?? "", quantity: 2 }] };
    const after = bookingOf(await cancel(ctx, { bookingId: before.id, part }));
    expect(after.fate).toBe("confirmed");
    expect(after.reservations.map((each) => [each.quantity, each.status])).toEqual([
      ...[
        [5, "CANCELLED"],
        [5, "CONFIRMED"],
        [3, "CONFIRMED"],
      ],
    ]);
    expect(after.reservations).toContainEqual(second);
    expect(await countsOf(ctx, id)).toMatchObject({ booked: 3 });
    expect(await countsOf(ctx, whole)).toMatchObject({ booked: 5 });
    await expectInvariants(database, ctx);
  });

  it("that is all of it ends it", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    const { id: bookingId, reservations } = bookingOf(await bookSome(ctx, id, 3));
    const part = { reservations: reservations.map((each) => ({ reservationId: each.id, quantity: 3 })) };
    expect(await cancel(ctx, { bookingId, part })).toMatchObject({
      ok: true,
      remaining: 10,
      booking: { fate: "cancelled" },
    });
    await expectInvariants(database, ctx);
  });

  it("that is not there is refused: too much, nothing, twice, or of another booking", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    const { id: bookingId, reservations } = bookingOf(await bookSome(ctx, id, 3));
    const other = bookingOf(await bookSome(ctx, id, 3)).reservations[0]?.id ?? "";
    const reservationId = reservations[0]?.id ?? "";
    const wrong = [
      [{ reservationId, quantity: 4 }],
      [{ reservationId, quantity: 0 }],
      [
        { reservationId, quantity: 2 },
        { reservationId, quantity: 2 },
      ],
      [{ reservationId: other, quantity: 1 }],
    ];
    for (const part of wrong) {
      expect(await cancel(ctx, { bookingId, part: { reservations: part } })).toMatchObject({
        refusal: "INVALID_STATE",
      });
    }
    expect(await countsOf(ctx, id)).toMatchObject({ booked: 6 });
    await expectInvariants(database, ctx);
  });
});
