import { bytes, date, hash, insertInto, type Part } from "./write-parts.ts";

// What is written of resources: counts, ledger, limits and days.

export const RESOURCES: Part = {
  columns: [
    ["id", "text"],
    ["type", "text"],
    ["waiting", "boolean"],
    ["capacity", "bigint"],
    ["booked", "bigint"],
    ["held", "bigint"],
    ["set_aside", "bigint"],
    ["state", "text"],
    ["version", "bigint"],
    ["head", "bytea"],
    ["lowest_margin", "bigint"],
    ["opens_at", "timestamptz"],
    ["closes_at", "timestamptz"],
    ["cancel_until", "timestamptz"],
    ["max_per_booking", "bigint"],
    ["max_per_person", "bigint"],
    ["hold_seconds", "bigint"],
    ["scope", "text"],
  ],
  rows: (changes) =>
    Array.from(changes.resources.values(), (each) => [
      each.id,
      each.type,
      each.waiting,
      each.capacity,
      each.booked,
      each.held,
      each.setAside,
      each.state,
      each.version,
      bytes(each.head),
      each.lowestMargin,
      date(each.rules.opensAt),
      date(each.rules.closesAt),
      date(each.rules.cancelUntil),
      each.rules.maxPerBooking,
      each.rules.maxPerPerson,
      each.rules.holdSeconds,
      each.rules.scope,
    ]),
  sql: (given, names) => {
    const assignments = names.split(", ").filter((name) => name !== "id");
    return `update resources t set ${assignments.map((name) => `${name} = g.${name}`).join(", ")}
      from ${given} where t.organization_id = $1::uuid and t.id = g.id`;
  },
};

export const LEDGER: Part = {
  columns: [
    ["resource_id", "text"],
    ["sequence", "bigint"],
    ["kind", "text"],
    ["booking_id", "uuid"],
    ["reservation_id", "uuid"],
    ["request_id", "uuid"],
    ["booked_delta", "bigint"],
    ["held_delta", "bigint"],
    ["booked", "bigint"],
    ["held", "bigint"],
    ["set_aside", "bigint"],
    ["capacity", "bigint"],
    ["at", "timestamptz"],
    ["hash", "bytea"],
  ],
  rows: (changes) =>
    changes.ledger.map((each) => [
      each.resourceId,
      each.sequence,
      each.kind,
      each.bookingId,
      each.reservationId,
      each.requestId,
      each.bookedDelta,
      each.heldDelta,
      each.booked,
      each.held,
      each.setAside,
      each.capacity,
      date(each.at),
      bytes(each.hash),
    ]),
  sql: insertInto("ledger"),
};

/** The rows are there: taking from a limit has locked them. */
export const LIMITS: Part = {
  columns: [
    ["scope", "text"],
    ["person", "bytea"],
    ["more", "bigint"],
  ],
  rows: (changes) =>
    Array.from(changes.limits.values(), (each) => [each.scope, hash(each.person), each.more]),
  sql: (given) => `update person_limits t set taken = greatest(0, t.taken + g.more)
      from ${given} where t.organization_id = $1::uuid and t.scope = g.scope and t.person = g.person`,
};

export const DAYS: Part = {
  columns: [
    ["resource_id", "text"],
    ["taken", "bigint"],
    ["taken_quantity", "bigint"],
    ["freed", "bigint"],
    ["freed_quantity", "bigint"],
    ["rejected", "bigint"],
    ["rejected_quantity", "bigint"],
  ],
  rows: (changes) =>
    Array.from(changes.days, ([resourceId, day]) => [
      resourceId,
      day.taken,
      day.takenQuantity,
      day.freed,
      day.freedQuantity,
      day.rejected,
      day.rejectedQuantity,
    ]),
  sql: (given, names) => {
    const counts = names.split(", ").filter((name) => name !== "resource_id");
    return `insert into resource_days as t (organization_id, day, ${names})
      select $1::uuid, ($2::timestamptz at time zone 'UTC')::date, ${names} from ${given} order by resource_id
      on conflict (organization_id, resource_id, day) do update
        set ${counts.map((name) => `${name} = t.${name} + excluded.${name}`).join(", ")}`;
  },
};
