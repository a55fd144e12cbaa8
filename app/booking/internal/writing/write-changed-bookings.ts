import type { Booking, Reservation } from "../../world.ts";
import {
  type Attached,
  type Changes,
  type HistoryRow,
  lastAttachments,
  type Rejection,
} from "../deciding/changes.ts";
import { codes, hex, json } from "./write-batch.ts";
import { type Given, part } from "./write-part.ts";

// Changes of existing bookings, and rejected claims.

interface Changed {
  booking: Booking;
  attachment: Attached["attachment"];
}

export const CHANGED_BOOKINGS = part<Changed>({
  columns: [
    ["id", "uuid", ({ booking }) => booking.id],
    ["fate", "text", ({ booking }) => booking.fate, "constant"],
    ["kind", "text", ({ booking }) => booking.kind, "constant"],
    ["expires_at", "timestamptz", ({ booking }) => booking.expiresAt, "constant"],
    ["counted", "bigint", ({ booking }) => booking.counted, "constant"],
    ["person", "bytea", ({ booking }) => booking.person, "constant"],
    ["source", "text", ({ attachment }) => attachment.source ?? null, "constant"],
    ["metadata", "jsonb", ({ attachment }) => json(attachment.metadata), "constant"],
    ["attribution", "jsonb", ({ attachment }) => json(attachment.attribution), "constant"],
  ],
  rows: ({ changes }) => {
    const attached = lastAttachments(changes);
    return Array.from(changes.changedBookings.values(), (booking) => {
      return { booking, attachment: attached.get(booking.id) ?? {} };
    });
  },
  statements: ({ of, from }) => [
    `update bookings t set fate = ${of("fate")}, kind = ${of("kind")},
        was_tentative = t.was_tentative or t.kind <> ${of("kind")}, expires_at = ${of("expires_at")}, counted = ${of("counted")},
        person = ${of("person")}, source = coalesce(${of("source")}, t.source), metadata = coalesce(${of("metadata")}, t.metadata),
        attribution = coalesce(${of("attribution")}, t.attribution), updated_at = $2::timestamptz
      ${from} where t.organization_id = $1::uuid and t.id = ${of("id")}`,
  ],
});

interface Claimed {
  booking: Booking;
  reservation: Reservation;
}

/** Returns the claims of existing bookings: the new ones, or with `isNew` false those already stored. */
function claimsOf({ changedBookings, newReservations }: Changes, isNew: boolean): Claimed[] {
  return Array.from(changedBookings.values()).flatMap((booking) =>
    booking.reservations
      .filter((reservation) => newReservations.has(reservation.id) === isNew)
      .map((reservation) => ({ booking, reservation })),
  );
}

export const CHANGED_RESERVATIONS = part<Claimed>({
  columns: [
    ["id", "uuid", ({ reservation }) => reservation.id],
    ["status", "text", ({ reservation }) => reservation.status, "constant"],
    ["sequence", "bigint", ({ reservation }) => reservation.sequence],
  ],
  rows: ({ changes }) => claimsOf(changes, false),
  statements: ({ of, from }) => [
    `update reservations t set status = ${of("status")}, sequence = ${of("sequence")}, decided_at = $2::timestamptz
      ${from} where t.organization_id = $1::uuid and t.id = ${of("id")} and t.status <> ${of("status")}`,
  ],
});

export const MORE_RESERVATIONS = part<Claimed>({
  columns: [
    ["id", "uuid", ({ reservation }) => reservation.id],
    ["booking_id", "uuid", ({ booking }) => booking.id],
    ["resource_id", "text", ({ reservation }) => reservation.resourceId],
    ["client_id", "text", ({ booking }) => booking.clientId],
    ["quantity", "bigint", ({ reservation }) => reservation.quantity],
    ["status", "text", ({ reservation }) => reservation.status, "constant"],
    ["sequence", "bigint", ({ reservation }) => reservation.sequence],
  ],
  rows: ({ changes }) => claimsOf(changes, true),
  statements: ({ of, from }) => [
    `insert into reservations (organization_id, id, booking_id, resource_id, client_id, quantity, status, sequence,
        decided_at, created_at)
      select $1::uuid, ${listOf(of, "id", "booking_id", "resource_id", "client_id", "quantity", "status", "sequence")},
        $2::timestamptz, $2::timestamptz ${from}`,
  ],
});

export const REJECTIONS = part<Rejection>({
  columns: [
    ["id", "uuid", (each) => each.id],
    ["resource_id", "text", (each) => each.resourceId, "constant"],
    ["client_id", "text", (each) => each.clientId],
    ["quantity", "bigint", (each) => each.quantity],
    ["reason", "text", (each) => each.reason, "constant"],
    ["sequence", "bigint", (each) => each.sequence, "constant"],
  ],
  rows: ({ changes }) => changes.rejections,
  statements: ({ of, from }) => [
    `insert into reservations (organization_id, id, resource_id, client_id, quantity, status, rejection_reason, sequence,
        decided_at, created_at)
      select $1::uuid, ${listOf(of, "id", "resource_id", "client_id", "quantity")}, 'REJECTED',
        ${listOf(of, "reason", "sequence")}, $2::timestamptz, $2::timestamptz ${from}`,
  ],
});

/** History rows, except the first row of each new booking. */
export const HISTORY = part<HistoryRow>({
  columns: [
    ["id", "uuid", (row) => row.id],
    ["booking_id", "uuid", (row) => row.bookingId],
    ["position", "bigint", (row) => row.position, "constant"],
    ["kind", "text", (row) => row.kind, "constant"],
    ["actor", "text", (row) => row.actor.kind, "constant"],
    ["actor_id", "uuid", ({ actor }) => ("id" in actor ? actor.id : null), "constant"],
    ["request_id", "uuid", (row) => row.requestId],
    ["notify", "boolean", (row) => row.notify, "constant"],
    ["acts_as", "text", (row) => row.actsAs, "constant"],
    ["warnings", "text", ({ warnings }) => codes(warnings), "constant"],
    ["lines", "jsonb", (row) => json(row.lines ?? undefined), "constant"],
  ],
  rows: ({ history }) => history,
  statements: ({ of, from }) => [
    `insert into history (organization_id, id, booking_id, position, kind, actor, actor_id, request_id, at,
        acts_as, warnings, lines)
      select $1::uuid, ${listOf(of, "id", "booking_id", "position", "kind", "actor", "actor_id", "request_id")},
        $2::timestamptz, ${of("acts_as")}, ${of("warnings")}::text[], ${of("lines")} ${from}`,
    `insert into outbox (organization_id, id, booking_id, position, kind, notify, due_at, created_at)
      select $1::uuid, ${listOf(of, "id", "booking_id", "position", "kind", "notify")}, $2::timestamptz, $2::timestamptz ${from}`,
  ],
});

function listOf(of: Given["of"], ...names: string[]): string {
  return names.map(of).join(", ");
}

export const LATER_LINKS = part<Attached>({
  columns: [
    ["token_hash", "bytea", ({ attachment }) => hex(attachment.linkTokenHash)],
    ["booking_id", "uuid", ({ bookingId }) => bookingId],
  ],
  rows: ({ changes }) => changes.laterAttachments.filter((each) => each.attachment.linkTokenHash),
  statements: ({ of, from }) => [
    `insert into link_tokens (organization_id, token_hash, booking_id, created_at)
      select $1::uuid, ${listOf(of, "token_hash", "booking_id")}, $2::timestamptz ${from}`,
  ],
});
