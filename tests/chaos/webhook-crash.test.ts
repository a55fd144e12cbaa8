import { sql } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterEach, expect, test } from "vitest";
import { cancel } from "#app/booking/commands.server.ts";
import { makeOrganization, TEST_SECRET } from "#tests/support/ctx.ts";
import { makeEvent } from "#tests/support/events.ts";
import { openBookingForm } from "#tests/support/guests.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import type { WebhookReceiver } from "#tests/support/webhook-receiver.ts";
import { subscribeReceiver } from "#tests/support/webhooks.ts";
import { beside, rush, streetOfEachTest } from "./app-shop.ts";

const street = streetOfEachTest();
const SETTINGS = { env: { NODE_ENV: "test", WEBHOOK_ALLOW_LOOPBACK: "on", SESSION_SECRET: TEST_SECRET } };
const GUESTS = 24;
const CANCELLED = 8;

let receiver: WebhookReceiver | undefined;
afterEach(() => receiver?.close());

test("an app that is killed between taking a webhook and writing down its answer has lost none: what was on its way comes again under its id, in order per booking", async () => {
  const app = await street.start(SETTINGS);
  const { ctx, slug, listening } = await beside(app, async ({ db }) => {
    const made = await makeOrganization(db);
    const { event } = await makeEvent(made, { capacity: 1_000 });
    return { ctx: made, slug: event.slug, listening: await subscribeReceiver(made) };
  });
  receiver = listening.receiver;
  // Nothing is ever answered: whatever has arrived when the app is killed was taken and not written down.
  receiver.react = () => "hang";
  const crowd = rush(await openBookingForm(app.url, slug), { guests: GUESTS, counters: 4 });
  await crowd.over;
  expect(crowd.answered.size).toBe(GUESTS);
  const before = listening.receiver;
  await waitUntil("webhooks on their way", () => before.hooks.length >= 4, 20_000);
  await app.stop("SIGKILL");
  const onTheirWay = before.hooks.map((hook) => hook.headers["webhook-id"] ?? "");
  before.react = () => 200;

  const again = await street.start(SETTINGS);
  const history = await beside(again, async ({ db }) => {
    // What was on its way is due again when its lease of ten seconds ends: those go by here.
    for (const id of onTheirWay) {
      await db.execute(
        sql`update webhook_deliveries set due_at = due_at - interval '10 seconds' where event_id = ${id}`,
      );
    }
    const rows = await db.execute<{ id: string }>(
      sql`select id from bookings order by created_at limit ${CANCELLED}`,
    );
    for (const { id } of rows) await cancel({ ...ctx, db }, { bookingId: id });
    return db.execute<{ id: string; booking_id: string }>(
      sql`select id, booking_id from history order by booking_id, position`,
    );
  });
  expect(history).toHaveLength(GUESTS + CANCELLED);
  const answered = () =>
    before.hooks.slice(onTheirWay.length).map((hook) => hook.headers["webhook-id"] ?? "");
  await waitUntil("every event", () => new Set(answered()).size >= history.length, 30_000);

  // Every one that committed, and no other.
  expect([...new Set(before.hooks.map((hook) => hook.headers["webhook-id"]))].sort()).toEqual(
    history.map(({ id }) => id).sort(),
  );
  // What was on its way came again under the same id, with a signature that holds.
  expect(answered()).toEqual(expect.arrayContaining(onTheirWay));
  const webhook = new Webhook(listening.secret);
  for (const { body, headers } of before.hooks) expect(() => webhook.verify(body, headers)).not.toThrow();
  // In order within each booking.
  const ids = answered();
  const inOrder = [...history].sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  for (const { booking_id: bookingId } of history) {
    const of = (rows: typeof inOrder) =>
      rows.filter((row) => row.booking_id === bookingId).map((row) => row.id);
    expect(of(inOrder)).toEqual(of([...history]));
  }
});
