import { describe, expect, it, test } from "vitest";
import { decide } from "#app/booking/internal/deciding/decide.ts";
import type { Command, TakeCommand } from "#app/booking/internal/deciding/decision.ts";
import { lineOfClaims, numbered } from "#app/booking/lines.ts";
import { REFUSAL_CODES, type RefusalCode } from "#app/booking/refusals.ts";
import {
  type Booking,
  limitKey,
  NO_RULES,
  type Resource,
  type Rules,
  type World,
} from "#app/booking/world.ts";
import type { ActsAs } from "#app/platform/ctx.ts";

const NOW = 1_000_000;
const BOUND: ActsAs[] = ["attendee", "program"];
const FREE: ActsAs[] = ["desk", "system"];

function resource(changes: Partial<Resource> = {}, rules: Partial<Rules> = {}): Resource {
  const counts = { capacity: 10, booked: 0, held: 0, setAside: 0, version: 1, blocked: 0, lowestMargin: 10 };
  return {
    ...counts,
    id: "r",
    type: "pool",
    state: "OPEN",
    waiting: false,
    over: 0,
    rules: { ...NO_RULES, ...rules },
    head: new Uint8Array(32),
    ...changes,
  };
}

function booking(changes: Partial<Booking> = {}): Booking {
  const status = changes.fate === "pending" ? "PENDING" : "CONFIRMED";
  const times = { decidedAt: NOW, createdAt: NOW };
  return {
    id: "b",
    reference: "22222222",
    fate: "confirmed",
    clientId: "c",
    scope: "event",
    person: null,
    counted: 0,
    holder: null,
    network: null,
    wideNetwork: null,
    expiresAt: null,
    createdAt: NOW,
    source: null,
    kind: "guest",
    metadata: null,
    changes: 1,
    extended: false,
    reservations: [{ id: "v", resourceId: "r", quantity: 2, status, sequence: 2, ...times }],
    lines: numbered([lineOfClaims([{ resourceId: "r", quantity: 2 }])]),
    ...changes,
  };
}

const LIVE = { fate: "pending", expiresAt: NOW + 1 } as const;
const LATE = { fate: "pending", expiresAt: NOW } as const;

function world(only: Resource, bookings: Booking[] = [], others: Partial<World> = {}): World {
  return {
    maintenance: undefined,
    resources: new Map([[only.id, only]]),
    bookings: new Map(bookings.map((each) => [each.id, each])),
    limits: new Map([[limitKey("event", "aa"), 2]]),
    ...others,
  };
}

const named = { bookingId: "new", reference: "33333333", clientId: "c" };
const claims = [{ resourceId: "r", quantity: 2 }];
const lines = [lineOfClaims(claims)];
const BOOK: TakeCommand = { ...named, kind: "book", person: "aa", claims, lines };
const HOLD: Command = {
  ...named,
  kind: "hold",
  person: null,
  claims,
  lines,
  seconds: null,
  holder: "11",
  network: "22",
  wideNetwork: null,
};
const CANCEL: Command = { kind: "cancel", bookingId: "b", part: null };
const CHANGE = changeTo(1);
const MORE = changeTo(3);
const CONFIRM: Command = { kind: "confirm", bookingId: "b" };
const EXTEND: Command = { kind: "extend", bookingId: "b", seconds: 60 };

function changeTo(quantity: number): Command {
  const claims = [{ resourceId: "r", quantity }];
  return { kind: "change", bookingId: "b", claims, lines: [lineOfClaims(claims)] };
}

/** Three live holds of one network, each of a quarter of what there is. */
const crowded = () => ["h1", "h2", "h3"].map((id) => booking({ ...LIVE, id, network: "22" }));
/** A holder that was given time four times, and holds nothing else. */
const renewed = () =>
  ["e1", "e2"].map((id) => booking({ id, fate: "expired", extended: true, holder: "11" }));

