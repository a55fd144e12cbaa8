import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { listEventsBySession } from "#app/listing/list-events.server.ts";
import { listMonth } from "#app/listing/list-month.server.ts";
import { listingQuery, requestedDays } from "#app/listing/listing-query.ts";
import type { EventFilter } from "#app/listing/session-filter.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { bookSome, makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { makeManyEvents } from "#tests/support/many-events.ts";

const database = await testDatabase();
type Found = Awaited<ReturnType<typeof listEventsBySession>>["events"][number];
const everything: EventFilter = { past: false, text: "", free: false };

async function titles(ctx: Ctx, filter: Partial<EventFilter> = {}): Promise<string[]> {
  const listed = await listEventsBySession(ctx, { ...everything, ...filter }, { limit: 50 });
  return listed.events.map((event) => event.title);
}

const monthAhead = () => new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 7);
const monthQuery = () => listingQuery(new URLSearchParams({ month: monthAhead() }));

/** The events are listed by the date that lies in the month, in the zone of the event. */
function isInMonthAhead({ session, timeZone }: Found): boolean {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone }).format(session.startsAt);
  return day.startsWith(monthAhead());
}

describe("the events of an organiser", () => {
  let ctx: Ctx;

  beforeAll(async () => {
    ctx = await makeOrganization(database.db);
    await makeEvent(ctx, { title: "Later", inHours: 72, place: "Upper Hall" });
    const full = await makeEvent(ctx, { title: "Full", inHours: 24, capacity: 2, sessions: 2 });
    await bookSome(ctx, full.session.resourceIds, 2);
    await makeEvent(ctx, { title: "Gone", inHours: -50 });
    await makeEvent(ctx, { title: "100 % wool", inHours: 96, place: "Under_ground" });
    await makeEvent(ctx, { title: "Draft", published: false });
  });

  test("come in the order of their next date, drafts and what is over left out", async () => {
    expect(await titles(ctx)).toEqual(["Full", "Later", "100 % wool"]);
    expect(await titles(ctx, { past: true })).toEqual(["Gone"]);
  });

  test("are found by a part of title or place, whose signs mean themselves", async () => {
    expect(await titles(ctx, { text: "upper h" })).toEqual(["Later"]);
    expect(await titles(ctx, { text: "0 %" })).toEqual(["100 % wool"]);
    expect(await titles(ctx, { text: "r_g" })).toEqual(["100 % wool"]);
    expect(await titles(ctx, { text: "nothing like it" })).toEqual([]);
  });

  test("are found by words in any order, without accents and in either normal form", async () => {
    const other = await makeOrganization(database.db);
    await makeEvent(other, { title: "Café am Markt" });
    await makeEvent(other, { title: "CAFE\u0301 ROYAL", inHours: 60 });
    await makeEvent(other, { title: "Cœur d’opéra", inHours: 72 });
    for (const text of ["cafe", "Café", "cafe\u0301"]) {
      expect(
        (await titles(other, { text })).map((title) => title.slice(-5)),
        text,
      ).toEqual(["Markt", "ROYAL"]);
    }
    expect(await titles(other, { text: "markt cafe" })).toEqual(["Café am Markt"]);
    expect(await titles(other, { text: "coeur opera" })).toEqual(["Cœur d’opéra"]);
    expect(await titles(other, { text: "markt royal" })).toEqual([]);
    await makeEvent(other, { title: "КОНЦЕРТ", inHours: 84, place: "Große Halle" });
    for (const text of ["концерт", "halle grosse"])
      expect(await titles(other, { text }), text).toEqual(["КОНЦЕРТ"]);
  });

  test("with free seats are shown with the first date that has some", async () => {
    const { events } = await listEventsBySession(ctx, { ...everything, free: true }, { limit: 50 });
    expect(events.map((event) => event.title)).toEqual(["Full", "Later", "100 % wool"]);
    const [first] = events;
    expect(first?.session.seats.remaining).toBe(2);
    expect(first?.session.startsAt.getTime()).toBeGreaterThan(Date.now() + 40 * 3_600_000);
    expect(first?.others).toBe(1);
  });

  test("of a day are those of that day in the zone of the event", async () => {
    const { event, session } = await makeEvent(ctx, { title: "Far", timeZone: "Pacific/Auckland" });
    const day = new Intl.DateTimeFormat("en-CA", { timeZone: event.timeZone }).format(session.startsAt);
    const days = requestedDays(listingQuery(new URLSearchParams({ day })), "2026-01-01");
    expect(await titles(ctx, { days })).toContain("Far");
    const months = await listMonth(ctx, {
      text: "far",
      free: false,
      days: { from: `${day.slice(0, 7)}-01`, until: "2100-01-01" },
    });
    expect(months.map((each) => [each.day, each.total])).toEqual([[day, 1]]);
  });

  test("that last for days stand on each of them, and one that ends at midnight on its evening alone", async () => {
    const own = await makeOrganization(database.db);
    const times = async (title: string, startsAt: string, endsAt: string) => {
      const { session } = await makeEvent(own, { title, timeZone: "Europe/Berlin" });
      await database.db.execute(sql`
        update sessions set starts_at = ${startsAt}, ends_at = ${endsAt} where id = ${session.id}`);
    };
    await times("Festival", "2031-06-04T08:00:00Z", "2031-06-06T16:00:00Z");
    await times("Evening", "2031-06-04T17:00:00Z", "2031-06-04T22:00:00Z");
    await times("Night", "2031-06-09T20:00:00Z", "2031-06-10T01:00:00Z");
    await times("Across months", "2031-05-30T10:00:00Z", "2031-06-01T22:00:00Z");
    const onDay = async (day: string) => {
      const { events } = await listEventsBySession(
        own,
        { ...everything, days: requestedDays(listingQuery(new URLSearchParams({ day })), "") },
        { limit: 50 },
      );
      return events.map(({ title }) => title);
    };
    expect(await onDay("2031-06-03")).toEqual([]);
    expect(await onDay("2031-06-04")).toEqual(["Festival", "Evening"]);
    expect(await onDay("2031-06-05")).toEqual(["Festival"]);
    expect(await onDay("2031-06-06")).toEqual(["Festival"]);
    expect(await onDay("2031-06-07")).toEqual([]);
    expect(await onDay("2031-06-10")).toEqual([]);
    const june = { from: "2031-06-01", until: "2031-07-01" };
    const month = await listMonth(own, { text: "", free: false, days: june });
    expect(
      month.map(({ day, total, sessions }) => [day, total, sessions.map(({ event }) => event.title)]),
    ).toEqual([
      ["2031-06-01", 1, ["Across months"]],
      ["2031-06-04", 2, ["Festival", "Evening"]],
      ["2031-06-05", 1, ["Festival"]],
      ["2031-06-06", 1, ["Festival"]],
      ["2031-06-09", 1, ["Night"]],
    ]);
  });

  test("of another organisation stay there", async () => {
    expect(await titles(await makeOrganization(database.db))).toEqual([]);
  });
});

