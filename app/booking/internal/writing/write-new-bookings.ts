import { codes, hex, json, type Made, type MadeClaim, type MadeOnce } from "./write-batch.ts";
import { insertKeys } from "./write-keys.ts";
import { type Column, type Given, part } from "./write-part.ts";

// New bookings, and what belongs to them.

const BOOKING: Column<Made>[] = [
  ["id", "uuid", ({ booking }) => booking.id],
  ["reference", "text", ({ booking }) => booking.reference],
  ["fate", "text", ({ booking }) => booking.fate, "constant"],
  ["booking_kind", "text", ({ booking }) => booking.kind, "constant"],
  ["client_id", "text", ({ booking }) => booking.clientId],
  ["scope", "text", ({ booking }) => booking.scope, "constant"],
  ["person", "bytea", ({ booking }) => booking.person, "constant"],
  ["counted", "bigint", ({ booking }) => booking.counted, "constant"],
  ["holder", "bytea", ({ booking }) => booking.holder, "constant"],
  ["network", "bytea", ({ booking }) => booking.network, "constant"],
  ["wide_network", "bytea", ({ booking }) => booking.wideNetwork, "constant"],
  ["expires_at", "timestamptz", ({ booking }) => booking.expiresAt, "constant"],
  ["source", "text", ({ attachment }) => attachment?.source ?? null, "constant"],
  ["metadata", "jsonb", ({ attachment }) => json(attachment?.metadata), "constant"],
  ["attribution", "jsonb", ({ attachment }) => json(attachment?.attribution), "constant"],
  ["request_id", "uuid", ({ requestId }) => requestId],
  ["history_id", "uuid", ({ history }) => history.id],
  ["kind", "text", ({ history }) => history.kind, "constant"],
  ["actor", "text", ({ history }) => history.actor.kind, "constant"],
  ["actor_id", "uuid", ({ history: { actor } }) => ("id" in actor ? actor.id : null), "constant"],
  ["acts_as", "text", ({ history }) => history.actsAs, "constant"],
  ["warnings", "text", ({ history }) => codes(history.warnings), "constant"],
];

const PERSON: Column<Made>[] = [
  ["name", "text", ({ attachment }) => attachment?.person?.name ?? null, "constant"],
  ["email", "text", ({ attachment }) => attachment?.person?.email ?? null, "constant"],
  ["locale", "text", ({ attachment }) => attachment?.person?.locale ?? null, "constant"],
];

const LINK: Column<Made>[] = [
  ["token_hash", "bytea", ({ attachment }) => hex(attachment?.linkTokenHash), "constant"],
];

const CLAIM: Column<MadeClaim>[] = [
  ["reservation_id", "uuid", ({ reservation }) => reservation.id],
  ["resource_id", "text", ({ reservation }) => reservation.resourceId, "constant"],
  ["quantity", "bigint", ({ reservation }) => reservation.quantity],
  ["status", "text", ({ reservation }) => reservation.status, "constant"],
  // The sequence at which a hold ended that was replaced within this batch.
  ["ended_at", "bigint", ({ reservation, taken }) => endOf(reservation.sequence, taken.sequence), "constant"],
  ["sequence", "bigint", ({ taken }) => taken.sequence],
  ["is_booked", "boolean", ({ taken }) => taken.bookedDelta > 0, "constant"],
  ["booked", "bigint", ({ taken }) => taken.booked],
  ["held", "bigint", ({ taken }) => taken.held, "constant"],
  ["set_aside", "bigint", ({ taken }) => taken.setAside, "constant"],
  ["capacity", "bigint", ({ taken }) => taken.capacity, "constant"],
  ["hash", "bytea", ({ taken }) => hex(taken.hash)],
];

const CLAIM_OF: Column<MadeClaim>[] = [
  ["booking_id", "uuid", ({ booking }) => booking.id],
  ["client_id", "text", ({ booking }) => booking.clientId],
  ["request_id", "uuid", ({ requestId }) => requestId],
];

const LINE: Column<MadeOnce>[] = [
  ["session_id", "uuid", ({ booking }) => booking.lines[0]?.sessionId ?? null, "constant"],
  ["units", "bigint", ({ booking }) => booking.lines[0]?.quantity ?? 0, "constant"],
  ["guests", "bigint", ({ booking }) => booking.lines[0]?.guests ?? 0, "constant"],
  ["seats", "bigint", ({ booking }) => booking.lines[0]?.seats ?? 0, "constant"],
];

const KEY: Column<MadeOnce>[] = [
  ["key_hash", "bytea", ({ key }) => hex(key?.keyHash), "constant"],
  ["fingerprint", "bytea", ({ key }) => hex(key?.fingerprint), "constant"],
  ["details", "jsonb", ({ key }) => json(key?.details ?? undefined), "constant"],
];

const endOf = (sequence: number, taken: number) => (sequence === taken ? null : sequence);

/** New bookings with one claim and one line each. */
export const MADE_ONCE = part<MadeOnce>({
  columns: (shape) => [...bookingColumns(shape), ...CLAIM, ...LINE, ...(shape[2] === "0" ? [] : KEY)],
  rows: ({ madeOnce }) => madeOnce,
  shape: (rows) => attached(rows) + have(rows, ({ key }) => key !== undefined),
  statements: (given, shape) => [
    ...bookingStatements(given, shape),
    ...claimStatements(given, { booking: "id" }),
    lineStatement(given),
    ...keyStatements(given, shape),
  ],
});

