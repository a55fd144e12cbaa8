import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import * as engine from "#app/booking/commands.server.ts";
import { idempotencyOf } from "#app/booking/idempotency.ts";
import type { Idempotency, Outcome } from "#app/booking/request.ts";
import { NO_RULES } from "#app/booking/world.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { bookSome, makeOrganization, makeResource, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { bookingOf, countsOf, times } from "./outcomes.ts";

const { db } = await testDatabase();

function newKey(): Idempotency {
  const asked = { principal: "p", key: randomUUID(), operation: "any", body: {} };
  return idempotencyOf(testSigner, asked);
}

/** What an answer shows to anybody. The rest of a booking is the engine's own. */
function shown(outcome: Outcome): unknown {
  const { replayed, ...answer } = outcome;
  if (!answer.ok || !answer.booking) return answer;
  const { id, reference, fate, clientId, expiresAt, createdAt, source, metadata, reservations } =
    answer.booking;
  return {
    ...answer,
    booking: { id, reference, fate, clientId, expiresAt, createdAt, source, metadata, reservations },
  };
}

/** Asks, lets something else happen, and asks again under the same key: the two answers, which must be one. */
async function askTwice(
  ask: (idempotency: Idempotency) => Promise<Outcome>,
  meanwhile: (first: Outcome) => Promise<unknown>,
): Promise<Outcome> {
  const idempotency = await newKey();
  const first = await ask(idempotency);
  await meanwhile(first);
  const again = await ask(idempotency);
  expect(first.replayed).toBe(false);
  expect(again.replayed).toBe(true);
  expect(shown(again)).toEqual(shown(first));
  return again;
}

const end = (ctx: Ctx) => (first: Outcome) => engine.cancel(ctx, { bookingId: bookingOf(first).id });

test("a booking is answered again as it was made, although it is cancelled by now", async () => {
  const ctx = await makeOrganization(db);
  const ids = await times(3, () => makeResource(ctx));
  const attachment = { source: "api", metadata: { order: 7, a: "b" } };
  const again = await askTwice((idempotency) => bookSome(ctx, ids, 2, { idempotency, attachment }), end(ctx));
  expect(again).toMatchObject({ ok: true, booking: { fate: "confirmed", metadata: { order: 7 } } });
  expect(bookingOf(again).reservations.map((each) => each.status)).toEqual([
    "CONFIRMED",
    "CONFIRMED",
    "CONFIRMED",
  ]);
});

test("a hold is answered again with its first deadline, although it was extended and confirmed", async () => {
  const ctx = await makeOrganization(db);
  const ids = await times(2, () => makeResource(ctx));
  const claims = ids.map((resourceId) => ({ resourceId, quantity: 1 }));
  const again = await askTwice(
    (idempotency) => engine.hold(ctx, { claims, clientId: "c", seconds: 60, idempotency }),
    async (first) => {
      await engine.extend(ctx, { bookingId: bookingOf(first).id, seconds: 300 });
      await engine.confirm(ctx, { bookingId: bookingOf(first).id });
    },
  );
  const { fate, expiresAt, createdAt } = bookingOf(again);
  expect([fate, (expiresAt ?? 0) - createdAt]).toEqual(["pending", 60_000]);
});

test("what is done with a booking is answered again as it was done, whatever came after", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx);
  const claims = [{ resourceId: id, quantity: 3 }];
  const held = bookingOf(await engine.hold(ctx, { claims, clientId: "c" }));
  const bookingId = held.id;
  const others = () => bookSome(ctx, id);
  const extended = await askTwice((idempotency) => engine.extend(ctx, { bookingId, idempotency }), others);
  expect(bookingOf(extended).expiresAt).toBe((held.expiresAt ?? 0) + 300_000);
  let changed: Outcome | undefined;
  const confirmed = await askTwice(
    (idempotency) => engine.confirm(ctx, { bookingId, idempotency }),
    async () => {
      const four = [{ resourceId: id, quantity: 4 }];
      changed = await engine.change(ctx, { bookingId, claims: four });
    },
  );
  expect(bookingOf(confirmed).reservations).toMatchObject([{ quantity: 3, status: "CONFIRMED" }]);
  const four = changed && bookingOf(changed).reservations[1];
  const part = { reservations: [{ reservationId: four?.id ?? "", quantity: 1 }] };
  const cancelled = await askTwice(
    (idempotency) => engine.cancel(ctx, { bookingId, part, idempotency }),
    () => engine.cancel(ctx, { bookingId }),
  );
  expect(bookingOf(cancelled)).toMatchObject({ fate: "confirmed" });
  expect(bookingOf(cancelled).reservations.map((each) => [each.quantity, each.status])).toEqual([
    [3, "CANCELLED"],
    [4, "CANCELLED"],
    [3, "CONFIRMED"],
  ]);
});

