import { sql } from "drizzle-orm";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { closeResource, hold } from "#app/booking/commands.server.ts";
import { CalendarPage } from "#app/embed/calendar-page.tsx";
import { cancelDate } from "#app/events/change-dates.server.ts";
import { readEventsQuery } from "#app/events/events-query.ts";
import { listEvents } from "#app/events/list-events.server.ts";
import { LocaleContext } from "#app/i18n/locale-context.ts";
import { EventList } from "#app/listing/event-list.tsx";
import { listEventsBySession } from "#app/listing/list-events.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { type Locale, locales } from "#app/platform/locales.ts";
import { bookSome, makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";

const { db } = await testDatabase();
const everything = { past: false, text: "", free: false };

/** An event in an organisation of its own, whose dates begin at these times of June 2031 and have so many seats each. */
async function makeDates(starts: string[], wish: Parameters<typeof makeEvent>[1] = {}) {
  const ctx = await makeOrganization(db);
  const made = await makeEvent(ctx, { title: "Ferry", capacity: 4, ...wish, sessions: starts.length });
  for (const [place, start] of starts.entries()) {
    const at = `2031-06-${start}Z`;
    await db.execute(sql`update sessions set starts_at = ${at}::timestamptz, ends_at = ${at}::timestamptz + interval '1 hour'
      where id = ${made.sessions[place]?.id}`);
  }
  return { ctx, made };
}

const resourcesOf = ({ sessions }: MadeEvent, place: number) => sessions[place]?.resourceIds ?? [];

/** What the cards of both lists say, without markup. */
async function cardsOf(ctx: Ctx, change: object = {}, locale: Locale = "en") {
  const listed = await listEventsBySession(ctx, { ...everything, ...change }, { limit: 20 });
  const { events } = listed;
  const now = ctx.now;
  const calendar = { organization: "Club", events, carried: {}, now, later: undefined, first: undefined };
  const pages = [
    <EventList key="own" events={events} timeZone="UTC" toSession={false} now={now} />,
    <CalendarPage key="embed" calendar={calendar} />,
  ];
  return pages.map((page) =>
    renderToStaticMarkup(<LocaleContext.Provider value={locale}>{page}</LocaleContext.Provider>)
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " "),
  );
}

async function expectCards(ctx: Ctx, holds: string[], never: string[] = [], change: object = {}) {
  for (const card of await cardsOf(ctx, change)) {
    for (const words of holds) expect(card).toContain(words);
    for (const words of never) expect(card).not.toContain(words);
  }
}

describe("the card of an event", () => {
  test("names the first date with free seats, counts the others, and says that the next one is full", async () => {
    const { ctx, made } = await makeDates(["04T09:15", "04T12:30", "05T09:15"]);
    await bookSome(ctx, resourcesOf(made, 0), 4);
    await expectCards(
      ctx,
      ["Wednesday 4 June 2031, 12:30–13:30", "4 seats left", "2 more dates · 09:15 is full"],
      ["Fully booked"],
    );
    await bookSome(ctx, resourcesOf(made, 1), 4);
    await expectCards(ctx, ["Thursday 5 June 2031, 09:15", "2 more dates · Wed 4 Jun, 09:15 is full"]);
  });

  test("says that it is fully booked once each date to come is", async () => {
    const { ctx, made } = await makeDates(["04T09:15", "05T09:15"]);
    await bookSome(ctx, resourcesOf(made, 0), 4);
    await bookSome(ctx, resourcesOf(made, 1), 4);
    await expectCards(ctx, ["Wednesday 4 June 2031, 09:15", "Fully booked", "1 more date"], ["is full"]);
    expect((await listEventsBySession(ctx, { ...everything, free: true }, { limit: 20 })).events).toEqual([]);
  });

  test("says that a date is full where no other can be booked, yet not all are full", async () => {
    const { ctx, made } = await makeDates(["04T09:15", "05T09:15"]);
    await bookSome(ctx, resourcesOf(made, 0), 4);
    for (const id of resourcesOf(made, 1)) await closeResource(ctx, id);
    await expectCards(ctx, ["Wednesday 4 June 2031, 09:15", "This date is full"], ["Fully booked"]);
  });

  test("passes by a date whose last seats are held, and says that they are being booked", async () => {
    const { ctx, made } = await makeDates(["04T09:15", "04T12:30"]);
    const claims = resourcesOf(made, 0).map((resourceId) => ({ resourceId, quantity: 4 }));
    await hold(ctx, { claims, clientId: "visitor", seconds: 600 });
    await expectCards(ctx, [
      "12:30–13:30",
      "4 seats left",
      "1 more date · 09:15: The last 4 seats are being booked",
    ]);
    await bookSome(ctx, resourcesOf(made, 1), 4);
    await expectCards(
      ctx,
      ["09:15–10:15", "The last 4 seats are being booked", "1 more date"],
      ["Fully booked"],
    );
  });

  test("passes by dates that were cancelled, and those whose booking was closed", async () => {
    const { ctx, made } = await makeDates(["04T09:15", "05T09:15", "06T09:15"]);
    const [stormy] = made.sessions;
    await cancelDate(ctx, made.event.id, stormy?.id ?? "", { reason: "Storm.", notify: false });
    for (const id of resourcesOf(made, 1)) await closeResource(ctx, id);
    await expectCards(
      ctx,
      ["Friday 6 June 2031, 09:15", "4 seats left", "1 more date"],
      ["is full", "cancelled"],
    );
  });

  test("passes by a date whose booking has ended before it begins", async () => {
    const ctx = await makeOrganization(db);
    await makeEvent(ctx, {
      title: "Class",
      inHours: 30,
      sessions: 2,
      closesMinutesBefore: 2_880,
      closesUnit: "days",
    });
    const [listed] = (await listEventsBySession(ctx, { ...everything, free: true }, { limit: 20 })).events;
    expect(listed?.session.startsAt.getTime()).toBeGreaterThan(Date.now() + 50 * 3_600_000);
  });

  test("says when booking opens where no date can be booked yet", async () => {
    const { ctx } = await makeDates(["04T09:15", "05T09:15"], { opensAt: new Date("2030-01-07T09:00Z") });
    await expectCards(ctx, [
      "Wednesday 4 June 2031",
      "Booking opens Monday 7 January 2030, 09:00",
      "1 more date",
    ]);
  });

  test("names no number where the organiser shows none", async () => {
    const { ctx, made } = await makeDates(["04T09:15", "04T12:30"], { numbersShown: "never" });
    await bookSome(ctx, resourcesOf(made, 0), 4);
    await expectCards(ctx, ["12:30–13:30", "Seats available", "1 more date · 09:15 is full"], ["4 seats"]);
  });

  test("is about the days that are asked for alone", async () => {
    const { ctx, made } = await makeDates(["04T09:15", "05T09:15", "05T12:30"]);
    await bookSome(ctx, resourcesOf(made, 0), 4);
    await bookSome(ctx, resourcesOf(made, 1), 4);
    const days = { from: "2031-06-05", until: "2031-06-06" };
    await expectCards(ctx, ["Thursday 5 June 2031, 12:30", "2 more dates · 09:15 is full"], [], { days });
  });

  test.each(locales)("is written in %s", async (locale) => {
    const { ctx, made } = await makeDates(["04T09:15", "04T12:30"]);
    await bookSome(ctx, resourcesOf(made, 0), 4);
    const full = {
      en: "1 more date · 09:15 is full",
      de: "1 weiterer Termin · 09:15 ist ausgebucht",
      fr: "1 autre date · 09:15 : complet",
      es: "1 fecha más · 9:15: completo",
    };
    for (const card of await cardsOf(ctx, {}, locale)) expect(card).toContain(full[locale]);
  });
});