type Row = [refusal: RefusalCode, of: string, where: () => World, command: Command];

/** What the desk may do in spite of the rule. */
const RULES: Row[] = [
  ["RESOURCE_CLOSED", "a booking", () => world(resource({ state: "CLOSED" })), BOOK],
  ["RESOURCE_CLOSED", "more seats", () => world(resource({ state: "CLOSED" }), [booking()]), MORE],
  ["NOT_OPEN_YET", "a booking", () => world(resource({}, { opensAt: NOW + 1 })), BOOK],
  ["BOOKING_CLOSED", "a booking", () => world(resource({}, { closesAt: NOW })), BOOK],
  ["BOOKING_CLOSED", "a cancellation", () => world(resource({}, { cancelUntil: NOW }), [booking()]), CANCEL],
  ["BOOKING_CLOSED", "a change", () => world(resource({}, { cancelUntil: NOW }), [booking()]), CHANGE],
  ["TOO_MANY_PER_BOOKING", "a booking", () => world(resource({}, { maxPerBooking: 1 })), BOOK],
  ["TOO_MANY_PER_PERSON", "a booking", () => world(limited()), BOOK],
  [
    "TOO_MANY_PER_PERSON",
    "a confirmation",
    () => world(limited(), [booking(LIVE)]),
    { ...CONFIRM, person: "aa" },
  ],
  [
    "TOO_MANY_PER_PERSON",
    "another person",
    () => world(limited(), [booking({ person: "bb", counted: 2 })]),
    { kind: "changePerson", bookingId: "b", person: "aa" },
  ],
  ["HOLD_LIMIT", "a hold", () => world(resource({ held: 6 }), crowded()), HOLD],
  ["RENEWAL_LIMIT", "a hold", () => world(resource({}, { scope: "event" }), renewed()), HOLD],
  [
    "RENEWAL_LIMIT",
    "an extension",
    () => world(resource(), [booking({ ...LIVE, holder: "11" }), ...renewed()]),
    EXTEND,
  ],
];

function limited(): Resource {
  return resource({}, { scope: "event", maxPerPerson: 3 });
}

/** What nobody may do. */
const FACTS: Row[] = [
  ["MAINTENANCE_MODE", "a booking", () => world(resource(), [], { maintenance: "Back soon" }), BOOK],
  ["RESOURCE_CANCELLED", "a booking", () => world(resource({ state: "CANCELLED" })), BOOK],
  [
    "RESOURCE_CANCELLED",
    "a confirmation",
    () => world(resource({ state: "CANCELLED" }), [booking(LIVE)]),
    CONFIRM,
  ],
  ["RESOURCE_FULL", "a booking", () => world(resource({ booked: 9 })), BOOK],
  ["RESOURCE_FULL", "a booking of what is set aside", () => world(resource({ setAside: 9 })), BOOK],
  ["RESOURCE_FULL", "more seats", () => world(resource({ booked: 10 }), [booking()]), MORE],
  ["HOLD_EXPIRED", "a confirmation", () => world(resource(), [booking({ fate: "expired" })]), CONFIRM],
  [
    "HOLD_EXPIRED",
    "a late confirmation, in maintenance mode",
    () => world(resource({ held: 2 }), [booking(LATE)], { maintenance: "Back soon" }),
    CONFIRM,
  ],
  [
    "HOLD_EXPIRED",
    "a late confirmation of what others wait for",
    () => world(resource({ held: 2, waiting: true }), [booking(LATE)]),
    CONFIRM,
  ],
  ["INVALID_STATE", "a cancellation", () => world(resource(), [booking({ fate: "cancelled" })]), CANCEL],
  ["INVALID_STATE", "an extension", () => world(resource(), [booking({ ...LIVE, extended: true })]), EXTEND],
  [
    "CAPACITY_BELOW_BOOKED",
    "a capacity",
    () => world(resource({ booked: 3 })),
    { kind: "setCapacity", resourceId: "r", capacity: 2 },
  ],
  ["RESOURCE_NOT_FOUND", "a booking", () => world(resource({ id: "s" })), BOOK],
  ["BOOKING_NOT_FOUND", "a cancellation", () => world(resource()), CANCEL],
];

