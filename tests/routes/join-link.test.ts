import { sql } from "drizzle-orm";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { findBookingDetails } from "#app/attendees/booking-details.server.ts";
import { settleTickets } from "#app/attendees/tickets.server.ts";
import { bookSeats } from "#app/checkout/book-seats.server.ts";
import type { EventDraft } from "#app/events/editor/event-draft.ts";
import { previewCancelMail } from "#app/notifications/preview-mail.server.ts";
import type { MailMessage } from "#app/platform/mail.ts";
import { newToken } from "#app/platform/secrets.ts";
import * as editRoute from "#app/routes/admin/events/$id.edit.tsx";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { signedIn } from "#tests/support/members.ts";
import { takeDueMails } from "#tests/support/relay.ts";
import { requestRoute, TEST_ORIGIN, testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";

const { db } = await testDatabase();
const context = await testContext(db);
const site = createSite(context);
const ctx = await makeOrganization(db, "Film club");
const cookie = await signedIn(context, ctx.organizationId, "editor");

const LINK = "https://meet.example.org/night-7?pwd=aBc";
const OTHER = "https://meet.example.org/other";
const ONLINE = { joinUrl: LINK, online: true, place: "", title: "Night of films" };

type Wish = Parameters<typeof makeEvent>[1] & { seats?: number; guests?: string[] };

async function booked({ seats = 2, guests, ...wish }: Wish = {}) {
  const made = await makeEvent(ctx, { ...ONLINE, ...wish });
  const booker = { name: "Ada Guest", email: `${newToken()}@example.org`, locale: "en", guests };
  const outcome = await bookSeats(ctx, { ...made, seats, booker, formToken: newToken() });
  if (!outcome.ok) throw new Error(outcome.refusal);
  const { reference, token, bookingId } = outcome;
  const [mail] = await mails();
  const under = (path: string) => `/b/${reference}${path}?t=${token}`;
  const ticket = /\/t\/[A-Z2-7]{26}/.exec(mail?.text ?? "")?.[0] ?? "none";
  return { ...made, mail, bookingId, reference, under, ticket };
}

/** Sends all mails that wait, without their pauses, and returns them. */
async function mails(): Promise<MailMessage[]> {
  await db.execute(sql`update mails set due_at = now() where state = 'queued'`);
  return takeDueMails(context);
}

const page = async (address: string, as?: string) =>
  (await site(address, as === undefined ? {} : { cookie: as })).text;
const unescaped = (html: string) => html.replaceAll("&amp;", "&").replaceAll("&#x3D;", "=");

function entryOf(file = "") {
  const entry = new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent("vevent");
  const value = (name: string) => String(entry?.getFirstPropertyValue(name) ?? "");
  return { location: value("location"), url: value("url"), description: value("description") };
}

/** Sends the event's form as its page shows it, with what is typed over it. */
async function save({ event }: MadeEvent, typed: Record<string, string>) {
  const params = { id: event.id };
  const opened = await requestRoute<{ draft: EventDraft }>(context, editRoute, "/admin", { params, cookie });
  const { sessions, questions: _none, ...rest } = opened.body.draft;
  const texts = Object.entries(rest).flatMap(([name, value]) =>
    value === false ? [] : [[name, value === true ? "on" : value]],
  );
  const dates = sessions.flatMap((session, index) =>
    Object.entries(session).map(([name, value]) => [`sessions[${index}].${name}`, value]),
  );
  const form = { ...Object.fromEntries([...texts, ...dates]), ...typed, intent: "save" };
  return requestRoute<{ draft: EventDraft; concerned?: number; errors?: Record<string, string[]> }>(
    context,
    editRoute,
    "/admin",
    { params, cookie, form },
  );
}

test("the join link stands wherever people with a booking look for it, and in what organisers see of it", async () => {
  const { under, ticket, mail, event, bookingId } = await booked();
  for (const address of [under(""), under("/manage"), ticket]) {
    const html = unescaped(await page(address));
    expect(html, address).toContain(
      `<a class="link long" href="${LINK}" target="_blank" rel="noopener noreferrer">${LINK}</a>`,
    );
    expect(html, address).toMatch(/<dt>Where<\/dt><dd><bdi>Online<\/bdi>/);
  }
  expect(mail?.text).toMatch(new RegExp(`^Where: Online\\nJoin link: ${LINK.replace("?", "\\?")}$`, "m"));
  expect(unescaped(mail?.html ?? "")).toContain(`href="${LINK}"`);
  for (const file of [mail?.calendar?.content, await page(under("/calendar.ics"))]) {
    const { location, url, description } = entryOf(file);
    expect([location, url]).toEqual([LINK, LINK]);
    expect(description.split("\n")).toContain(`Join link: ${LINK}`);
  }
  expect(mail?.text).toContain("Join with the link in this email when it begins.");
  expect(mail?.text).not.toMatch(/entrance|arrive/);
  const html = unescaped(await page(under("")));
  expect(html).not.toContain("when you arrive");
  for (const [host, field] of [
    ["calendar.google.com", "details"],
    ["outlook.live.com", "body"],
  ] as const) {
    const { searchParams } = new URL(new RegExp(`href="(https://${host}/[^"]+)"`).exec(html)?.[1] ?? "");
    expect(searchParams.get("location")).toBe(LINK);
    expect(searchParams.get(field)?.split("\n")).toContain(`Join link: ${LINK}`);
  }
  for (const path of [`events/${event.id}`, `events/${event.id}/edit`, `bookings/${bookingId}`]) {
    expect(unescaped(await page(`/admin/o/film-club/${path}`, cookie)), path).toContain(LINK);
  }
});

test("nothing public has the join link: no page, list, feed, calendar or frame, nor an event as they are made from it", async () => {
  const { event, session, reference, under } = await booked({ publicApi: true });
  const { slug } = event;
  const done = `/embed/${slug}/done?ref=${reference}&${under("").split("?")[1]}`;
  const addresses = [
    ...[
      `/e/${slug}`,
      `/e/${slug}/book?seats=1`,
      `/e/${slug}?session=${session.id}`,
      `/e/${slug}/opening.ics`,
    ],
    ...["/", "/o/film-club", "/o/film-club?view=month", "/o/film-club/feed.xml", "/o/film-club/calendar.ics"],
    ...[
      `/embed/${slug}`,
      `/embed/${slug}/book?seats=1`,
      "/embed/o/film-club",
      done,
      "/sitemap.xml",
      "/sitemap/1.xml",
    ],
  ];
  for (const address of addresses) expect(await page(address), address).not.toContain("meet.example");
  expect(await page(`/e/${slug}`)).toContain(event.title);
  expect(await page("/o/film-club/calendar.ics")).toContain("LOCATION:Online");
  expect(await page("/o/film-club/feed.xml")).toContain(". Online");
  expect(JSON.stringify(event)).not.toContain("meet.example");
});

test("an event that is joined by a link alone is online in words, in lists and for search engines, at the page's address", async () => {
  const made = await makeEvent(ctx, { place: "Hall" });
  expect(await save(made, { joinUrl: LINK, place: " " })).toMatchObject({ status: 303 });
  const html = await page(`/e/${made.event.slug}`);
  expect(html).toMatch(/<dt>Where<\/dt><dd><bdi><span>Online<\/span>/);
  const [, json = "{}"] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(html) ?? [];
  expect(JSON.parse(json)).toMatchObject({
    eventAttendanceMode: "https://schema.org/OnlineEventAttendanceMode",
    location: { "@type": "VirtualLocation", url: `${TEST_ORIGIN}/e/${made.event.slug}` },
  });
  expect(await page("/o/film-club")).toContain('list-place"><bdi>Online</bdi>');
  const hybrid = await makeEvent(ctx, { place: "Hall" });
  await save(hybrid, { joinUrl: LINK });
  expect(await page(`/e/${hybrid.event.slug}`)).toMatch(/<dt>Where<\/dt><dd><bdi><bdi lang="en">Hall</);
});

test("only https addresses are join links; another text is refused at its field and kept as it was typed", async () => {
  const made = await makeEvent(ctx, {});
  const wrong = [
    "zoom",
    "http://meet.example.org/1",
    "javascript:alert(1)",
    "https://ada:pass@meet.example.org/",
  ];
  for (const joinUrl of [...wrong, "https://localhost/", `https://meet.example.org/${"x".repeat(1_000)}`]) {
    const { status, body } = await save(made, { joinUrl });
    expect([status, body.draft.joinUrl, body.errors?.joinUrl?.length], joinUrl).toEqual([422, joinUrl, 1]);
  }
  expect(await save(made, { joinUrl: " HTTPS://Meet.Example.org/ä b " })).toMatchObject({ status: 303 });
  const [row] = await db.execute(sql`select join_url from events where id = ${made.event.id}`);
  expect(row?.join_url).toBe("https://meet.example.org/%C3%A4%20b");
});

describe("whoever has no place any more is not shown the join link", () => {
  test("of a cancelled booking, on its pages, in its file, and in the mail about it and its preview", async () => {
    const { under, ticket, bookingId } = await booked();
    const booking = await findBookingDetails(ctx, bookingId);
    if (!booking) throw new Error("the booking is there");
    expect(JSON.stringify(await previewCancelMail(ctx, TEST_ORIGIN, booking))).not.toContain("meet.example");
    await site(under("/manage"), { form: new URLSearchParams({ intent: "cancel" }) });
    for (const address of [under(""), under("/manage"), ticket, under("/calendar.ics")]) {
      expect(await page(address), address).not.toContain("meet.example");
    }
    const [mail] = await mails();
    expect(mail?.text).toContain("Your booking is cancelled");
    expect(JSON.stringify(mail)).not.toContain("meet.example");
  });

  test("of a cancelled date whose bookings have not been ended yet", async () => {
    const { under, session } = await booked();
    await db.execute(sql`update sessions set cancelled_at = now() where id = ${session.id}`);
    expect(await page(under(""))).not.toContain("meet.example");
  });

  test("of a seat that was given up", async () => {
    const { bookingId, under } = await booked({ codePer: "guest", guests: ["Bea"] });
    const booking = await findBookingDetails(ctx, bookingId);
    const tickets = booking ? await settleTickets(ctx, booking) : [];
    const [own, given] = tickets.map(({ id }) => `/t/${id}`);
    expect(await page(given ?? "")).toContain("meet.example");
    await site(under("/manage"), {
      form: new URLSearchParams({ intent: "seats", seats: "1", "gone-1": "yes" }),
    });
    expect(await page(given ?? "")).not.toContain("meet.example");
    expect(await page(own ?? "")).toContain("meet.example");
    await mails();
  });
});

describe("an organiser who changes the join link of an event that people have booked", () => {
  test("is asked first, and the mail has the new link alone and says that it is new", async () => {
    const made = await booked();
    expect((await save(made, { joinUrl: OTHER })).body.concerned).toBe(1);
    expect(await page(made.under(""))).toContain("night-7");
    expect(await save(made, { joinUrl: OTHER, asked: "1", notify: "on" })).toMatchObject({ status: 303 });
    const [mail] = await mails();
    expect(mail?.subject).toMatch(/^Moved: Night of films/);
    expect(mail?.text).toContain("The join link has changed");
    expect(mail?.text).toMatch(/Join link: https:\/\/meet\.example\.org\/other\n +This link is new/);
    expect(JSON.stringify(mail)).not.toContain("night-7");
    expect(entryOf(mail?.calendar?.content)).toMatchObject({ location: OTHER, url: OTHER });
  });

  test("sends nothing where it is taken back before the mail goes out, and nothing unless asked to", async () => {
    const made = await booked();
    await save(made, { joinUrl: OTHER, asked: "1", notify: "on" });
    await save(made, { joinUrl: LINK, asked: "1", notify: "on" });
    expect(await mails()).toEqual([]);
    await save(made, { joinUrl: OTHER, asked: "1" });
    expect(await mails()).toEqual([]);
    expect((await save(made, { title: "Night of shorts" })).status).toBe(303);
  });

  test("moves the time as well: the mail names both", async () => {
    const made = await booked();
    const later = { "sessions[0].startsAt": "2031-06-02T18:00", "sessions[0].endsAt": "2031-06-02T20:30" };
    await save(made, { ...later, joinUrl: OTHER, asked: "1", notify: "on" });
    const [mail] = await mails();
    expect(mail?.text).toContain("The time has changed");
    expect(mail?.text).toContain("This link is new");
  });
});

test("a map is offered of places with a comma or a number, and of no other", async () => {
  const places: [place: string, isMapped: boolean][] = [
    ["The Old Bakery, Frome", true],
    ["Unit 4", true],
    ["東京都渋谷区１丁目", true],
    ["ساحة الشهداء، بيروت", true],
    ["The hall", false],
    ["Hall", false],
  ];
  for (const [place, isMapped] of places) {
    const { event, under } = await booked({ place, online: false, joinUrl: "" });
    const [open, confirmation] = [await page(`/e/${event.slug}`), await page(under(""))];
    const isOffered = (html: string) => html.includes("openstreetmap.org/search");
    expect([isOffered(open), isOffered(confirmation)], place).toEqual([isMapped, isMapped]);
    expect(open).toContain(place);
  }
});
