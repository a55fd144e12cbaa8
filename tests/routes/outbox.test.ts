import { sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { bookSeats, cancelAsAttendee } from "#app/checkout/book-seats.server.ts";
import { createMailTransport } from "#app/host/mail/mail.ts";
import { emptyOutbox } from "#app/jobs/empty-outbox.server.ts";
import type { Relay } from "#app/notifications/relay.server.ts";
import { transact } from "#app/platform/ctx.ts";
import { silentLog } from "#app/platform/log.ts";
import { newToken } from "#app/platform/secrets.ts";
import * as manageRoute from "#app/routes/public/b.$reference.manage.tsx";
import { openDatabase } from "#db/client.ts";
import { bookSome, makeOrganization, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { relayDue } from "#tests/support/relay.ts";
import { requestRoute, TEST_ORIGIN, testContext } from "#tests/support/remix.ts";
import { startSmtpReceiver } from "#tests/support/smtp.ts";

const database = await testDatabase();
const { db } = database;
const receiver = await startSmtpReceiver();
const context = await testContext(db);
const ctx = await makeOrganization(db);
const made = await makeEvent(ctx, { capacity: 1000 });

const mailTo = (smtpUrl: string) =>
  createMailTransport({ smtpUrl, from: "Reservo <tests@reservo.example>", dataDir: "", log: silentLog });
const mail = mailTo(receiver.url);
const relay: Relay = {
  db,
  mail,
  origin: TEST_ORIGIN,
  log: silentLog,
  signer: testSigner,
  sender: "tests@reservo.example",
};

afterAll(async () => {
  mail.close();
  await receiver.close();
});

beforeEach(async () => {
  await db.execute(sql`delete from outbox`);
  await db.execute(sql`delete from mails`);
  receiver.messages.length = 0;
});

let guests = 0;

async function bookedGuest(from = ctx) {
  const email = `guest${++guests}@example.org`;
  const booked = await bookSeats(from, {
    event: made.event,
    session: made.session,
    seats: 2,
    formToken: newToken(),
    booker: { name: "Ada Guest", email, locale: "en" },
  });
  if (!booked.ok) throw new Error(booked.refusal);
  return { ...booked, email };
}

async function relayAll(through: Relay = relay): Promise<void> {
  while ((await relayDue(through)) > 0);
}

const waiting = async () => [
  ...(await db.execute(sql`
    select kind, attempts::int, last_error, due_at > now() as later from mails where state = 'queued'
    order by created_at, id`)),
  ...(await db.execute(sql`select kind, attempts::int from outbox order by created_at, position`)),
];
/** What became of the mails so far, in order. */
const became = async () => [
  ...(await db.execute(
    sql`select kind, state, attempts::int, last_error from mails order by created_at, id`,
  )),
];
/** The passing of time, as far as mails know it. */
const makeDue = () => db.execute(sql`update mails set due_at = now() - interval '1 second'`);
const subjectsTo = (email: string) =>
  receiver.messages.filter((each) => each.to[0] === email).map((each) => each.subject.split(":")[0]);

test("a booking's confirmation reaches its guest by SMTP, and its link opens the booking", async () => {
  const { email, reference } = await bookedGuest();
  expect(await relayDue(relay)).toBe(1);
  const [message] = receiver.messages;
  expect(message).toMatchObject({ to: [email], subject: expect.stringMatching(/^Booked: Test evening, /) });
  expect(message?.text).toContain("Ada Guest");
  const link = message?.links.find((each) => each.includes(`/b/${reference}/manage`)) ?? "";
  const answer = await requestRoute(context, manageRoute, link.replace(TEST_ORIGIN, ""), {
    params: { reference },
  });
  expect(answer).toMatchObject({ status: 200, body: { booking: { reference } } });
  expect(await waiting()).toEqual([]);
  expect(await relayDue(relay)).toBe(0);
});

test("what is told of one booking comes in order, even where the first had to wait", async () => {
  const { email, bookingId } = await bookedGuest();
  await cancelAsAttendee(ctx, bookingId);
  while ((await emptyOutbox(db)) > 0);
  await db.execute(sql`update mails set due_at = now() + interval '1 hour' where kind = 'confirmed'`);
  expect(await relayDue(relay)).toBe(0);
  await makeDue();
  await relayAll();
  expect(subjectsTo(email)).toEqual(["Booked", "Cancelled"]);
});

test("a mail server that cannot be reached costs a delay and nothing else", async () => {
  const gone = await startSmtpReceiver();
  await gone.close();
  const unreachable = mailTo(gone.url);
  const { email, bookingId } = await bookedGuest();
  await cancelAsAttendee(ctx, bookingId);
  expect(await relayDue({ ...relay, mail: unreachable })).toBe(0);
  unreachable.close();
  expect(await waiting()).toMatchObject([
    { kind: "confirmed", attempts: 1, later: true, last_error: expect.stringContaining("ECONNREFUSED") },
    { kind: "cancelled", attempts: 0 },
  ]);
  expect(await relayDue(relay)).toBe(0);
  await makeDue();
  await relayAll();
  expect(subjectsTo(email)).toEqual(["Booked", "Cancelled"]);
  expect(await waiting()).toEqual([]);
});

test("each failure makes the wait longer, from ten seconds to an hour", async () => {
  const failing = { ...relay, mail: { send: () => Promise.reject(new Error("451 not now")) } };
  await bookedGuest();
  const waits: number[] = [];
  for (let tries = 0; tries < 12; tries++) {
    await makeDue();
    await relayDue(failing);
    const [row] = await db.execute(sql`
      select round(extract(epoch from due_at - now()))::int as wait from mails`);
    waits.push(Number(row?.wait));
  }
  expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600]);
});

