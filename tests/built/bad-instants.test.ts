import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import ICAL from "ical.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "#db/client.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { openAppDatabase } from "#tests/support/app-database.ts";
import { ctxIn } from "#tests/support/ctx.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { openBookingForm, sendBookingForm } from "#tests/support/guests.ts";
import { type SmtpReceiver, startSmtpReceiver } from "#tests/support/smtp.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

const ORGANISER = "northside-makers";

interface Booked extends MadeEvent {
  email: string;
  bookingId: string;
  /** The paths that the guest was given. */
  confirmation: string;
  links: string[];
}

let receiver: SmtpReceiver;
let app: RunningApp;
let database: Database;
let cookie: string;
let bad: Booked;
let sound: Booked;

beforeAll(async () => {
  receiver = await startSmtpReceiver();
  const mails = { SMTP_URL: receiver.url, MAIL_FROM: "tests@reservo.example" };
  app = await startApp({ env: { RESERVO_DEMO: "1", RATE_LIMITS: "off", CACHE_TTL_MS: "0", ...mails } });
  cookie = await becomeOwner();
  database = openAppDatabase(app.dataDir);
  bad = await bookedEvent("Broken evening", "bad@example.org");
  sound = await bookedEvent("Sound evening", "sound@example.org");
  for (const table of ["events", "sessions", "resources"]) {
    await database.db.execute(sql.raw(`alter table ${table} drop constraint if exists ${table}_instants`));
  }
}, 120_000);

afterAll(async () => {
  await database?.close();
  await app?.stop();
  await receiver?.close();
});

async function becomeOwner(): Promise<string> {
  const link = await waitUntil("the set-up link", () => app.setupLink());
  const answer = await send(link, {
    organization: "Northside Makers",
    timeZone: "Europe/London",
    name: "Marta Nowak",
    email: "marta@example.org",
    password: "eleven brown herons",
  });
  return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}

const send = (url: string, form: Record<string, string>) =>
  fetch(url, {
    method: "POST",
    redirect: "manual",
    headers: { Origin: app.url, Accept: "text/html", ...(cookie && { Cookie: cookie }) },
    body: new URLSearchParams(form),
  });

async function bookedEvent(title: string, email: string): Promise<Booked> {
  const [owner] = await database.db.execute<{ id: string }>(
    sql`select organization_id as id from slugs where slug = ${ORGANISER}`,
  );
  const made = await makeEvent(ctxIn(database.db, owner?.id ?? ""), { title });
  const answer = await sendBookingForm(await openBookingForm(app.url, made.event.slug), email);
  const mail = await receiver.waitForMail(({ to }) => to.includes(email));
  const [booking] = await database.db.execute<{ id: string }>(
    sql`select id from bookings where reference = ${answer.reference}`,
  );
  return {
    ...made,
    email,
    bookingId: booking?.id ?? "",
    confirmation: answer.location ?? "",
    links: mail.links.map((link) => link.replace(app.url, "")),
  };
}

const get = (path: string) => fetch(app.url + path, { headers: { Accept: "text/html", Cookie: cookie } });

/** Every page, feed and file on which the event stands, alone or among others, but for those of its guest. */
function pagesOf({ event, session, bookingId }: Booked): string[] {
  const { slug, id } = event;
  return [
    ...["", "?past=1", "?view=month"].map((query) => `/o/${ORGANISER}${query}`),
    ...["/feed.xml", "/calendar.ics"].map((file) => `/o/${ORGANISER}${file}`),
    ...["/", "/sitemap.xml", `/embed/o/${ORGANISER}`],
    ...[`/e/${slug}`, `/e/${slug}?session=${session.id}`, `/e/${slug}/picture.png`, `/embed/${slug}`],
    ...[`/e/${slug}/live`, `/e/${slug}/live?session=${session.id}`],
    `/api/v1/availability/${session.resourceIds[0]}?organization=${ORGANISER}`,
    ...["", "/edit", "/embed", "/cancel", "/remove"].map(
      (page) => `/admin/o/${ORGANISER}/events/${id}${page}`,
    ),
    ...["", `/bookings/${bookingId}`].map((page) => `/admin/o/${ORGANISER}${page}`),
  ];
}

const BAD_TIMES: [startsAt: string, endsAt: string, opensAt: string][] = [
  ["0027-05-01 18:00+00", "0027-05-01 20:00+00", "0027-01-01 00:00+00"],
  ["0044-03-15 18:00+00 BC", "2044-03-15 20:00+00", "infinity"],
  ["33658-09-27 01:46+00", "33658-09-27 03:46+00", "20001-01-01 00:00+00"],
  ["-infinity", "infinity", "-infinity"],
  ["2031-05-01 18:00+00", "infinity", "4000-01-01 00:00+00 BC"],
];