test("events are listed under the months of their dates, and under none where a day is asked for", async () => {
  const ctx = await makeOrganization(db);
  for (const [title, start] of [
    ["June", "2031-06-30T20:00Z"],
    ["July", "2031-06-30T23:30Z"],
    ["Later in July", "2031-07-09T10:00Z"],
  ] as const) {
    const { session } = await makeEvent(ctx, { title, timeZone: title === "July" ? "Europe/Berlin" : "UTC" });
    await db.execute(sql`update sessions set starts_at = ${start}::timestamptz, ends_at = ${start}::timestamptz + interval '1 hour'
      where id = ${session.id}`);
  }
  const { events } = await listEventsBySession(ctx, everything, { limit: 20 });
  const headings = (byMonth: boolean) =>
    [
      ...renderToStaticMarkup(
        <EventList events={events} timeZone="UTC" toSession={false} now={ctx.now} byMonth={byMonth} />,
      ).matchAll(/<h[23][^>]*>(.*?)<\/h[23]>/g),
    ].map(([, words = ""]) => words.replace(/<[^>]*>/g, ""));
  expect(headings(true)).toEqual(["June 2031", "June", "July 2031", "July", "Later in July"]);
  expect(headings(false)).toEqual(["June", "July", "Later in July"]);
});

describe("the organiser's own list", () => {
  const listed = async (ctx: Ctx) => (await listEvents(ctx, readEventsQuery(new URLSearchParams()))).events;

  test("has the next date of an event, full or not, and how many of its dates are open", async () => {
    const { ctx, made } = await makeDates(["04T09:15", "04T12:30", "05T09:15"]);
    await bookSome(ctx, resourcesOf(made, 0), 4);
    const [event] = await listed(ctx);
    expect(event?.next?.id).toBe(made.sessions[0]?.id);
    expect(event?.next?.seats).toMatchObject({ booked: 4, capacity: 4 });
    expect([event?.open, event?.upcoming]).toEqual([2, 3]);
  });

  test("passes by cancelled dates and those that are over, and shows the last where none comes", async () => {
    const { ctx, made } = await makeDates(["04T09:15", "05T09:15", "06T09:15"]);
    const [stormy, full] = made.sessions;
    await cancelDate(ctx, made.event.id, stormy?.id ?? "", { reason: "Storm.", notify: false });
    await bookSome(ctx, full?.resourceIds ?? [], 4);
    const [event] = await listed(ctx);
    expect(event?.next?.id).toBe(full?.id);
    expect([event?.open, event?.upcoming]).toEqual([1, 2]);
    await db.execute(sql`update sessions set starts_at = starts_at - interval '9 years', ends_at = ends_at - interval '9 years'
      where event_id = ${made.event.id}`);
    const [over] = await listed(ctx);
    expect(over?.next?.id).toBe(made.sessions[2]?.id);
    expect([over?.open, over?.upcoming]).toEqual([0, 0]);
  });

  test("counts no date as open before booking opens, and none of a draft", async () => {
    const early = await makeDates(["04T09:15", "05T09:15"], { opensAt: new Date("2030-01-07T09:00Z") });
    const draft = await makeDates(["04T09:15", "05T09:15"], { published: false });
    for (const { ctx } of [early, draft]) {
      const [event] = await listed(ctx);
      expect([event?.open, event?.upcoming]).toEqual([0, 2]);
    }
  });
});
