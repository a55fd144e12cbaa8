import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { bookSeats, cancelAsAttendee } from "#app/checkout/book-seats.server.ts";
import { cancelEvent } from "#app/events/end-event.server.ts";
import { createMailTransport } from "#app/host/mail/mail.ts";
import type { Relay } from "#app/notifications/relay.server.ts";
import { silentLog } from "#app/platform/log.ts";
import { newToken } from "#app/platform/secrets.ts";
import { fanOutCancelledEvents } from "#app/webhooks/fan-out.server.ts";
import { makeOrganization, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { relayDue } from "#tests/support/relay.ts";
import { TEST_ORIGIN } from "#tests/support/remix.ts";
import { startSmtpReceiver } from "#tests/support/smtp.ts";
import { deliverAll, makeDue, subscribeReceiver, testCourier } from "#tests/support/webhooks.ts";

const { db, owner } = await testDatabase();
const receiver = await startSmtpReceiver();
const from = "Reservo <tests@reservo.example>";
const mail = createMailTransport({ smtpUrl: receiver.url, from, dataDir: "", log: silentLog });
const ctx = await makeOrganization(db);
const made = await makeEvent(ctx, { capacity: 1_000 });
const givenUp: string[] = [];
const relay: Relay = {
  db,
  mail,
  origin: TEST_ORIGIN,
  log: silentLog,
  signer: testSigner,
  sender: "tests@reservo.example",
  gaveUp: () => void givenUp.push("mail"),
};

afterAll(async () => {
  mail.close();
  await receiver.close();
});

beforeEach(async () => {
  await db.execute(sql`delete from outbox`);
  await db.execute(sql`delete from mails`);
  receiver.messages.length = 0;
  givenUp.length = 0;
});

async function bookedGuest(email: string): Promise<string> {
  const booked = await bookSeats(ctx, {
    event: made.event,
    session: made.session,
    seats: 2,
    formToken: newToken(),
    booker: { name: "Ada Guest", email, locale: "en" },
  });
  if (!booked.ok) throw new Error(booked.refusal);
  return booked.bookingId;
}

/** A mail before all others of the booking, about a move of which nothing can be made out. */
async function putBrokenMail(bookingId: string): Promise<void> {
  await db.execute(sql`
    insert into mails (organization_id, id, booking_id, kind, formerly, due_at, created_at)
    values (${ctx.organizationId}, ${randomUUID()}, ${bookingId}, 'moved', '{}', now() - interval '1 hour', now() - interval '1 hour')`);
}

const became = () =>
  db.execute(sql`select kind, state, attempts::int, last_error from mails order by created_at, id`);

test("a mail that cannot be composed is given up at once, and the mails behind it go, its booking's and others'", async () => {
  const bookingId = await bookedGuest("ada@example.org");
  await putBrokenMail(bookingId);
  await cancelAsAttendee(ctx, bookingId);
  await bookedGuest("ben@example.org");
  while ((await relayDue(relay)) > 0);
  expect(await became()).toMatchObject([
    { kind: "moved", state: "failed", attempts: 1, last_error: "an internal error" },
    { kind: "confirmed", state: "sent" },
    { kind: "cancelled", state: "sent" },
    { kind: "confirmed", state: "sent" },
  ]);
  expect(givenUp).toEqual(["mail"]);
  expect(receiver.messages.map(({ to, subject }) => [to[0], subject.split(":")[0]]).sort()).toEqual([
    ["ada@example.org", "Booked"],
    ["ada@example.org", "Cancelled"],
    ["ben@example.org", "Booked"],
  ]);
});

test("a mail that is given up leaves no link to its booking behind", async () => {
  const bookingId = await bookedGuest("cy@example.org");
  const links = async () =>
    (await db.execute(sql`select 1 from link_tokens where booking_id = ${bookingId}`)).length;
  await db.execute(sql`delete from outbox`);
  const before = await links();
  await putBrokenMail(bookingId);
  await relayDue(relay);
  expect(givenUp).toEqual(["mail"]);
  expect(await links()).toBe(before);
});

/** Does something while a column has another name, so that the database refuses what asks for it. */
async function without<T>(table: string, column: string, work: () => Promise<T>): Promise<T> {
  await owner.db.execute(sql.raw(`alter table ${table} rename column ${column} to ${column}_away`));
  try {
    return await work();
  } finally {
    await owner.db.execute(sql.raw(`alter table ${table} rename column ${column}_away to ${column}`));
  }
}

test("a mail that the database refuses to answer for is tried five times", async () => {
  await bookedGuest("dora@example.org");
  await without("organizations", "contact_email", async () => {
    for (let tries = 0; tries < 8; tries++) {
      await relayDue(relay);
      await db.execute(sql`update mails set due_at = now() - interval '1 second'`);
    }
  });
  expect(await became()).toEqual([
    { kind: "confirmed", state: "failed", attempts: 5, last_error: "an internal error" },
  ]);
});

test("a webhook that cannot be composed is tried five times, and holds up no other", async () => {
  const { receiver: hooks, endpoint } = await subscribeReceiver(ctx);
  const cancelled = await makeEvent(ctx);
  await cancelEvent(ctx, cancelled.event.id, "");
  await fanOutCancelledEvents(db);
  const courier = testCourier(db, undefined, () => void givenUp.push("webhook"));
  await without("sessions", "label", async () => {
    for (let tries = 0; tries < 8; tries++) {
      await deliverAll(db, courier);
      await makeDue(db);
    }
  });
  const [row] = await db.execute(sql`
    select state, attempts::int from webhook_deliveries where event_id = ${cancelled.event.id}`);
  expect(row).toEqual({ state: "failed", attempts: 5 });
  expect(givenUp).toEqual(["webhook"]);
  await bookedGuest("eve@example.org");
  await deliverAll(db, courier);
  expect(hooks.hooks).toMatchObject([{ json: { type: "booking.confirmed" } }]);
  expect(endpoint.state).toBe("active");
  await hooks.close();
});
