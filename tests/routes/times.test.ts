import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { bookAsGuest } from "#tests/support/booking-flow.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { signedIn } from "#tests/support/members.ts";
import { takeNextMail } from "#tests/support/relay.ts";
import { testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);
const site = createSite(context);
const cookie = await signedIn(context, ctx.organizationId, "owner");
const organization = await findOrganization(db, ctx.organizationId);

type Wish = Parameters<typeof makeEvent>[1];
type Request = Parameters<typeof site>[1];

/** Makes an event whose only date lasts from one instant to another. */
async function eventFrom(startsAt: string, endsAt: string, wish: Wish = {}) {
  const made = await makeEvent(ctx, { timeZone: "Europe/London", ...wish });
  await db.execute(sql`update sessions set starts_at = ${startsAt}::timestamptz, ends_at = ${endsAt}::timestamptz
    where event_id = ${made.event.id}`);
  const session = { ...made.session, startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
  return { ...made, session };
}

/** What a page says, without its markup; no-break spaces as spaces. */
async function textOf(address: string, request: Request = {}): Promise<string> {
  const { text, failures } = await site(address, request);
  expect(failures, address).toEqual([]);
  return text
    .replaceAll("<!-- -->", "")
    .replace(/<script.*?<\/script>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/[\s\u00a0\u202f]+/g, " ");
}

const adminPages = (eventId: string, bookingId: string) =>
  [`events/${eventId}`, `bookings/${bookingId}`].map((path) => `/admin/o/${organization?.slug}/${path}`);

/** The addresses of all pages that show when a booking is, by who may open them. */
async function pagesOf(made: Awaited<ReturnType<typeof eventFrom>>, locale = "en") {
  const booker = { name: "Ada Guest", email: "ada@example.org", locale };
  const { reference, token, bookingId } = await bookAsGuest(ctx, made, { booker });
  const mail = await takeNextMail(context);
  const { slug, id } = made.event;
  return {
    mail,
    public: [
      ...[`/e/${slug}`, `/e/${slug}/book?seats=1`, `/embed/${slug}`, `/o/${organization?.slug}`],
      ...[`/b/${reference}?t=${token}`, `/b/${reference}/manage?t=${token}`],
      /\/t\/[A-Z2-7]{26}/.exec(mail.text)?.[0] ?? "none",
    ],
    admin: adminPages(id, bookingId),
  };
}

test("a region of the browser decides about the clock and the order of dates on every page, and never about words", async () => {
  const made = await eventFrom("2040-12-07T18:30:00Z", "2040-12-07T21:00:00Z");
  const pages = await pagesOf(made, "en-US");
  for (const address of [...pages.public, ...pages.admin]) {
    const american = await textOf(address, { cookie, languages: "en-US,en;q=0.9" });
    expect(american, address).toMatch(/Friday, December 7, 2040,? (?:6:30–9:00 PM)|6:30–9:00 PM/);
    expect(american, address).not.toMatch(/18:30|7 December/);
    const british = await textOf(address, { cookie, languages: "en-GB,en;q=0.9" });
    expect(british, address).toContain("18:30–21:00");
    // The preview of a mail is in the locale of its booking.
    expect(british.split("Preview email")[0], address).not.toMatch(/PM|December 7/);
  }
  const german = await textOf(pages.public[0] ?? "", { cookie: "lng=de", languages: "en-US" });
  expect(german).toContain("Freitag, 7. Dezember 2040, 18:30–21:00");
  // A site may ask for a region, whatever the browser says.
  const embedded = await textOf(`${pages.public[2]}?locale=en-US`, { languages: "de" });
  expect(embedded).toContain("Friday, December 7, 2040, 6:30–9:00 PM");
  // The region that a booking was made in stays its own: its mails come when no browser is there to ask.
  expect(pages.mail.text.replaceAll("\u202f", " ")).toContain("Friday, December 7, 2040, 6:30–9:00 PM");
  expect(pages.mail.subject.replaceAll("\u202f", " ")).toContain("Fri, Dec 7 6:30 PM");
});

test("a booking keeps the region of the browser that made it", async () => {
  const { event, session } = await makeEvent(ctx, { maxPerBooking: 1 });
  const languages = "en-US,en;q=0.9";
  const { text } = await site(`/e/${event.slug}`, { languages });
  const formToken = /name="formToken" value="([^"]+)"/.exec(text)?.[1] ?? "";
  const fields = { formToken, session: session.id, seats: "1", name: "Ada", email: "unique@example.org" };
  const form = new URLSearchParams({ ...fields, intent: "confirm" });
  const { status } = await site(`/e/${event.slug}`, { languages, form });
  expect(status).toBe(303);
  const [row] = await db.execute(sql`select locale from people where email = 'unique@example.org'`);
  expect(row?.locale).toBe("en-US");
  await takeNextMail(context);
});