describe("ten thousand events", () => {
  let ctx: Ctx;

  beforeAll(async () => {
    ctx = await makeOrganization(database.db);
    await makeManyEvents({ ...ctx, db: database.owner.db }, 10_000);
  });

  test("are listed page by page, each once, from both ends", async () => {
    for (const past of [false, true]) {
      const seen: string[] = [];
      let after: Parameters<typeof listEventsBySession>[2]["after"];
      for (let page = 0; page < 5; page++) {
        const listed = await listEventsBySession(ctx, { ...everything, past }, { after, limit: 20 });
        seen.push(...listed.events.map((event) => event.id));
        after = listed.next;
      }
      expect(seen).toHaveLength(100);
      expect(new Set(seen).size).toBe(100);
      expect(after).toBeDefined();
    }
  });

  test.each<[string, Partial<EventFilter>, (event: Found) => boolean, number]>([
    ["all", {}, () => true, 20],
    ["what is over", { past: true }, (event) => event.session.startsAt.getTime() < Date.now(), 20],
    ["what has free seats", { free: true }, (event) => event.session.seats.remaining === 7, 20],
    ["one title", { text: "Evening 9999" }, (event) => event.title === "Evening 9999", 1],
    ["one place", { text: "hall 3" }, (event) => event.place === "Hall 3", 20],
    ["nothing at all", { text: "no such thing" }, () => false, 0],
    ["one month", { days: requestedDays(monthQuery(), "") }, isInMonthAhead, 20],
  ])("are searched for %s", async (_, filter, isFound, count) => {
    const { events } = await listEventsBySession(ctx, { ...everything, ...filter }, { limit: 20 });
    expect(events).toHaveLength(count);
    expect(events.filter((event) => !isFound(event))).toEqual([]);
  });

  test("fill a month, a few of each day", async () => {
    const days = requestedDays(monthQuery(), "");
    if (!days) throw new Error("a month has days");
    const month = await listMonth(ctx, { text: "", free: false, days });
    expect(month.length).toBeGreaterThan(20);
    for (const day of month) expect(day.sessions.length).toBe(Math.min(4, day.total));
  });

  test("are walked along the index of their times", async () => {
    const plan = await database.db.execute<{ "QUERY PLAN": string }>(sql`explain
      select id from sessions where organization_id = ${ctx.organizationId}::uuid and ends_at >= now()
      order by starts_at, id limit 21`);
    expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toContain("sessions_time_index");
  });
});
