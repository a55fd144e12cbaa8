import { describe, expect, it, test } from "vitest";
import { decide as decideAs } from "#app/booking/internal/deciding/decide.ts";
import type { Command } from "#app/booking/internal/deciding/decision.ts";
import { lineOfClaims, numbered } from "#app/booking/lines.ts";
import { highestPrecedence, type RefusalCode } from "#app/booking/refusals.ts";
import { type Booking, NO_RULES, type Resource, type Rules, type World } from "#app/booking/world.ts";
import { statusOf } from "#app/platform/refusals.ts";

const NOW = 1_000_000;
const decide = (where: World, command: Command, now: number) => decideAs(where, command, now, "attendee");
const THEN = { decidedAt: NOW, createdAt: NOW };

function resource(changes: Partial<Resource> & { rules?: Rules } = {}): Resource {
  return {
    id: "r",
    type: "pool",
    capacity: 10,
    booked: 0,
    held: 0,
    setAside: 0,
    state: "OPEN" as const,
    rules: NO_RULES,
    version: 1,
    head: new Uint8Array(32),
    lowestMargin: 10,
    waiting: false,
    blocked: 0,
    over: 0,
    ...changes,
  };
}

function booking(changes: Partial<Booking> = {}): Booking {
  return {
    id: "b",
    reference: "22222222",
    fate: "confirmed" as const,
    clientId: "c",
    scope: null,
    expiresAt: null,
    createdAt: NOW,
    changes: 1,
    extended: false,
    person: null,
    counted: 0,
    holder: null,
    network: null,
    wideNetwork: null,
    source: null,
    metadata: null,
    reservations: [{ id: "v", resourceId: "r", quantity: 3, status: "CONFIRMED", sequence: 2, ...THEN }],
    kind: "guest",
    ...changes,
    lines:
      changes.lines ?? numbered([lineOfClaims(changes.reservations ?? [{ resourceId: "r", quantity: 3 }])]),
  };
}

function world(resources: Resource[], bookings: Booking[] = [], maintenance?: string): World {
  return {
    maintenance,
    resources: new Map(resources.map((each) => [each.id, each])),
    bookings: new Map(bookings.map((each) => [each.id, each])),
    limits: new Map(),
  };
}

function bookCommand(...claims: [resourceId: string, quantity: number][]): Command {
  const taken = claims.map(([resourceId, quantity]) => ({ resourceId, quantity }));
  const named = { bookingId: "b", reference: "22222222", clientId: "c", person: null };
  return { kind: "book", ...named, claims: taken, lines: [lineOfClaims(taken)] };
}

const CANCEL: Command = { kind: "cancel", bookingId: "b", part: null };
const releaseCommand: Command = {
  kind: "cancel",
  bookingId: "b",
  holdOnly: true,
  part: null,
};
const withRules = (rules: Partial<Rules>) => resource({ rules: { ...NO_RULES, ...rules } });

type Row = [words: string, where: World, command: Command, refusal: RefusalCode | undefined];

const ONE_SEAT = bookCommand(["r", 1]);
const TEN_SEATS = bookCommand(["r", 10]);

const BOOKING: Row[] = [
  ["a claim that fits exactly is taken", world([resource()]), TEN_SEATS, undefined],
  ["one seat more than there is is refused", world([resource()]), bookCommand(["r", 11]), "RESOURCE_FULL"],
  ["held seats are not free", world([resource({ held: 1 })]), TEN_SEATS, "RESOURCE_FULL"],
  ["seats set aside are not free", world([resource({ setAside: 1 })]), TEN_SEATS, "RESOURCE_FULL"],
  ["a full resource is full", world([resource({ booked: 10 })]), ONE_SEAT, "RESOURCE_FULL"],
  [
    "a cancelled resource is cancelled",
    world([resource({ state: "CANCELLED" })]),
    ONE_SEAT,
    "RESOURCE_CANCELLED",
  ],
  ["a closed resource is closed", world([resource({ state: "CLOSED" })]), ONE_SEAT, "RESOURCE_CLOSED"],
  ["a moment early is too early", world([withRules({ opensAt: NOW + 1 })]), ONE_SEAT, "NOT_OPEN_YET"],
  ["the moment of opening is open", world([withRules({ opensAt: NOW })]), ONE_SEAT, undefined],
  ["the last moment is open", world([withRules({ closesAt: NOW + 1 })]), ONE_SEAT, undefined],
  ["the moment of closing is closed", world([withRules({ closesAt: NOW })]), ONE_SEAT, "BOOKING_CLOSED"],
  [
    "as many as one booking may take are taken",
    world([withRules({ maxPerBooking: 10 })]),
    TEN_SEATS,
    undefined,
  ],
  [
    "more than one booking may take are refused",
    world([withRules({ maxPerBooking: 9 })]),
    TEN_SEATS,
    "TOO_MANY_PER_BOOKING",
  ],
  [
    "two claims of one resource count together against its capacity",
    world([resource()]),
    bookCommand(["r", 6], ["r", 5]),
    "RESOURCE_FULL",
  ],
  [
    "two claims of one resource count together against the most of a booking",
    world([withRules({ maxPerBooking: 4 })]),
    bookCommand(["r", 2], ["r", 3]),
    "TOO_MANY_PER_BOOKING",
  ],
  ["an unknown resource is not found", world([]), ONE_SEAT, "RESOURCE_NOT_FOUND"],
  [
    "one full resource refuses all of them",
    world([resource(), resource({ id: "s", booked: 10 })]),
    bookCommand(["r", 1], ["s", 1]),
    "RESOURCE_FULL",
  ],
  ["maintenance refuses a booking", world([resource()], [], "Back soon"), ONE_SEAT, "MAINTENANCE_MODE"],
  ["maintenance without words refuses too", world([resource()], [], ""), ONE_SEAT, "MAINTENANCE_MODE"],
];