test("a night is written with both dates, and one on which the clocks change says how long it is, wherever it is shown", async () => {
  const night = await pagesOf(await eventFrom("2040-12-31T22:00:00Z", "2041-01-01T04:00:00Z"));
  for (const address of [...night.public, ...night.admin]) {
    const text = await textOf(address, { cookie });
    expect(text, address).toMatch(/22:00 ?– (Tue 1 Jan|Tuesday 1 January 2041), 04:00/);
    expect(text, address).not.toMatch(/\+1/);
  }
  expect(night.mail.text).toContain("Monday 31 December 2040, 22:00 – Tuesday 1 January 2041, 04:00");

  const change = await pagesOf(await eventFrom("2040-10-28T00:00:00Z", "2040-10-28T02:30:00Z"));
  for (const address of [...change.public, ...change.admin]) {
    const text = await textOf(address, { cookie });
    expect(text, address).toMatch(/01:00–02:30 \(2½ hours; clocks go back\)/);
  }
  expect(change.mail.text.replaceAll("\u00a0", " ")).toContain("01:00–02:30 (2½ hours; clocks go back)");
});

test("the zone stands on a page for browsers without scripts and for events on the net, and is named after its city", async () => {
  const made = await eventFrom("2040-12-07T18:30:00Z", "2040-12-07T21:00:00Z");
  const pages = await pagesOf(made);
  for (const address of pages.public.slice(0, 2).concat(pages.public.slice(4))) {
    const { text } = await site(address);
    expect(text, address).not.toMatch(/GMT|UTC/);
    // The details page has it in a line, for all others it stands where no script runs.
    if (!address.includes("/book")) expect(text, address).toContain("<noscript>London time</noscript>");
    expect(text.replace(/<noscript>.*?<\/noscript>/g, "").replace(/<[^>]*>/g, " ")).not.toMatch(/London/);
    expect(text, address).toContain("London time\n{time} your time ({place})");
    expect(text, address).not.toContain("data-reserved");
    const { text: away } = await site(address, { cookie: "elsewhere=1" });
    expect(away, address).toContain('data-reserved="2"');
  }
  const athens = await eventFrom("2040-12-07T18:30:00Z", "2040-12-07T21:00:00Z", {
    timeZone: "Europe/Athens",
    online: true,
    place: "",
  });
  const zones = { en: "Athens time", de: "Ortszeit Athen", fr: "Heure d’Athènes", es: "Hora de Atenas" };
  for (const [languages, words] of Object.entries(zones)) {
    const { text } = await site(`/e/${athens.event.slug}`, { languages });
    expect(text).toContain(`<span class="fact-note">${words}</span>`);
    expect(text).not.toContain("noscript");
  }
});

test("a date that has begun says so until its end, on public pages and for its organiser", async () => {
  const hour = 60 * 60 * 1_000;
  const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString();
  const running = await eventFrom(at(-1), at(1), { title: "Running" });
  const [admin = ""] = adminPages(running.event.id, "");
  const pages = [`/e/${running.event.slug}`, `/o/${organization?.slug}`, admin];
  for (const address of pages) expect(await textOf(address, { cookie }), address).toMatch(/\bNow\b/);
  await db.execute(
    sql`update sessions set ends_at = now() - interval '1 minute' where event_id = ${running.event.id}`,
  );
  const over = [`/e/${running.event.slug}`, `${admin}?dates=past`];
  const texts = await Promise.all(over.map((each) => textOf(each, { cookie })));
  for (const [index, words] of ["This took place on", "Over"].entries())
    expect(texts[index]).toContain(words);
  for (const text of texts) expect(text).not.toMatch(/\bNow\b/);
});