test("after a day a mail is given up, and counted", async () => {
  let dead = 0;
  const gaveUp = () => {
    dead += 1;
  };
  const failing = { ...relay, gaveUp, mail: { send: () => Promise.reject(new Error("451 not now")) } };
  await bookedGuest();
  await db.execute(sql`update outbox set created_at = now() - interval '25 hours'`);
  await relayDue(failing);
  expect(await waiting()).toEqual([]);
  expect(await became()).toEqual([
    { kind: "confirmed", state: "failed", attempts: 1, last_error: "451 not now" },
  ]);
  expect(dead).toBe(1);
});

test("a mail that was sent while the database went away is sent again under the same id", async () => {
  const { email } = await bookedGuest();
  const dying = openDatabase({ url: database.url, max: 2 });
  const sendsAndDies = {
    send: async (message: Parameters<typeof mail.send>[0]) => {
      await mail.send(message);
      await dying.close();
    },
  };
  await expect(relayDue({ ...relay, db: dying.db, mail: sendsAndDies })).rejects.toThrow();
  expect(subjectsTo(email)).toEqual(["Booked"]);
  // Whoever took it has it for a minute, then it is anybody's.
  expect(await relayDue(relay)).toBe(0);
  expect(await waiting()).toMatchObject([{ later: true }]);
  await makeDue();
  await relayAll();
  expect(subjectsTo(email)).toEqual(["Booked", "Booked"]);
  const ids = new Set(receiver.messages.map((each) => each.headers["message-id"]));
  expect(ids.size).toBe(1);
});

test("two instances that relay at the same moment send each mail once", async () => {
  const emails = await Promise.all(Array.from({ length: 30 }, async () => (await bookedGuest()).email));
  await Promise.all([relayAll(), relayAll(), relayAll()]);
  await relayAll();
  expect(receiver.messages.map((each) => each.to[0]).sort()).toEqual(emails.sort());
});

test("a booking without an address, as programs make them, leaves the outbox without a mail", async () => {
  const [resourceId] = made.session.resourceIds;
  expect(await bookSome(ctx, resourceId ?? "")).toMatchObject({ ok: true });
  expect(await waiting()).toMatchObject([{ kind: "confirmed" }]);
  while ((await emptyOutbox(db)) > 0);
  expect(await waiting()).toEqual([]);
});

test("a booking that was rolled back, or refused, tells nobody anything", async () => {
  const changedMind = transact(ctx, async (tx) => {
    await bookedGuest(tx);
    throw new Error("changed my mind");
  });
  await expect(changedMind).rejects.toThrow("changed my mind");
  const full = await makeEvent(ctx, { capacity: 1 });
  const refused = await bookSeats(ctx, {
    event: full.event,
    session: full.session,
    seats: 2,
    formToken: newToken(),
    booker: { name: "Ada Guest", email: "refused@example.org", locale: "en" },
  });
  expect(refused.ok).toBe(false);
  expect(await waiting()).toEqual([]);
  expect(await relayDue(relay)).toBe(0);
});

test("whoever was erased gets no more mail, and nothing is left waiting for them", async () => {
  const { bookingId } = await bookedGuest();
  await db.execute(sql`delete from people where booking_id = ${bookingId}`);
  await relayAll();
  expect(receiver.messages).toEqual([]);
  expect(await waiting()).toEqual([]);
});

test("the address is read when the mail is sent", async () => {
  const { bookingId } = await bookedGuest();
  await db.execute(sql`update people set email = 'moved@example.org' where booking_id = ${bookingId}`);
  await relayAll();
  expect(receiver.messages.map((each) => each.to)).toEqual([["moved@example.org"]]);
});
