import { sql } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cancel, confirm, hold } from "#app/booking/commands.server.ts";
import { findBooking } from "#app/booking/find-reservations.server.ts";
import { showBooking } from "#app/booking/shown-booking.ts";
import { emptyOutbox } from "#app/jobs/empty-outbox.server.ts";
import type { Relay } from "#app/notifications/relay.server.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import { silentLog } from "#app/platform/log.ts";
import { listAttempts } from "#app/webhooks/deliveries.server.ts";
import { currentSecret, rotateSecret, switchEndpoint } from "#app/webhooks/endpoints.server.ts";
import type { EventType } from "#app/webhooks/event-types.ts";
import { fanOutCancelledEvents } from "#app/webhooks/fan-out.server.ts";
import { takeDeliveries } from "#app/webhooks/take-deliveries.server.ts";
import { bookSome, makeOrganization, makeResource, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { relayDue } from "#tests/support/relay.ts";
import { TEST_ORIGIN } from "#tests/support/remix.ts";
import type { ReceivedHook } from "#tests/support/webhook-receiver.ts";
import {
  deliverAll,
  makeDue,
  type Subscription,
  subscribeReceiver,
  testCourier,
} from "#tests/support/webhooks.ts";

const { db } = await testDatabase();
const ctx = await makeOrganization(db);
const resource = await makeResource(ctx, { capacity: 100_000 });

const listening: Subscription[] = [];
const open = async (types?: readonly EventType[], from: Ctx = ctx) => {
  const made = await subscribeReceiver(from, types);
  listening.push(made);
  return made;
};

beforeEach(async () => {
  await db.execute(sql`delete from outbox`);
});
afterEach(async () => {
  for (const { receiver } of listening.splice(0)) await receiver.close();
  await db.execute(sql`delete from webhook_endpoints`);
});

async function booked(from = ctx, on = resource): Promise<string> {
  const outcome = await bookSome(from, on);
  if (!outcome.ok || !outcome.booking) throw new Error("the booking was refused");
  return outcome.booking.id;
}

const idsOf = (hooks: ReceivedHook[]) => hooks.map((hook) => hook.headers["webhook-id"]);
const typesOf = (hooks: ReceivedHook[]) => hooks.map((hook) => hook.json.type);
const historyOf = async (bookingId: string) =>
  (await db.execute(sql`select id from history where booking_id = ${bookingId} order by position`)).map(
    (row) => row.id,
  );
const states = async () => [
  ...(await db.execute(sql`
    select type, state, attempts::int, due_at > now() as later from webhook_deliveries order by created_at, position`)),
];
const endpointState = async () =>
  (
    await db.execute(
      sql`select state, disabled_reason, failing_since is not null as failing from webhook_endpoints`,
    )
  )[0];

describe("what is told", () => {
  test("is the booking, signed so that the public library verifies it, under the id of the history row", async () => {
    const { receiver, secret } = await open();
    const bookingId = await booked();
    await deliverAll(db);
    const [hook] = receiver.hooks;
    const stored = await findBooking(ctx, bookingId);
    if (!stored) throw new Error("the booking is not there");
    expect(receiver.hooks).toHaveLength(1);
    expect(new Webhook(secret).verify(hook?.body ?? "", hook?.headers ?? {})).toEqual({
      type: "booking.confirmed",
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: showBooking(stored),
    });
    expect(idsOf(receiver.hooks)).toEqual(await historyOf(bookingId));
    expect(hook?.headers["content-type"]).toBe("application/json");
    expect(hook?.json.data).toMatchObject({
      id: bookingId,
      status: "CONFIRMED",
      clientId: "client",
      reservations: [{ bookingId, resourceId: resource, quantity: 1, status: "CONFIRMED" }],
    });
  });

  test("does not verify once anything of it was changed, or under another secret", async () => {
    const { receiver, secret } = await open();
    const other = await open();
    await booked();
    await deliverAll(db);
    const [{ body, headers } = { body: "", headers: {} }] = receiver.hooks;
    expect(() => new Webhook(secret).verify(body.replace("CONFIRMED", "CANCELLED"), headers)).toThrow();
    expect(() => new Webhook(secret).verify(body, { ...headers, "webhook-id": "another" })).toThrow();
    expect(() => new Webhook(other.secret).verify(body, headers)).toThrow();
  });

  test("is signed with both secrets for a day after a rotation, then with the new one", async () => {
    const { receiver, secret, endpoint } = await open();
    const rotated = await rotateSecret(ctx, endpoint.id);
    if (!rotated.ok) throw new Error(rotated.refusal);
    const next = currentSecret(ctx, rotated.endpoint);
    expect(next).not.toBe(secret);
    await booked();
    await deliverAll(db);
    const verifies = (by: string, hook?: ReceivedHook) => {
      try {
        return Boolean(new Webhook(by).verify(hook?.body ?? "", hook?.headers ?? {}));
      } catch {
        return false;
      }
    };
    const [hook] = receiver.hooks;
    expect([verifies(secret, hook), verifies(next, hook)]).toEqual([true, true]);
    await db.execute(sql`update webhook_endpoints set previous_secret_until = now() - interval '1 second'`);
    await booked();
    await deliverAll(db);
    expect([verifies(secret, receiver.hooks[1]), verifies(next, receiver.hooks[1])]).toEqual([false, true]);
  });

  test("is what the endpoint chose, of its own organisation, while it is on", async () => {
    const foreign = await makeOrganization(db, "Another");
    const foreignResource = await makeResource(foreign);
    const chosen = await open(["booking.cancelled"]);
    const off = await open();
    const theirs = await open(undefined, foreign);
    await switchEndpoint(ctx, off.endpoint.id, "off");
    const bookingId = await booked();
    await cancel(ctx, { bookingId });
    await booked(foreign, foreignResource);
    await deliverAll(db);
    expect(typesOf(chosen.receiver.hooks)).toEqual(["booking.cancelled"]);
    expect(off.receiver.hooks).toEqual([]);
    expect(typesOf(theirs.receiver.hooks)).toEqual(["booking.confirmed"]);
  });

  test("covers the life of a hold", async () => {
    const { receiver } = await open();
    const held = await hold(ctx, {
      claims: [{ resourceId: resource, quantity: 1 }],
      clientId: "c",
      seconds: 60,
    });
    if (!held.ok || !held.booking) throw new Error("the hold was refused");
    await confirm(ctx, { bookingId: held.booking.id });
    await cancel(ctx, { bookingId: held.booking.id });
    await deliverAll(db);
    expect(typesOf(receiver.hooks)).toEqual(["booking.held", "booking.confirmed", "booking.cancelled"]);
  });

  test("is nothing for a booking that was rolled back or refused", async () => {
    const { receiver } = await open();
    const tiny = await makeResource(ctx, { capacity: 1 });
    const changedMind = transact(ctx, async (tx) => {
      await bookSome(tx, resource);
      throw new Error("changed my mind");
    });
    await expect(changedMind).rejects.toThrow("changed my mind");
    expect(await bookSome(ctx, tiny, 2)).toMatchObject({ ok: false });
    const committed = await booked();
    await deliverAll(db);
    expect(idsOf(receiver.hooks)).toEqual(await historyOf(committed));
  });

  test("is that an event was cancelled as a whole, once", async () => {
    const { receiver } = await open();
    const { event, session } = await makeEvent(ctx);
    await db.execute(sql`update events set state = 'cancelled', updated_at = now() where id = ${event.id}`);
    for (let times = 0; times < 2; times++) {
      await fanOutCancelledEvents(db);
      await deliverAll(db);
    }
    expect(receiver.hooks.map((hook) => hook.json)).toMatchObject([
      { type: "event.cancelled", data: { id: event.id, state: "CANCELLED", sessions: [{ id: session.id }] } },
    ]);
  });
});

describe("a receiver that fails", () => {
  test.each([
    ["answers 500", 500, { code: 500, response: "" }],
    ["hangs", "hang", { error: "timed-out" }],
    ["redirects", { status: 302, headers: { Location: "http://127.0.0.1:9/" } }, { code: 302 }],
    ["hangs up", "close", { error: "closed" }],
  ] as const)(
    "and %s gets each event at least once, in order per booking, under the same ids",
    async (_, reaction, kept) => {
      const { receiver, endpoint } = await open();
      const seen = new Map<string, number>();
      // Each event fails twice before it is taken.
      receiver.react = (hook) => {
        const id = hook.headers["webhook-id"] ?? "";
        seen.set(id, (seen.get(id) ?? 0) + 1);
        return (seen.get(id) ?? 0) <= 2 ? (reaction as number) : 204;
      };
      const bookings = await Promise.all(Array.from({ length: 3 }, () => booked()));
      for (const bookingId of bookings) await cancel(ctx, { bookingId });
      const courier = testCourier(db);
      for (let rounds = 0; rounds < 8; rounds++) {
        await deliverAll(db, courier);
        await makeDue(db);
      }
      for (const bookingId of bookings) {
        const [confirmed, cancelled] = await historyOf(bookingId);
        const own = idsOf(receiver.hooks).filter((id) => id === confirmed || id === cancelled);
        expect(own).toEqual([...Array(3).fill(confirmed), ...Array(3).fill(cancelled)]);
      }
      expect((await states()).every(({ state }) => state === "delivered")).toBe(true);
      const { attempts } = await listAttempts(ctx, endpoint.id);
      expect(attempts).toHaveLength(18);
      expect(attempts.filter((attempt) => attempt.code !== 204)[0]).toMatchObject(kept);
      // Every attempt of an event said the same.
      expect(new Set(receiver.hooks.map((hook) => hook.body)).size).toBe(6);
    },
  );

  test("is sent the same body again, whatever has become of the booking since", async () => {
    const { receiver } = await open(["booking.confirmed"]);
    receiver.react = () => 500;
    const bookingId = await booked();
    await deliverAll(db);
    await cancel(ctx, { bookingId });
    await makeDue(db);
    await deliverAll(db);
    expect(receiver.hooks).toHaveLength(2);
    expect(receiver.hooks[0]?.json.data.status).toBe("CONFIRMED");
    expect(receiver.hooks[1]?.body).toBe(receiver.hooks[0]?.body);
  });

  test("delays neither mail nor other endpoints, nor the other bookings' events", async () => {
    const hanging = await open();
    const healthy = await open();
    hanging.receiver.react = () => "hang";
    const mails: string[] = [];
    const mail = { send: async ({ id }: { id: string }) => void mails.push(id) };
    const sender = "tests@reservo.example";
    const relay: Relay = { db, mail, origin: TEST_ORIGIN, signer: testSigner, sender, log: silentLog };
    const bookings = [];
    for (let number = 0; number < 12; number++) bookings.push(await booked());
    // Longer than the test: what hangs does so until its receiver hangs up.
    const courier = testCourier(db, undefined, undefined, 60_000);
    while ((await relayDue(relay)) > 0);
    while (healthy.receiver.hooks.length < 12) {
      await courier.deliverDue();
      await new Promise((resolve) => setImmediate(resolve));
    }
    // The first of the other's are still waited for.
    expect(hanging.receiver.hooks.length).toBeLessThanOrEqual(4);
    expect(await db.execute(sql`select 1 from outbox`)).toHaveLength(0);
    expect(
      await db.execute(sql`select 1 from webhook_attempts where endpoint_id = ${hanging.endpoint.id}`),
    ).toHaveLength(0);
    await switchEndpoint(ctx, hanging.endpoint.id, "off");
    await hanging.receiver.close();
    await courier.idle();
  });

  test("is tried after growing pauses and given up after a day, which is counted", async () => {
    const { receiver } = await open();
    let dead = 0;
    const courier = testCourier(db, undefined, () => {
      dead += 1;
    });
    receiver.react = () => 503;
    await booked();
    const pauses: number[] = [];
    for (let tries = 0; tries < 9; tries++) {
      await deliverAll(db);
      const [row] = await db.execute(sql`
        select extract(epoch from due_at - (select max(at) from webhook_attempts)) as pause
        from webhook_deliveries`);
      pauses.push(Number(row?.pause));
      await makeDue(db);
    }
    [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 14_400].forEach((expected, index) => {
      expect(pauses[index]).toBeGreaterThanOrEqual(expected * 0.85);
      expect(pauses[index]).toBeLessThanOrEqual(expected * 1.15);
    });
    await db.execute(sql`update webhook_deliveries set created_at = now() - interval '21 hours'`);
    await deliverAll(db, courier);
    expect(dead).toBe(1);
    expect(await states()).toMatchObject([{ state: "failed", attempts: 10 }]);
    await makeDue(db);
    await deliverAll(db);
    expect(receiver.hooks).toHaveLength(10);
  });

  test("for three days is disabled, and not after one day or when something succeeded since", async () => {
    const { receiver } = await open();
    const failAfter = async (time: string) => {
      await db.execute(
        sql`update webhook_endpoints set failing_since = now() - ${time}::interval where failing_since is not null`,
      );
      await booked();
      await deliverAll(db);
      return endpointState();
    };
    receiver.react = () => 500;
    expect(await failAfter("0")).toEqual({ state: "active", disabled_reason: null, failing: true });
    expect(await failAfter("1 day")).toMatchObject({ state: "active" });
    receiver.react = () => 200;
    expect(await failAfter("2 days 23 hours")).toEqual({
      state: "active",
      disabled_reason: null,
      failing: false,
    });
    receiver.react = () => 500;
    expect(await failAfter("0")).toMatchObject({ state: "active", failing: true });
    expect(await failAfter("3 days 1 minute")).toMatchObject({
      state: "disabled",
      disabled_reason: "failing",
    });
    const before = receiver.hooks.length;
    await booked();
    await makeDue(db);
    await deliverAll(db);
    expect(receiver.hooks).toHaveLength(before);
  });

  test("by answering 410 is disabled at once", async () => {
    const { receiver } = await open();
    receiver.react = () => 410;
    await booked();
    await deliverAll(db);
    expect(await endpointState()).toMatchObject({ state: "disabled", disabled_reason: "gone" });
  });
});

describe("several instances", () => {
  test("share the work: each event is delivered once, in order per booking", async () => {
    const { receiver } = await open();
    const bookings = await Promise.all(Array.from({ length: 25 }, () => booked()));
    for (const bookingId of bookings) await cancel(ctx, { bookingId });
    await Promise.all([deliverAll(db), deliverAll(db), deliverAll(db)]);
    await deliverAll(db);
    const ids = idsOf(receiver.hooks);
    expect(new Set(ids).size).toBe(50);
    expect(ids).toHaveLength(50);
    for (const bookingId of bookings) {
      expect(
        ids.filter((id) => id !== undefined && receiver.hooks[ids.indexOf(id)]?.json.data.id === bookingId),
      ).toEqual(await historyOf(bookingId));
    }
  });

  test("copy what the outbox holds in order, even where one of them has not finished", async () => {
    await open();
    const bookingId = await booked();
    await cancel(ctx, { bookingId });
    const blocked = db.transaction(async (tx) => {
      expect(await emptyOutbox(tx)).toBe(1);
      // Another instance sees the second row, and must not copy it before the first is there.
      expect(await emptyOutbox(db)).toBe(0);
      throw new Error("killed");
    });
    await expect(blocked).rejects.toThrow("killed");
    expect(await states()).toEqual([]);
    expect([await emptyOutbox(db), await emptyOutbox(db), await emptyOutbox(db)]).toEqual([1, 1, 0]);
    expect(await states()).toMatchObject([{ type: "booking.confirmed" }, { type: "booking.cancelled" }]);
  });

  test("take over what an instance had taken when it was killed, under the same id", async () => {
    const { receiver } = await open();
    const bookingId = await booked();
    await emptyOutbox(db);
    expect(await takeDeliveries(db, { failing: false, limit: 10, inFlight: {} })).toHaveLength(1);
    await deliverAll(db);
    expect(receiver.hooks).toEqual([]);
    expect(await states()).toMatchObject([{ state: "pending", attempts: 1, later: true }]);
    await makeDue(db);
    await deliverAll(db);
    expect(idsOf(receiver.hooks)).toEqual(await historyOf(bookingId));
  });
});