describe("a booking rule", () => {
  const cases = RULES.flatMap((row) => BOUND.map((actsAs) => [...row, actsAs] as const));
  it.each(cases)("refuses with %s: %s", (refusal, _of, where, command, actsAs) => {
    expect(decide(where(), command, NOW, actsAs)).toMatchObject({ accepted: false, refusal });
  });

  const free = RULES.flatMap((row) => FREE.map((actsAs) => [...row, actsAs] as const));
  it.each(free)("is a warning, %s: %s", (refusal, _of, where, command, actsAs) => {
    expect(decide(where(), command, NOW, actsAs)).toMatchObject({ accepted: true, warnings: [refusal] });
  });
});

describe("what is not a booking rule", () => {
  const cases = FACTS.flatMap((row) => [...BOUND, ...FREE].map((actsAs) => [...row, actsAs] as const));
  it.each(cases)("refuses with %s: %s", (refusal, _of, where, command, actsAs) => {
    expect(decide(where(), command, NOW, actsAs)).toMatchObject({ accepted: false, refusal });
  });
});

test("every refusal that a decision can give is tried", () => {
  const tried = new Set([...RULES, ...FACTS].map(([refusal]) => refusal));
  const undecided = ["IDEMPOTENCY_KEY_REUSED", "RESOURCE_ALREADY_EXISTS"];
  expect(REFUSAL_CODES.filter((code) => !tried.has(code) && !undecided.includes(code))).toEqual([]);
});

test("several rules are warnings in order of precedence, each once, whichever claim they are about", () => {
  const rules = { closesAt: NOW, maxPerBooking: 1 };
  const where = world(resource({ state: "CLOSED" }, rules));
  const twice: Command = { ...BOOK, claims: [...claims, ...claims] };
  expect(decide(where, twice, NOW, "desk")).toMatchObject({
    accepted: true,
    warnings: ["RESOURCE_CLOSED", "BOOKING_CLOSED", "TOO_MANY_PER_BOOKING"],
  });
});

test("a refusal names only what the desk could not override", () => {
  const where = world(resource({ state: "CLOSED", booked: 9 }));
  expect(decide(where, BOOK, NOW, "desk")).toEqual({
    accepted: false,
    refusal: "RESOURCE_FULL",
    claims: [{ resourceId: "r", quantity: 2, reason: "RESOURCE_FULL", remaining: 1 }],
  });
});

test.each(FREE)(
  "a late confirmation of a closed resource is accepted from the %s, with a warning",
  (actsAs) => {
    const where = world(resource({ state: "CLOSED", held: 2 }), [booking(LATE)]);
    expect(decide(where, CONFIRM, NOW, actsAs)).toMatchObject({
      accepted: true,
      warnings: ["RESOURCE_CLOSED"],
      moves: [{ kind: "freed" }, { kind: "taken" }],
    });
    expect(decide(where, CONFIRM, NOW, "attendee")).toMatchObject({ refusal: "HOLD_EXPIRED" });
  },
);

test.each(BOUND)("a hold is given up by the %s after the deadline for cancelling", (actsAs) => {
  const where = () => world(resource({ held: 2 }, { cancelUntil: NOW }), [booking(LIVE)]);
  expect(decide(where(), CANCEL, NOW, actsAs)).toMatchObject({ accepted: true, warnings: [] });
  expect(decide(where(), CHANGE, NOW, actsAs)).toMatchObject({ accepted: true, warnings: [] });
});

test("what the desk books counts towards its person's limit", () => {
  const decision = decide(world(limited()), BOOK, NOW, "desk");
  expect(decision).toMatchObject({ accepted: true, booking: { counted: 2 } });
});