/** New bookings, if at least one has several claims. */
export const MADE = part<Made>({
  columns: bookingColumns,
  rows: ({ made }) => made,
  shape: attached,
  statements: bookingStatements,
});

/** Their claims. */
export const MADE_CLAIMS = part<MadeClaim>({
  columns: [...CLAIM_OF, ...CLAIM],
  rows: ({ madeClaims }) => madeClaims,
  statements: (given) => claimStatements(given, { booking: "booking_id" }),
});

/** Returns whether none (0), some (1) or all (2) of the rows pass the check. */
function have<Row>(rows: readonly Row[], something: (row: Row) => boolean): string {
  const count = rows.filter(something).length;
  return count === 0 ? "0" : count < rows.length ? "1" : "2";
}

function attached(rows: readonly Made[]): string {
  return (
    have(rows, ({ attachment }) => attachment?.person !== undefined) +
    have(rows, ({ attachment }) => attachment?.linkTokenHash !== undefined)
  );
}

function bookingColumns([people, links]: string): Column<Made>[] {
  return [...BOOKING, ...(people === "0" ? [] : PERSON), ...(links === "0" ? [] : LINK)];
}

function bookingStatements({ of, from }: Given, [people, links]: string): string[] {
  const list = (...names: string[]) => names.map(of).join(", ");
  const historyAndId = list("history_id", "id");
  return [
    `insert into bookings (organization_id, id, reference, fate, kind, client_id, scope, person, counted, holder, network,
        wide_network, expires_at, source, metadata, attribution, request_id, created_at, updated_at)
      select $1::uuid, ${list("id", "reference", "fate", "booking_kind", "client_id", "scope", "person", "counted", "holder")},
        ${list("network", "wide_network", "expires_at", "source", "metadata", "attribution", "request_id")},
        $2::timestamptz, $2::timestamptz ${from}`,
    `insert into history (organization_id, id, booking_id, position, kind, actor, actor_id, request_id, at,
        acts_as, warnings)
      select $1::uuid, ${historyAndId}, 1, ${list("kind", "actor", "actor_id", "request_id")}, $2::timestamptz,
        ${of("acts_as")}, ${of("warnings")}::text[] ${from}`,
    `insert into outbox (organization_id, id, booking_id, position, kind, due_at, created_at)
      select $1::uuid, ${historyAndId}, 1, ${of("kind")}, $2::timestamptz, $2::timestamptz ${from}`,
    ...only(
      people,
      () => `insert into people (organization_id, booking_id, position, name, email, locale)
      select $1::uuid, ${of("id")}, 0, ${list("name", "email", "locale")} ${from}
      ${people === "1" ? `where ${of("name")} is not null` : ""}`,
    ),
    ...only(
      links,
      () => `insert into link_tokens (organization_id, token_hash, booking_id, created_at)
      select $1::uuid, ${list("token_hash", "id")}, $2::timestamptz ${from}
      ${links === "1" ? `where ${of("token_hash")} is not null` : ""}`,
    ),
  ];
}

/** Returns the inserts of claims. A new booking only takes capacity, so the ledger deltas follow from the quantity. */
function claimStatements({ of, from }: Given, { booking }: { booking: string }): string[] {
  const list = (...names: string[]) => names.map(of).join(", ");
  return [
    `insert into reservations (organization_id, id, booking_id, resource_id, client_id, quantity, status, sequence,
        decided_at, created_at)
      select $1::uuid, ${list("reservation_id", booking, "resource_id", "client_id", "quantity", "status")},
        coalesce(${list("ended_at", "sequence")}), $2::timestamptz, $2::timestamptz ${from}`,
    `insert into ledger (organization_id, resource_id, sequence, kind, booking_id, reservation_id, request_id,
        booked_delta, held_delta, booked, held, set_aside, capacity, at, hash)
      select $1::uuid, ${list("resource_id", "sequence")}, 'taken', ${list(booking, "reservation_id", "request_id")},
        case when ${of("is_booked")} then ${of("quantity")} else 0 end,
        case when ${of("is_booked")} then 0 else ${of("quantity")} end,
        ${list("booked", "held", "set_aside", "capacity")}, $2::timestamptz, ${of("hash")} ${from}`,
  ];
}

/** Returns the insert of the only line of a booking with a single claim: what it takes follows from the claim. */
function lineStatement({ of, from }: Given): string {
  const list = (...names: string[]) => names.map(of).join(", ");
  return `insert into booking_lines (organization_id, booking_id, position, session_id, quantity, takes, guests, seats)
      select $1::uuid, ${of("id")}, 1, ${list("session_id", "units")}, jsonb_build_array(jsonb_build_object(
        'resourceId', ${of("resource_id")}, 'quantity', ${of("quantity")} / ${of("units")})), ${list("guests", "seats")} ${from}`;
}

function keyStatements(given: Given, [, , keys]: string): string[] {
  const { of } = given;
  return only(keys, () => {
    const left = `${of("capacity")} - ${of("booked")} - ${of("held")} - ${of("set_aside")}`;
    const values = { outcome: "'ok'", booking: of("id"), sequence: of("sequence"), remaining: left };
    return insertKeys(given, values, keys === "1" ? `where ${of("key_hash")} is not null` : "");
  });
}

function only(presence: string | undefined, statement: () => string): string[] {
  return presence === "0" ? [] : [statement()];
}
