import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import {
  cancel,
  cancelResource,
  change,
  closeResource,
  confirm,
  hold,
  offer,
  openResource,
} from "#app/booking/commands.server.ts";
import { findResource, listResources } from "#app/booking/find-resources.server.ts";
import type { Outcome } from "#app/booking/request.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { readLedger } from "#tests/support/ledger-check.ts";

const { db } = await testDatabase();

const bookingOf = (outcome: Outcome) => (outcome.ok && outcome.booking?.id) || "";
const holdSome = (ctx: Ctx, id: string, quantity = 1) =>
  hold(ctx, { claims: [{ resourceId: id, quantity }], clientId: "client" });
const CANCELLED = { ok: false, refusal: "RESOURCE_CANCELLED" };

test("of a cancelled resource nothing is booked, held, offered, taken more or confirmed; leaving it goes on", async () => {
  const ctx = await makeOrganization(db);
  const [id, other] = [await makeResource(ctx), await makeResource(ctx)];
  const booked = bookingOf(await bookSome(ctx, id, 2));
  const leaving = bookingOf(await bookSome(ctx, id, 1));
  const held = bookingOf(await holdSome(ctx, id, 3));
  expect(await cancelResource(ctx, { resourceId: id })).toMatchObject({
    ok: true,
    resource: { state: "CANCELLED", booked: 3, held: 3 },
  });
  expect(await bookSome(ctx, id)).toMatchObject(CANCELLED);
  expect(await holdSome(ctx, id)).toMatchObject(CANCELLED);
  const offered = await offer(ctx, {
    claims: [{ resourceId: id, quantity: 1 }],
    clientId: "client",
    seconds: 60,
  });
  expect(offered).toMatchObject(CANCELLED);
  expect(await confirm(ctx, { bookingId: held })).toMatchObject(CANCELLED);
  const claims = (resourceId: string, quantity: number) => [{ resourceId, quantity }];
  const more = { bookingId: booked, claims: claims(id, 3) };
  expect(await change(ctx, more)).toMatchObject(CANCELLED);
  expect((await change(ctx, { ...more, claims: claims(id, 1) })).ok).toBe(true);
  expect((await change(ctx, { ...more, bookingId: leaving, claims: claims(other, 1) })).ok).toBe(true);
  expect((await cancel(ctx, { bookingId: booked })).ok).toBe(true);
  expect(await findResource(ctx, id)).toMatchObject({ state: "CANCELLED", booked: 0, held: 3 });
});

test("a cancelled resource is told apart from a closed one, stays cancelled when it is closed, and is taken back by opening it", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx);
  await cancelResource(ctx, { resourceId: id });
  expect(await cancelResource(ctx, { resourceId: id })).toMatchObject({ ok: true, sequence: 2 });
  expect(await closeResource(ctx, id)).toMatchObject({
    ok: true,
    sequence: 2,
    resource: { state: "CANCELLED" },
  });
  const listed = async (state: "OPEN" | "CLOSED" | "CANCELLED") =>
    (await listResources(ctx, { limit: 10, offset: 0, countTo: 10, state })).rows.map((row) => row.id);
  expect([await listed("CANCELLED"), await listed("CLOSED"), await listed("OPEN")]).toEqual([[id], [], []]);
  await openResource(ctx, id);
  expect((await bookSome(ctx, id)).ok).toBe(true);
  const kinds = (await readLedger(db, { ...ctx, id })).map((row) => row.kind);
  expect(kinds).toEqual(["created", "cancelled", "opened", "taken"]);
});

test("an earlier version sees a cancelled resource closed, and cannot open it", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx);
  await cancelResource(ctx, { resourceId: id });
  const own = sql`organization_id = ${ctx.organizationId} and id = ${id}`;
  expect([...(await db.execute(sql`select state from resources where ${own}`))]).toEqual([
    { state: "CLOSED" },
  ]);
  const opening = db.execute(sql`update resources set state = 'OPEN' where ${own}`);
  await expect(opening).rejects.toMatchObject({ cause: { constraint_name: "resources_cancelled" } });
});

test("with ifEmpty a resource is cancelled only where nothing is booked or held", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx);
  const booking = bookingOf(await holdSome(ctx, id, 2));
  const wish = { resourceId: id, ifEmpty: true };
  expect(await cancelResource(ctx, wish)).toMatchObject({
    ok: false,
    refusal: "CAPACITY_BELOW_BOOKED",
    claims: [{ resourceId: id, quantity: 2 }],
  });
  expect(await findResource(ctx, id)).toMatchObject({ state: "OPEN", version: 2 });
  await cancel(ctx, { bookingId: booking });
  expect(await cancelResource(ctx, wish)).toMatchObject({ ok: true });
});

test("of bookings and one cancelling if empty at the same time, either the bookings are there or the resource is cancelled", async () => {
  for (let round = 0; round < 20; round++) {
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx);
    const [first, cancelled, second] = await Promise.all([
      bookSome(ctx, id),
      cancelResource(ctx, { resourceId: id, ifEmpty: true }),
      bookSome(ctx, id),
    ]);
    const { booked, state } = (await findResource(ctx, id)) ?? { booked: -1, state: undefined };
    expect(booked).toBe([first, second].filter((each) => each.ok).length);
    expect(cancelled.ok).toBe(state === "CANCELLED");
    expect(cancelled.ok && booked > 0).toBe(false);
  }
});