/** A return trip: the attendees' deadline of the outward trip has passed, that of the way back has not. */
const leftOutward = (): World => {
  const outward = {
    id: "out",
    resourceId: "r",
    quantity: 2,
    status: "CONFIRMED" as const,
    sequence: 2,
    ...THEN,
  };
  const back = { ...outward, id: "back", resourceId: "s" };
  return world(
    [withRules({ cancelUntil: NOW }), resource({ id: "s" }), resource({ id: "later" })],
    [booking({ reservations: [outward, back] })],
  );
};
const endPart = (reservationId: string, quantity: number): Command => ({
  kind: "cancel",
  bookingId: "b",
  part: { reservations: [{ reservationId, quantity }] },
});
const changeTo = (...wanted: [resourceId: string, quantity: number][]): Command => {
  const claims = wanted.map(([resourceId, quantity]) => ({ resourceId, quantity }));
  const lines = claims.length > 0 ? [lineOfClaims(claims)] : [];
  return { kind: "change", bookingId: "b", claims, lines };
};

const DEADLINES: Row[] = [
  ["the way back is cancelled after the outward trip has left", leftOutward(), endPart("back", 2), undefined],
  ["a seat of the way back too", leftOutward(), endPart("back", 1), undefined],
  ["the outward trip is not", leftOutward(), endPart("out", 1), "BOOKING_CLOSED"],
  ["and not both", leftOutward(), CANCEL, "BOOKING_CLOSED"],
  ["the way back is moved", leftOutward(), changeTo(["r", 2], ["later", 2]), undefined],
  ["the outward trip is not moved", leftOutward(), changeTo(["later", 2], ["s", 2]), "BOOKING_CLOSED"],
  ["nor made smaller", leftOutward(), changeTo(["r", 1], ["s", 2]), "BOOKING_CLOSED"],
  ["a part that does not exist is named as such", leftOutward(), endPart("none", 1), "INVALID_STATE"],
  ["a change to nothing is no change", world([resource()], [booking()]), changeTo(), "INVALID_STATE"],
];

const CANCELLING: Row[] = [
  ["a confirmed booking is cancelled", world([resource()], [booking()]), CANCEL, undefined],
  ["maintenance lets cancel", world([resource()], [booking()], "Back soon"), CANCEL, undefined],
  ["a closed resource lets cancel", world([resource({ state: "CLOSED" })], [booking()]), CANCEL, undefined],
  [
    "an attendee who is too late is refused",
    world([withRules({ cancelUntil: NOW })], [booking()]),
    CANCEL,
    "BOOKING_CLOSED",
  ],
  [
    "an attendee may cancel until the last moment",
    world([withRules({ cancelUntil: NOW + 1 })], [booking()]),
    CANCEL,
    undefined,
  ],
  ["an unknown booking is not found", world([resource()]), CANCEL, "BOOKING_NOT_FOUND"],
  [
    "a hold is released",
    world([resource()], [booking({ fate: "pending", expiresAt: NOW + 1 })]),
    releaseCommand,
    undefined,
  ],
  [
    "a hold that is overdue is released",
    world([resource()], [booking({ fate: "pending", expiresAt: NOW - 1 })]),
    releaseCommand,
    undefined,
  ],
  ["what was confirmed is not released", world([resource()], [booking()]), releaseCommand, "INVALID_STATE"],
  ...(["cancelled", "expired"] as const).map((fate): Row => {
    const words = `an ${fate === "expired" ? "expired" : "already cancelled"} booking cannot be cancelled`;
    return [words, world([resource()], [booking({ fate })]), CANCEL, "INVALID_STATE"];
  }),
];