async function breakIt([startsAt, endsAt, opensAt]: string[]): Promise<void> {
  const { db } = database;
  await db.execute(
    sql`update sessions set starts_at = ${startsAt}, ends_at = ${endsAt} where id = ${bad.session.id}`,
  );
  await db.execute(
    sql`update resources set opens_at = ${opensAt}, closes_at = ${startsAt} where id = ${bad.session.id}`,
  );
  // As a save would: what is remembered of an event is remembered by its version.
  await db.execute(
    sql`update events set opens_at = ${opensAt}, version = version + 1 where id = ${bad.event.id}`,
  );
}

test.each(BAD_TIMES)(
  "a session from %s to %s with booking from %s ends no page, feed, calendar or mail",
  async (...times) => {
    await breakIt(times);
    for (const path of pagesOf(bad)) {
      const answer = await get(path);
      expect(answer.status, path).toBe(200);
      await answer.text();
    }
    // A link to a booking ends a month after its event, which is long ago for some of these times.
    for (const path of [bad.confirmation, ...bad.links])
      expect([200, 403], path).toContain((await get(path)).status);
    const calendar = await (await get(`/o/${ORGANISER}/calendar.ics`)).text();
    const entries = new ICAL.Component(ICAL.parse(calendar)).getAllSubcomponents("vevent");
    const titles = entries.map((entry) => String(entry.getFirstPropertyValue("summary")));
    expect(titles).toContain("Sound evening");
    expect(titles).not.toContain("Broken evening");
    for (const entry of entries)
      expect(new ICAL.Event(entry).startDate.toJSDate().getTime()).toBeGreaterThan(0);
  },
);

function calendarOf({ confirmation }: Booked): string {
  const { pathname, searchParams } = new URL(confirmation, app.url);
  return `${pathname}/calendar.ics?t=${searchParams.get("t")}`;
}

test("a booking whose time no calendar can read has no calendar file, and others have theirs", async () => {
  await breakIt(BAD_TIMES[2] ?? []);
  expect((await get(calendarOf(bad))).status).toBe(404);
  expect((await get(calendarOf(sound))).status).toBe(200);
});

test("the mail about a booking with a broken time goes, and so does the one behind it", async () => {
  await breakIt(BAD_TIMES[0] ?? []);
  receiver.messages.length = 0;
  for (const { bookingId, event } of [bad, sound]) {
    await database.db.execute(sql`
      insert into mails (organization_id, id, booking_id, kind, due_at, created_at)
      values (${event.organizationId}, ${randomUUID()}, ${bookingId}, 'resent', now(), now())`);
  }
  for (const { email, event } of [bad, sound]) {
    const mail = await receiver.waitForMail(({ to }) => to.includes(email));
    expect(mail.text).toContain(event.title);
  }
});

test("a broken time stands in the form as far as it can be written there, and is put right there", async () => {
  await breakIt(BAD_TIMES[0] ?? []);
  const edit = `/admin/o/${ORGANISER}/events/${bad.event.id}/edit`;
  const html = await (await get(edit)).text();
  const field = /<input[^>]*name="sessions\[0\]\.startsAt"[^>]*>/.exec(html)?.[0] ?? "";
  expect(field).toContain('min="1900-01-01T00:00"');
  expect(field).toContain('max="2200-12-31T23:59"');
  expect(field).toContain('value="0027-05-01T18:00"');
  const opening = /<input[^>]*name="opensAt"[^>]*>/.exec(html)?.[0] ?? "";
  expect(opening).toMatch(/min="1900-01-01T00:00" max="2200-12-31T23:59"/);
  const typed = {
    title: bad.event.title,
    place: "The hall",
    timeZone: "UTC",
    stock: "coral",
    maxPerBooking: "4",
    "sessions[0].id": bad.session.id,
    "sessions[0].capacity": "10",
    intent: "save",
    asked: "1",
  };
  const times = (year: string) => ({
    "sessions[0].startsAt": `${year}-05-01T18:00`,
    "sessions[0].endsAt": `${year}-05-01T20:00`,
  });
  const refused = await send(app.url + edit, { ...typed, ...times("0027") });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain("Enter a year from 1900 to 2200.");
  const saved = await send(app.url + edit, { ...typed, ...times("2031") });
  expect(saved.status).toBe(303);
  const [session] = await database.db.execute<{ starts_at: string }>(
    sql`select starts_at from sessions where id = ${bad.session.id}`,
  );
  expect(new Date(session?.starts_at ?? "").toISOString()).toBe("2031-05-01T18:00:00.000Z");
});
