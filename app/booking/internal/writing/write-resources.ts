import type { Resource } from "../../world.ts";
import type { Day } from "../deciding/changes.ts";
import { hex, type LedgerEntry } from "./write-batch.ts";
import { type Column, part } from "./write-part.ts";

// Resources: counters, ledger, limits of persons and daily counters.

const COUNTED: Column<Resource>[] = [
  ["id", "text", (each) => each.id],
  ["booked", "bigint", (each) => each.booked],
  ["held", "bigint", (each) => each.held, "constant"],
  ["set_aside", "bigint", (each) => each.setAside, "constant"],
  ["version", "bigint", (each) => each.version],
  ["head", "bytea", (each) => hex(each.head)],
  ["lowest_margin", "bigint", (each) => each.lowestMargin],
];

/** Columns that only commands on the resource itself change, and blocks, which are rare. */
const RULED: Column<Resource>[] = [
  ["blocked", "bigint", (each) => each.blocked, "constant"],
  ["type", "text", (each) => each.type, "constant"],
  ["waiting", "boolean", (each) => each.waiting, "constant"],
  ["capacity", "bigint", (each) => each.capacity, "constant"],
  ["state", "text", (each) => (each.state === "OPEN" ? "OPEN" : "CLOSED"), "constant"],
  ["cancelled", "boolean", (each) => each.state === "CANCELLED", "constant"],
  ["opens_at", "timestamptz", ({ rules }) => rules.opensAt, "constant"],
  ["closes_at", "timestamptz", ({ rules }) => rules.closesAt, "constant"],
  ["cancel_until", "timestamptz", ({ rules }) => rules.cancelUntil, "constant"],
  ["max_per_booking", "bigint", ({ rules }) => rules.maxPerBooking, "constant"],
  ["max_per_person", "bigint", ({ rules }) => rules.maxPerPerson, "constant"],
  ["hold_seconds", "bigint", ({ rules }) => rules.holdSeconds, "constant"],
  ["scope", "text", ({ rules }) => rules.scope, "constant"],
];

/** Resources of which only the counters have changed. */
export const RESOURCES = resourcesWith(COUNTED, false);
/** Resources whose changes go beyond their counters. */
export const RULED_RESOURCES = resourcesWith([...COUNTED, ...RULED], true);

function resourcesWith(columns: Column<Resource>[], isRuled: boolean) {
  const [, ...changing] = columns.map(([name]) => name);
  return part<Resource>({
    columns,
    rows: ({ changes: { resources, ruled } }) =>
      [...resources.values()].filter((each) => ruled.has(each.id) === isRuled),
    statements: ({ of, from }) => [
      `update resources t set ${changing.map((name) => `${name} = ${of(name)}`).join(", ")}
      ${from} where t.organization_id = $1::uuid and t.id = ${of("id")}`,
    ],
  });
}

/** Ledger rows, except those of new bookings. */
export const LEDGER = part<LedgerEntry>({
  columns: [
    ["resource_id", "text", (row) => row.resourceId, "constant"],
    ["sequence", "bigint", (row) => row.sequence],
    ["kind", "text", (row) => row.kind, "constant"],
    ["booking_id", "uuid", (row) => row.bookingId],
    ["reservation_id", "uuid", (row) => row.reservationId],
    ["request_id", "uuid", (row) => row.requestId],
    ["booked_delta", "bigint", (row) => row.bookedDelta],
    ["held_delta", "bigint", (row) => row.heldDelta],
    ["booked", "bigint", (row) => row.booked],
    ["held", "bigint", (row) => row.held],
    ["set_aside", "bigint", (row) => row.setAside, "constant"],
    ["capacity", "bigint", (row) => row.capacity, "constant"],
    ["hash", "bytea", (row) => hex(row.hash)],
  ],
  rows: ({ ledger }) => ledger,
  statements: ({ of, from }) => {
    const before = ["resource_id", "sequence", "kind", "booking_id", "reservation_id", "request_id"];
    const numbers = ["booked_delta", "held_delta", "booked", "held", "set_aside", "capacity"];
    const names = [...before, ...numbers];
    return [
      `insert into ledger (organization_id, ${names.join(", ")}, at, hash)
      select $1::uuid, ${names.map(of).join(", ")}, $2::timestamptz, ${of("hash")} ${from}`,
    ];
  },
});

/** Changes of limits. The rows exist, because they were locked. */
export const LIMITS = part<{ scope: string; person: string; more: number }>({
  columns: [
    ["scope", "text", (each) => each.scope],
    ["person", "bytea", (each) => each.person],
    ["more", "bigint", (each) => each.more],
  ],
  rows: ({ changes }) => [...changes.limits.values()],
  statements: ({ of, from }) => [
    `update person_limits t set taken = greatest(0, t.taken + ${of("more")})
      ${from} where t.organization_id = $1::uuid and t.scope = ${of("scope")} and t.person = ${of("person")}`,
  ],
});

const DAY: Column<[resourceId: string, day: Day]>[] = [
  ["resource_id", "text", ([id]) => id],
  ["taken", "bigint", ([, day]) => day.taken],
  ["taken_quantity", "bigint", ([, day]) => day.takenQuantity],
  ["freed", "bigint", ([, day]) => day.freed, "constant"],
  ["freed_quantity", "bigint", ([, day]) => day.freedQuantity, "constant"],
  ["rejected", "bigint", ([, day]) => day.rejected, "constant"],
  ["rejected_quantity", "bigint", ([, day]) => day.rejectedQuantity, "constant"],
];

export const DAYS = part<[string, Day]>({
  columns: DAY,
  rows: ({ changes }) => [...changes.days],
  statements: ({ of, from, isOne }) => {
    const names = DAY.map(([name]) => name);
    const [, ...counts] = names;
    return [
      `insert into resource_days as t (organization_id, day, ${names.join(", ")})
      select $1::uuid, ($2::timestamptz at time zone 'UTC')::date, ${names.map(of).join(", ")}
      ${from} where true ${isOne ? "" : `order by ${of("resource_id")}`}
      on conflict (organization_id, resource_id, day) do update
        set ${counts.map((name) => `${name} = t.${name} + excluded.${name}`).join(", ")}`,
    ];
  },
});
