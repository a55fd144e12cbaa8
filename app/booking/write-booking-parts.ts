import { bytes, date, hash, insertInto, json, type Part } from "./write-parts.ts";

// What is written of bookings.

export const NEW_BOOKINGS: Part = {
  columns: [
    ["id", "uuid"],
    ["reference", "text"],
    ["fate", "text"],
    ["client_id", "text"],
    ["scope", "text"],
    ["person", "bytea"],
    ["counted", "bigint"],
    ["holder", "bytea"],
    ["network", "bytea"],
    ["expires_at", "timestamptz"],
    ["source", "text"],
    ["metadata", "jsonb"],
    ["attribution", "jsonb"],
    ["request_id", "uuid"],
    ["created_at", "timestamptz"],
    ["updated_at", "timestamptz"],
  ],
  rows: (changes) =>
    Array.from(changes.newBookings.values(), ({ booking, requestId, attachment }) => [
      booking.id,
      booking.reference,
      booking.fate,
      booking.clientId,
      booking.scope,
      hash(booking.person),
      booking.counted,
      hash(booking.holder),
      hash(booking.network),
      date(booking.expiresAt),
      attachment?.source ?? null,
      json(attachment?.metadata),
      json(attachment?.attribution),
      requestId,
      date(booking.createdAt),
      date(booking.createdAt),
    ]),
  sql: insertInto("bookings"),
};

export const CHANGED_BOOKINGS: Part = {
  columns: [
    ["id", "uuid"],
    ["fate", "text"],
    ["expires_at", "timestamptz"],
    ["counted", "bigint"],
    ["person", "bytea"],
    ["source", "text"],
    ["metadata", "jsonb"],
    ["attribution", "jsonb"],
  ],
  rows: (changes) => {
    const attached = new Map(changes.laterAttachments.map((each) => [each.bookingId, each.attachment]));
    return Array.from(changes.changedBookings.values(), ({ id, fate, expiresAt, counted, person }) => {
      const { source, metadata, attribution } = attached.get(id) ?? {};
      const told = [source ?? null, json(metadata), json(attribution)];
      return [id, fate, date(expiresAt), counted, hash(person), ...told];
    });
  },
  sql: (given) => `update bookings t set fate = g.fate, expires_at = g.expires_at, counted = g.counted,
        person = g.person, source = coalesce(g.source, t.source),
        metadata = coalesce(g.metadata, t.metadata),
        attribution = coalesce(g.attribution, t.attribution), updated_at = $2::timestamptz
      from ${given} where t.organization_id = $1::uuid and t.id = g.id`,
};

export const NEW_RESERVATIONS: Part = {
  columns: [
    ["id", "uuid"],
    ["booking_id", "uuid"],
    ["resource_id", "text"],
    ["client_id", "text"],
    ["quantity", "bigint"],
    ["status", "text"],
    ["rejection_reason", "text"],
    ["sequence", "bigint"],
  ],
  rows: (changes) => [
    ...Array.from(changes.newBookings.values(), ({ booking }) => booking)
      .concat(...changes.changedBookings.values())
      .flatMap((booking) =>
        booking.reservations
          .filter((each) => changes.newReservations.has(each.id))
          .map((each) => [
            each.id,
            booking.id,
            each.resourceId,
            booking.clientId,
            each.quantity,
            each.status,
            null,
            each.sequence,
          ]),
      ),
    ...changes.rejections.map((each) => [
      each.id,
      null,
      each.resourceId,
      each.clientId,
      each.quantity,
      "REJECTED",
      each.reason,
      each.sequence,
    ]),
  ],
  sql: (given, names) => `insert into reservations (organization_id, ${names}, decided_at, created_at)
      select $1::uuid, ${names}, $2::timestamptz, $2::timestamptz from ${given}`,
};

export const CHANGED_RESERVATIONS: Part = {
  columns: [
    ["id", "uuid"],
    ["status", "text"],
    ["sequence", "bigint"],
  ],
  rows: (changes) =>
    Array.from(changes.changedBookings.values()).flatMap((booking) =>
      booking.reservations
        .filter((each) => !changes.newReservations.has(each.id))
        .map((each) => [each.id, each.status, each.sequence]),
    ),
  sql: (
    given,
  ) => `update reservations t set status = g.status, sequence = g.sequence, decided_at = $2::timestamptz
      from ${given} where t.organization_id = $1::uuid and t.id = g.id and t.status <> g.status`,
};

export const HISTORY: Part = {
  columns: [
    ["id", "uuid"],
    ["booking_id", "uuid"],
    ["position", "bigint"],
    ["kind", "text"],
    ["actor", "text"],
    ["actor_id", "uuid"],
    ["request_id", "uuid"],
  ],
  rows: (changes) =>
    changes.history.map((each) => [
      each.id,
      each.bookingId,
      each.position,
      each.kind,
      each.actor.kind,
      "id" in each.actor ? each.actor.id : null,
      each.requestId,
    ]),
  sql: (given, names) => `insert into history (organization_id, ${names}, at)
      select $1::uuid, ${names}, $2::timestamptz from ${given}`,
};

export const OUTBOX: Part = {
  columns: [
    ["id", "uuid"],
    ["booking_id", "uuid"],
    ["position", "bigint"],
    ["kind", "text"],
  ],
  rows: (changes) => changes.history.map((each) => [each.id, each.bookingId, each.position, each.kind]),
  sql: (given, names) => `insert into outbox (organization_id, ${names}, due_at, created_at)
      select $1::uuid, ${names}, $2::timestamptz, $2::timestamptz from ${given}`,
};

export const KEYS: Part = {
  columns: [
    ["key_hash", "bytea"],
    ["fingerprint", "bytea"],
    ["outcome", "text"],
    ["booking_id", "uuid"],
    ["sequence", "bigint"],
    ["remaining", "bigint"],
    ["details", "jsonb"],
    ["expires_at", "timestamptz"],
  ],
  rows: (changes) =>
    Array.from(changes.keys.values(), (each) => [
      bytes(each.keyHash),
      bytes(each.fingerprint),
      each.outcome,
      each.bookingId,
      each.sequence,
      each.remaining,
      json(each.details ?? undefined),
      date(each.expiresAt),
    ]),
  // In key order, so that two batches with the same keys wait for each other instead of in a circle. A key that another
  // batch has written meanwhile makes the insert fail, and this batch starts over and finds the answer.
  sql: (given, names) => `insert into idempotency_keys (organization_id, ${names}, created_at)
      select $1::uuid, ${names}, $2::timestamptz from ${given} order by key_hash`,
};
