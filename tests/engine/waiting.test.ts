import { describe, expect, it } from "vitest";
import { cancel, change, confirm, giveBack, hold, offer, setWaiting } from "#app/booking/commands.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { bookingOf, countsOf, expectInvariants, makeDue } from "./outcomes.ts";

const database = await testDatabase();
const { db } = database;

/** A resource of 4 that is full, with a waitlist, and the booking of 2 that may make room. */
async function awaited(): Promise<{ ctx: Ctx; id: string; bookingId: string }> {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 4 });
  const { id: bookingId } = bookingOf(await bookSome(ctx, id, 2));
  await bookSome(ctx, id, 2);
  await setWaiting(ctx, { resourceId: id, waiting: true });
  return { ctx, id, bookingId };
}

function offerSome(ctx: Ctx, resourceId: string, quantity: number) {
  return offer(ctx, { claims: [{ resourceId, quantity }], clientId: "waits", seconds: 600 });
}

describe("a resource with a waitlist", () => {
  it("sets what is freed aside: nobody else gets it", async () => {
    const { ctx, id, bookingId } = await awaited();
    await cancel(ctx, { bookingId });
    expect(await countsOf(ctx, id)).toEqual({ booked: 2, held: 0, setAside: 2 });
    expect(await bookSome(ctx, id)).toMatchObject({ ok: false, refusal: "RESOURCE_FULL", remaining: 0 });
    await expectInvariants(database, ctx);
  });

  it("offers what is set aside, and no more than that", async () => {
    const { ctx, id, bookingId } = await awaited();
    expect(await offerSome(ctx, id, 1)).toMatchObject({ ok: false, refusal: "RESOURCE_FULL" });
    await cancel(ctx, { bookingId });
    expect(await offerSome(ctx, id, 3)).toMatchObject({ ok: false, refusal: "RESOURCE_FULL" });
    const offered = bookingOf(await offerSome(ctx, id, 1));
    expect(offered.fate).toBe("pending");
    expect(await countsOf(ctx, id)).toEqual({ booked: 2, held: 1, setAside: 1 });
    expect(await confirm(ctx, { bookingId: offered.id })).toMatchObject({ ok: true });
    expect(await countsOf(ctx, id)).toEqual({ booked: 3, held: 0, setAside: 1 });
    await expectInvariants(database, ctx);
  });

  it("gives what is set aside back to everyone when it is told to", async () => {
    const { ctx, id, bookingId } = await awaited();
    await cancel(ctx, { bookingId });
    expect(await giveBack(ctx, id)).toMatchObject({ ok: true, remaining: 2 });
    expect(await giveBack(ctx, id)).toMatchObject({ ok: true, remaining: 2 });
    expect(await bookSome(ctx, id, 2)).toMatchObject({ ok: true, remaining: 0 });
    await expectInvariants(database, ctx);
  });

  it("sets an offer that was not taken aside again", async () => {
    const { ctx, id, bookingId } = await awaited();
    await cancel(ctx, { bookingId });
    const offered = bookingOf(await offerSome(ctx, id, 2));
    await makeDue(ctx);
    expect(await bookSome(ctx, id, 1)).toMatchObject({ ok: false, refusal: "RESOURCE_FULL" });
    expect(await countsOf(ctx, id)).toEqual({ booked: 2, held: 0, setAside: 2 });
    expect(await confirm(ctx, { bookingId: offered.id })).toMatchObject({ refusal: "HOLD_EXPIRED" });
    await expectInvariants(database, ctx);
  });

  it("lets a late hold go to those who wait, and not to who held it", async () => {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 1 });
    const held = bookingOf(await hold(ctx, { claims: [{ resourceId: id, quantity: 1 }], clientId: "c" }));
    await setWaiting(ctx, { resourceId: id, waiting: true });
    await makeDue(ctx);
    expect(await confirm(ctx, { bookingId: held.id })).toMatchObject({ refusal: "HOLD_EXPIRED" });
    await bookSome(ctx, id);
    expect(await countsOf(ctx, id)).toEqual({ booked: 0, held: 0, setAside: 1 });
    await expectInvariants(database, ctx);
  });

  it("lets a booking keep what it changes into, and sets aside only what it gives up", async () => {
    const { ctx, id, bookingId } = await awaited();
    const claims = [{ resourceId: id, quantity: 1 }];
    expect(await change(ctx, { bookingId, claims })).toMatchObject({ ok: true });
    expect(await countsOf(ctx, id)).toEqual({ booked: 3, held: 0, setAside: 1 });
    await expectInvariants(database, ctx);
  });

  it("lets a part of a booking go, and keeps the rest for it", async () => {
    const { ctx, id, bookingId } = await awaited();
    const [reservation] = bookingOf(
      await change(ctx, { bookingId, claims: [{ resourceId: id, quantity: 2 }] }),
    ).reservations;
    const part = { reservations: [{ reservationId: reservation?.id ?? "", quantity: 1 }] };
    expect(await cancel(ctx, { bookingId, part })).toMatchObject({ ok: true });
    expect(await countsOf(ctx, id)).toEqual({ booked: 3, held: 0, setAside: 1 });
    await expectInvariants(database, ctx);
  });

  it("sets nothing more aside when nobody waits any more", async () => {
    const { ctx, id, bookingId } = await awaited();
    await setWaiting(ctx, { resourceId: id, waiting: false });
    expect(await cancel(ctx, { bookingId })).toMatchObject({ ok: true, remaining: 2 });
    expect(await countsOf(ctx, id)).toEqual({ booked: 2, held: 0, setAside: 0 });
    await expectInvariants(database, ctx);
  });
});