describe("decide", () => {
  it.each([...BOOKING, ...CANCELLING, ...DEADLINES])("%s", (_words, where, command, refusal) => {
    const decision = decide(where, command, NOW);
    expect(decision.accepted ? undefined : decision.refusal).toBe(refusal);
  });

  it("tells each claim its own reason and what remains of it", () => {
    const where = world([resource({ booked: 4 }), resource({ id: "s", booked: 9 })]);
    expect(decide(where, bookCommand(["r", 2], ["s", 2]), NOW)).toEqual({
      accepted: false,
      refusal: "RESOURCE_FULL",
      claims: [
        { resourceId: "r", quantity: 2, reason: null, remaining: 6 },
        { resourceId: "s", quantity: 2, reason: "RESOURCE_FULL", remaining: 1 },
      ],
    });
  });

  it("frees exactly what a booking has, held or booked", () => {
    const reservations: Booking["reservations"] = [
      { id: "v1", resourceId: "r", quantity: 2, status: "CONFIRMED", sequence: 2, ...THEN },
      { id: "v2", resourceId: "s", quantity: 3, status: "PENDING", sequence: 2, ...THEN },
      { id: "v3", resourceId: "s", quantity: 5, status: "CANCELLED", sequence: 3, ...THEN },
    ];
    const where = world([resource(), resource({ id: "s" })], [booking({ reservations })]);
    const freed = { kind: "freed", into: "CANCELLED" };
    expect(decide(where, CANCEL, NOW)).toMatchObject({
      accepted: true,
      booking: { fate: "cancelled", history: "cancelled" },
      moves: [
        { ...freed, resourceId: "r", reservationId: "v1", quantity: 2, from: "CONFIRMED" },
        { ...freed, resourceId: "s", reservationId: "v2", quantity: 3, from: "PENDING" },
      ],
    });
  });

  it("sets a capacity down to what is taken, and says how much that is when asked for less", () => {
    const where = world([resource({ booked: 3, held: 2, setAside: 1 })]);
    const setTo = (capacity: number) =>
      decide(where, { kind: "setCapacity", resourceId: "r", capacity }, NOW);
    expect(setTo(6)).toMatchObject({ accepted: true, moves: [{ kind: "capacity", capacity: 6 }] });
    expect(setTo(5)).toMatchObject({ refusal: "CAPACITY_BELOW_BOOKED", claims: [{ quantity: 6 }] });
    expect(setTo(10)).toMatchObject({ accepted: true, moves: [], booking: null });
  });

  it("neither changes the world nor depends on anything but its arguments", () => {
    const where = world([resource({ booked: 3 })], [booking()]);
    const before = structuredClone(where);
    for (const command of [ONE_SEAT, TEN_SEATS, CANCEL]) {
      expect(decide(where, command, NOW)).toEqual(decide(where, command, NOW));
    }
    expect(where).toEqual(before);
  });
});

describe("of several reasons", () => {
  const PRECEDENCE: RefusalCode[] = [
    ...([
      "MAINTENANCE_MODE",
      "RESOURCE_CANCELLED",
      "RESOURCE_CLOSED",
      "NOT_OPEN_YET",
      "BOOKING_CLOSED",
    ] as const),
    ...(["TOO_MANY_PER_BOOKING", "TOO_MANY_PER_PERSON", "HOLD_LIMIT", "RESOURCE_FULL"] as const),
    ...(["HOLD_EXPIRED", "INVALID_STATE", "CAPACITY_BELOW_BOOKED"] as const),
  ];

  test("the foremost of any two is the one that stands first in the documented order", () => {
    for (const [index, first] of PRECEDENCE.entries()) {
      for (const second of PRECEDENCE.slice(index + 1))
        expect(highestPrecedence([second, first])).toBe(first);
    }
    expect(highestPrecedence([])).toBeUndefined();
  });

  test("only maintenance is 503, every other documented refusal is 409", () => {
    for (const code of PRECEDENCE) expect(statusOf(code)).toBe(code === "MAINTENANCE_MODE" ? 503 : 409);
  });

  test("everything at once is answered by each reason in turn as the ones before it go away", () => {
    const rules: Rules = { ...NO_RULES, opensAt: NOW + 1, closesAt: NOW, maxPerBooking: 1 };
    const said: string[] = [];
    const wrong = resource({ state: "CANCELLED", booked: 9, rules });
    let maintenance: string | undefined = "Back soon";
    const remedies = [
      () => (maintenance = undefined),
      () => (wrong.state = "CLOSED"),
      () => (wrong.state = "OPEN"),
      () => (wrong.rules = { ...wrong.rules, opensAt: NOW }),
      () => (wrong.rules = { ...wrong.rules, closesAt: NOW + 1 }),
      () => (wrong.rules = { ...wrong.rules, maxPerBooking: 2 }),
      () => (wrong.booked = 8),
    ];
    for (const remedy of remedies) {
      const decision = decide(world([wrong], [], maintenance), bookCommand(["r", 2]), NOW);
      said.push(decision.accepted ? "yes" : decision.refusal);
      remedy();
    }
    expect(said).toEqual(PRECEDENCE.filter((code) => said.includes(code)));
    expect(said).toHaveLength(7);
    expect(decide(world([wrong]), bookCommand(["r", 2]), NOW).accepted).toBe(true);
  });
});
