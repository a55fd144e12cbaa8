import { describe, expect, it, test } from "vitest";
import { translator } from "#app/i18n/translate.ts";
import type { Event, Seats, Session } from "./event.ts";
import { panelWords, seatPanel } from "./seat-panel.ts";

const NOW = new Date("2031-03-06T10:00:00Z");
const at = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const DAY_HOURS = 24;

const EVENT = {
  id: "e",
  slug: "e",
  title: "Wheel throwing",
  timeZone: "Europe/London",
  locale: "en",
  state: "published",
  seatNoun: "seat",
  numbersShown: "near-end",
  maxPerBooking: 4,
  opensAt: null,
  closesMinutesBefore: 0,
  cancelReason: "",
  holdMinutes: 10,
} as unknown as Event;

const free = (remaining: number, capacity = 100, held = 0): Seats => ({
  capacity,
  held,
  remaining,
  booked: capacity - held - remaining,
  closed: false,
});

interface Case {
  event?: Partial<Event>;
  seats?: Seats;
  starts?: number;
  session?: Partial<Session>;
  maintenance?: { message: string | null };
  holdsUntil?: Date;
}

function panelOf(given: Case) {
  const {
    event,
    seats = free(50),
    starts = 8 * DAY_HOURS,
    session: itsSession,
    maintenance,
    holdsUntil,
  } = given;
  const its = { ...EVENT, ...event };
  const session = {
    id: "s",
    startsAt: at(starts),
    endsAt: at(starts + 3),
    cancelledAt: null,
    cancelReason: "",
    seats,
    ...itsSession,
  } as Session & { seats: Seats };
  const panel = seatPanel(its, session, maintenance, NOW);
  const words = (locale: "en" | "de" | "fr" | "es") =>
    panelWords(translator(locale), {
      event: its,
      session,
      panel,
      now: NOW,
      locale,
      message: maintenance?.message,
      holdsUntil,
    });
  return { ...panel, words };
}

describe("the seat panel", () => {
  test.each<[string, Case, string, string | undefined, number]>([
    ["seats in plenty", {}, "Seats available", undefined, 4],
    ["few seats", { seats: free(3) }, "3 seats left", undefined, 3],
    ["the last seat", { seats: free(1) }, "1 seat left", undefined, 1],
    ["a quarter left", { seats: free(2_500, 10_000) }, "2,500 seats left", undefined, 4],
    ["a little more than a quarter", { seats: free(2_501, 10_000) }, "Seats available", undefined, 4],
    ["numbers always", { event: { numbersShown: "always" } }, "50 seats left", undefined, 4],
    [
      "numbers never, and all that is left held",
      { event: { numbersShown: "never" }, seats: free(0, 10, 4), holdsUntil: at(0.1) },
      "All that is left is being booked",
      "Any that aren’t confirmed will be free again within 6 minutes.",
      0,
    ],
    ["numbers never", { event: { numbersShown: "never" }, seats: free(2) }, "Seats available", undefined, 2],
    ["another noun", { event: { seatNoun: "table" }, seats: free(2) }, "2 tables left", undefined, 2],
    ["nothing left", { seats: free(0) }, "Fully booked", undefined, 0],
    [
      "the rest held",
      { seats: free(0, 100, 2), holdsUntil: new Date(NOW.getTime() + 8.2 * 60_000) },
      "The last 2 seats are being booked",
      "Any that aren’t confirmed will be free again within 9 minutes.",
      0,
    ],
    [
      "one seat held, with its end unknown",
      { seats: free(0, 100, 1) },
      "The last seat is being booked",
      "Any that aren’t confirmed will show here.",
      0,
    ],
    [
      "before the opening",
      { event: { opensAt: at(23) } },
      "Booking opens Friday 7 March, 09:00",
      undefined,
      0,
    ],
    ["at the opening", { event: { opensAt: NOW } }, "Seats available", undefined, 4],
    [
      "after closing time",
      { event: { closesMinutesBefore: 2 * DAY_HOURS * 60 }, starts: DAY_HOURS },
      "Booking closed on Wednesday 5 March",
      undefined,
      0,
    ],
    ["since it began", { starts: -1 }, "Now", "It started at 09:00. Booking is closed.", 0],
    [
      "switched off",
      { seats: { ...free(5), closed: true } },
      "Booking is closed",
      "The organiser has closed booking.",
      0,
    ],
    [
      "maintenance",
      { maintenance: { message: null } },
      "Booking is paused for a few minutes",
      "Existing bookings are safe.",
      0,
    ],
    [
      "maintenance with words",
      { maintenance: { message: "Back at noon." } },
      "Booking is paused for a few minutes",
      "Back at noon.",
      0,
    ],
    ["the past", { starts: -2 * DAY_HOURS }, "This took place on Tuesday 4 March", undefined, 0],
    [
      "a cancelled event",
      { event: { state: "cancelled", cancelReason: "The kiln broke." } },
      "Cancelled by the organiser",
      "The kiln broke.",
      0,
    ],
    [
      "a cancelled date",
      { session: { cancelledAt: NOW, cancelReason: "The potter is ill." } },
      "This date is cancelled",
      "The potter is ill.",
      0,
    ],
    ["a draft", { event: { state: "draft" } }, "Not published yet", "Publish to open booking.", 0],
  ])("%s", (_, given, headline, line, most) => {
    const { words, maxSeats: can } = panelOf(given);
    expect(words("en")).toEqual({ headline, ...(line === undefined ? {} : { line }) });
    expect(can).toBe(most);
  });

  it("prefers the states that do not end by waiting", () => {
    const everything = { maintenance: { message: null }, seats: { ...free(0), closed: true } };
    expect(panelOf({ ...everything, event: { state: "cancelled" }, starts: -48 }).state).toBe("cancelled");
    expect(panelOf({ ...everything, starts: -48 }).state).toBe("ended");
    expect(panelOf(everything).state).toBe("switched-off");
    expect(panelOf({ ...everything, seats: free(0) }).state).toBe("paused");
  });

  it("has words in four languages, with the event's word for a seat", () => {
    const tables = panelOf({ event: { seatNoun: "table" }, seats: free(2) });
    expect([tables.words("de").headline, tables.words("fr").headline, tables.words("es").headline]).toEqual([
      "Noch 2 Tische frei",
      "Il reste 2 tables",
      "Quedan 2 mesas",
    ]);
    const held = panelOf({ event: { seatNoun: "ticket" }, seats: free(0, 9, 1) });
    expect(held.words("de").headline).toBe("Das letzte Ticket wird gerade gebucht");
  });
});
