import { sql } from "drizzle-orm";
import ICAL from "ical.js";
import { afterAll, beforeEach, expect, test } from "vitest";
import { bookSeats, cancelAsAttendee } from "#app/checkout/book-seats.server.ts";
import { createMailTransport } from "#app/host/mail/mail.ts";
import type { Relay } from "#app/notifications/relay.server.ts";
import type { Locale } from "#app/platform/locales.ts";
import { silentLog } from "#app/platform/log.ts";
import { newToken } from "#app/platform/secrets.ts";
import * as editRoute from "#app/routes/admin/events/$id.edit.tsx";
import { makeOrganization, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { signedIn } from "#tests/support/members.ts";
import { relayDue } from "#tests/support/relay.ts";
import { requestRoute, TEST_ORIGIN, testContext } from "#tests/support/remix.ts";
import { type ReceivedMail, startSmtpReceiver } from "#tests/support/smtp.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db, "Moving club");
const cookie = await signedIn(context, ctx.organizationId, "editor");
const receiver = await startSmtpReceiver();
const from = "tests@reservo.example";
const mail = createMailTransport({ smtpUrl: receiver.url, from, dataDir: "", log: silentLog });
const relay: Relay = { db, mail, origin: TEST_ORIGIN, signer: testSigner, sender: from, log: silentLog };

afterAll(async () => {
  mail.close();
  await receiver.close();
});

beforeEach(() => {
  receiver.messages.length = 0;
});

let guests = 0;

/** Somebody is booked for a date of the event, and has got their confirmation. */
async function bookedGuest({ event, sessions }: MadeEvent, { date = 0, locale = "en" as Locale } = {}) {
  const session = sessions[date];
  if (!session) throw new Error("the event has no such date");
  const email = `guest${++guests}@example.org`;
  const booked = await bookSeats(ctx, {
    event,
    session,
    seats: 1,
    formToken: newToken(),
    booker: { name: "Ada Guest", email, locale },
  });
  if (!booked.ok) throw new Error(booked.refusal);
  return { ...booked, email };
}

/** Sends what is due, and answers the mails of an address that have come since the last call. */
async function mailsTo(email: string): Promise<ReceivedMail[]> {
  while ((await relayDue(relay)) > 0);
  const own = receiver.messages.filter((each) => each.to[0] === email);
  receiver.messages.length = 0;
  return own;
}

interface Answered {
  draft: Record<string, unknown> & { sessions: Record<string, string>[] };
  concerned?: number;
}

/** Saves the event's form, as its page shows it, with what is typed over it. */
async function save(made: MadeEvent, typed: Record<string, string>) {
  const params = { id: made.event.id };
  const { draft } = (await requestRoute<Answered>(context, editRoute, "/admin", { params, cookie })).body;
  const { sessions, questions: _none, ...rest } = draft;
  const texts = Object.entries(rest).filter(([, value]) => value !== false);
  const fields = sessions.flatMap((session, index) =>
    Object.entries(session).map(([name, value]) => [`sessions[${index}].${name}`, value]),
  );
  const form = { ...Object.fromEntries([...texts, ...fields]), ...typed, intent: "save" };
  return requestRoute<Answered>(context, editRoute, "/admin", { params, cookie, form });
}

const LATER = { "sessions[0].startsAt": "2031-06-02T18:00", "sessions[0].endsAt": "2031-06-02T20:30" };
const TOLD = { asked: "1", notify: "on" };
/** The entry of the calendar file that came with a mail. */
function entryOf(message: ReceivedMail | undefined): ICAL.Event {
  const file = message?.attachments.find(({ filename }) => filename === "booking.ics");
  const calendar = new ICAL.Component(ICAL.parse(file?.content.toString("utf8") ?? ""));
  return new ICAL.Event(calendar.getFirstSubcomponent("vevent") ?? undefined);
}

const startOf = async ({ session }: MadeEvent) => {
  const [row] = await db.execute(sql`select starts_at from sessions where id = ${session.id}`);
  return new Date(String(row?.starts_at)).getUTCFullYear();
};

test("who moves a date is told how many are booked for it, and those alone get a mail and a newer calendar entry", async () => {
  const made = await makeEvent(ctx, { sessions: 2, title: "Night walk" });
  const [guest, other] = [await bookedGuest(made), await bookedGuest(made, { date: 1 })];
  const [confirmation] = await mailsTo(guest.email);

  const asked = await save(made, LATER);
  expect(asked).toMatchObject({ status: 200, body: { concerned: 1 } });
  expect(await startOf(made)).not.toBe(2031);
  expect(await mailsTo(guest.email)).toEqual([]);

  expect(await save(made, { ...LATER, ...TOLD })).toMatchObject({ status: 303 });
  expect(await startOf(made)).toBe(2031);
  while ((await relayDue(relay)) > 0);
  expect(receiver.messages.map(({ to }) => to[0])).toEqual([guest.email]);
  const [moved] = receiver.messages;
  expect(moved?.subject).toBe("Moved: Night walk, Mon 2 Jun 18:00");
  const was = /When: (.*)\n/.exec(confirmation?.text ?? "")?.[1] ?? "no time";
  for (const words of [moved?.text, moved?.html]) {
    expect(words).toContain("The time has changed");
    expect(words).toContain("Monday 2 June 2031, 18:00–20:30");
    expect(words).toContain(`Previously: ${was}`);
  }
  const [before, after] = [entryOf(confirmation), entryOf(moved)];
  expect(after.uid).toBe(before.uid);
  expect(after.startDate.toJSDate().toISOString()).toBe("2031-06-02T18:00:00.000Z");
  expect(after.sequence).toBeGreaterThan(before.sequence);
  expect(await mailsTo(other.email)).toEqual([]);
  // Both entries say that their reader comes, and open the booking as the mail does.
  for (const [entry, mail] of [
    [before, confirmation],
    [after, moved],
  ] as const) {
    expect(entry.attendees.map((each) => each.getFirstParameter("partstat"))).toEqual(["ACCEPTED"]);
    const link = /https?:\/\/\S+\/manage\?t=\S+/.exec(mail?.text ?? "")?.[0] ?? "no link";
    expect(entry.description).toContain(`Manage booking: ${link}`);
  }
});

test("a new place concerns every date to come, and each is told in their language", async () => {
  const made = await makeEvent(ctx, { sessions: 2 });
  const [english, german] = [await bookedGuest(made), await bookedGuest(made, { date: 1, locale: "de" })];
  await mailsTo(english.email);
  expect((await save(made, { place: "The barn" })).body.concerned).toBe(2);
  await save(made, { place: "The barn", ...TOLD });
  while ((await relayDue(relay)) > 0);
  const textTo = (email: string) => receiver.messages.find(({ to }) => to[0] === email)?.text;
  expect(textTo(english.email)).toMatch(
    /^The place has changed\n[\s\S]*Where: The barn\n +Previously: The hall\n/,
  );
  expect(textTo(german.email)).toMatch(
    /^Der Ort hat sich geändert\n[\s\S]*Wo: The barn\n +Bisher: The hall\n/,
  );
});

test("what moves nobody is saved at once, and tells nobody", async () => {
  const made = await makeEvent(ctx);
  const guest = await bookedGuest(made);
  await mailsTo(guest.email);
  const changed = await save(made, { title: "Another name", "sessions[0].capacity": "30" });
  expect(changed).toMatchObject({ status: 303 });
  expect(await mailsTo(guest.email)).toEqual([]);
  const empty = await makeEvent(ctx);
  expect(await save(empty, LATER)).toMatchObject({ status: 303 });
  const over = await makeEvent(ctx, { inHours: -72 });
  expect(await save(over, { "sessions[0].startsAt": "2020-01-01T10:00" })).toMatchObject({ status: 303 });
  expect(await db.execute(sql`select 1 from mails where kind = 'moved' and state = 'queued'`)).toHaveLength(
    0,
  );
});

test("the organiser may tell nobody", async () => {
  const made = await makeEvent(ctx);
  const guest = await bookedGuest(made);
  await mailsTo(guest.email);
  expect(await save(made, { ...LATER, asked: "1" })).toMatchObject({ status: 303 });
  expect(await startOf(made)).toBe(2031);
  expect(await mailsTo(guest.email)).toEqual([]);
});

test("moves in a row make one mail, which says what was before the first; there and back makes none", async () => {
  const made = await makeEvent(ctx, { sessions: 1 });
  const guest = await bookedGuest(made);
  const [confirmation] = await mailsTo(guest.email);
  const was = /When: (.*)\n/.exec(confirmation?.text ?? "")?.[1] ?? "no time";
  await save(made, { ...LATER, ...TOLD });
  await save(made, { place: "The barn", ...TOLD });
  await save(made, { "sessions[0].startsAt": "2031-06-02T19:00", place: "The barn", ...TOLD });
  const mails = await mailsTo(guest.email);
  expect(mails.map((each) => each.subject)).toEqual(["Moved: Test evening, Mon 2 Jun 19:00"]);
  expect(mails[0]?.text).toMatch(/^Time and place have changed\n/);
  expect(mails[0]?.text).toContain(`Previously: ${was}`);
  expect(mails[0]?.text).toContain("Previously: The hall");

  await save(made, { place: "The garden", ...TOLD });
  await save(made, { place: "The barn", ...TOLD });
  expect(await mailsTo(guest.email)).toEqual([]);
});

test("who has cancelled before the mail went out hears of the cancelling alone", async () => {
  const made = await makeEvent(ctx);
  const guest = await bookedGuest(made);
  await mailsTo(guest.email);
  await save(made, { ...LATER, ...TOLD });
  await cancelAsAttendee(ctx, guest.bookingId);
  expect((await mailsTo(guest.email)).map((each) => each.subject.split(":")[0])).toEqual(["Cancelled"]);
});