test("a refusal of several claims says again what stood in the way of each", async () => {
  const ctx = await makeOrganization(db);
  const [open, full] = [await makeResource(ctx, { capacity: 5 }), await makeResource(ctx, { capacity: 1 })];
  const other = bookingOf(await bookSome(ctx, full));
  const again = await askTwice(
    (idempotency) => bookSome(ctx, [open, full], 2, { idempotency }),
    () => engine.cancel(ctx, { bookingId: other.id }),
  );
  expect(again).toMatchObject({
    refusal: "RESOURCE_FULL",
    claims: [
      { resourceId: open, quantity: 2, reason: null, remaining: 5 },
      { resourceId: full, quantity: 2, reason: "RESOURCE_FULL", remaining: 0 },
    ],
  });
});

test("a refusal of one claim, and one of what is no longer active, are answered again to the last number", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx, { capacity: 3 });
  const booking = bookingOf(await bookSome(ctx, id, 2));
  const { id: bookingId } = booking;
  const cancelBooking = () => engine.cancel(ctx, { bookingId });
  await askTwice((idempotency) => bookSome(ctx, id, 2, { idempotency }), cancelBooking);
  const claims = [{ resourceId: id, quantity: 1 }];
  const book = () => bookSome(ctx, id);
  await askTwice((key) => engine.cancel(ctx, { bookingId, idempotency: key }), book);
  await askTwice((key) => engine.change(ctx, { bookingId, claims, idempotency: key }), book);
});

test("what was asked of a resource is answered again with the resource of then", async () => {
  const ctx = await makeOrganization(db);
  const resourceId = await makeResource(ctx, { capacity: 5 });
  await bookSome(ctx, resourceId, 2);
  const set = await askTwice(
    (idempotency) => engine.setCapacity(ctx, { resourceId, capacity: 9, idempotency }),
    () => engine.setCapacity(ctx, { resourceId, capacity: 20 }),
  );
  expect(set).toMatchObject({ resource: { id: resourceId, capacity: 9, booked: 2, version: 3 } });
  const closed = await askTwice(
    (idempotency) => engine.closeResource(ctx, resourceId, { idempotency }),
    () => engine.openResource(ctx, resourceId),
  );
  expect(closed).toMatchObject({ resource: { state: "CLOSED", capacity: 20 } });
  const tooFew = await askTwice(
    (idempotency) => engine.setCapacity(ctx, { resourceId, capacity: 1, idempotency }),
    () => bookSome(ctx, resourceId, 5),
  );
  expect(tooFew).toMatchObject({ refusal: "CAPACITY_BELOW_BOOKED", claims: [{ quantity: 2 }] });
});

test("a resource is made once under a key, and another key is told that it exists", async () => {
  const ctx = await makeOrganization(db);
  const resource = { id: "pool", type: "seats", capacity: 4, rules: NO_RULES };
  const [key, other] = [await newKey(), await newKey()];
  const answers = await times(10, (index) =>
    engine.createResource(ctx, resource, { idempotency: index % 2 ? key : other }),
  );
  const made = answers.filter((each) => each.ok);
  expect(made).toHaveLength(5);
  expect(made[0]).toMatchObject({ resource: { id: "pool", capacity: 4, version: 1 }, sequence: 1 });
  expect(new Set(made.map((each) => JSON.stringify(shown(each)))).size).toBeLessThanOrEqual(2);
  const refusals = answers.flatMap((each) => (each.ok ? [] : [each.refusal]));
  expect(refusals).toEqual(Array.from({ length: 5 }, () => "RESOURCE_ALREADY_EXISTS"));
  expect(await engine.createResource(ctx, resource)).toMatchObject({ refusal: "RESOURCE_ALREADY_EXISTS" });
  expect(await countsOf(ctx, "pool")).toMatchObject({ booked: 0 });
});

test("what one batch answers twice under a key is one answer", async () => {
  const ctx = await makeOrganization(db);
  const id = await makeResource(ctx);
  const { id: bookingId, reservations } = bookingOf(await bookSome(ctx, id, 4));
  const idempotency = await newKey();
  const part = { reservations: [{ reservationId: reservations[0]?.id ?? "", quantity: 1 }] };
  const answers = await times(8, () => engine.cancel(ctx, { bookingId, part, idempotency }));
  expect(new Set(answers.map((each) => JSON.stringify(shown(each)))).size).toBe(1);
  expect(await countsOf(ctx, id)).toMatchObject({ booked: 3 });
});
