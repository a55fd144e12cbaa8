import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bookings } from "./bookings.ts";
import { bytea, instant, json, organizationId, whole } from "./columns.ts";

/** The people of a booking. Together with `answers` the only place of personal data; position 0 is the person who booked. */
export const people = pgTable(
  "people",
  {
    organizationId: organizationId(),
    bookingId: uuid("booking_id").notNull(),
    position: whole("position").notNull(),
    name: text("name").notNull(),
    email: text("email"),
    locale: text("locale").notNull(),
  },
  (t) => [
    primaryKey({ name: "people_pk", columns: [t.organizationId, t.bookingId, t.position] }),
    foreignKey({
      name: "people_booking_fk",
      columns: [t.organizationId, t.bookingId],
      foreignColumns: [bookings.organizationId, bookings.id],
    }),
    index("people_email_index").on(t.organizationId, sql`lower(${t.email})`),
    check("people_booker_has_email", sql`${t.position} > 0 or ${t.email} is not null`),
  ],
);

/** Answers to an organiser's questions, for a booking (person 0) or for one of its people. */
export const answers = pgTable(
  "answers",
  {
    organizationId: organizationId(),
    bookingId: uuid("booking_id").notNull(),
    person: whole("person").notNull().default(0),
    questionId: uuid("question_id").notNull(),
    value: json("value").notNull(),
  },
  (t) => [
    primaryKey({ name: "answers_pk", columns: [t.organizationId, t.bookingId, t.person, t.questionId] }),
    foreignKey({
      name: "answers_booking_fk",
      columns: [t.organizationId, t.bookingId],
      foreignColumns: [bookings.organizationId, bookings.id],
    }),
    index("answers_question_index").on(t.organizationId, t.questionId),
  ],
);

/** How much of a scope with a limit per person a person has used. The person is an HMAC, never an address. */
export const personLimits = pgTable(
  "person_limits",
  {
    organizationId: organizationId(),
    scope: text("scope").notNull(),
    person: bytea("person").notNull(),
    taken: whole("taken").notNull(),
  },
  (t) => [
    primaryKey({ name: "person_limits_pk", columns: [t.organizationId, t.scope, t.person] }),
    check("person_limits_taken", sql`${t.taken} >= 0`),
  ],
);

/**
 * Links that grant an attendee access. A link contains 256 unguessable bits; only their SHA-256 is stored. The key starts with
 * the booking, so that new rows are adjacent. By its hash alone a link is found through `link_tokens_hash_once`, a constraint
 * that a migration adds: a hash index, which is small compared to a B-tree and enforces uniqueness.
 */
export const linkTokens = pgTable(
  "link_tokens",
  {
    organizationId: organizationId(),
    tokenHash: bytea("token_hash").notNull(),
    bookingId: uuid("booking_id").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at"),
  },
  (t) => [
    primaryKey({ name: "link_tokens_pk", columns: [t.organizationId, t.bookingId, t.tokenHash] }),
    foreignKey({
      name: "link_tokens_booking_fk",
      columns: [t.organizationId, t.bookingId],
      foreignColumns: [bookings.organizationId, bookings.id],
    }),
  ],
);

/** One outcome per idempotency key. Key and body are stored as hashes; the response is rebuilt from the booking. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    organizationId: organizationId(),
    keyHash: bytea("key_hash").notNull(),
    fingerprint: bytea("fingerprint").notNull(),
    outcome: text("outcome").notNull(),
    bookingId: uuid("booking_id"),
    sequence: whole("sequence").notNull(),
    remaining: whole("remaining").notNull(),
    /**
     * The part of the response that is stored nowhere else (see app/booking/internal/committing/kept-answer.ts); null if there
     * is none.
     */
    details: json("details"),
    /** Database time of the decision. */
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "idempotency_keys_pk", columns: [t.organizationId, t.keyHash] }),
    foreignKey({
      name: "idempotency_keys_booking_fk",
      columns: [t.organizationId, t.bookingId],
      foreignColumns: [bookings.organizationId, bookings.id],
    }),
    index("idempotency_keys_booking_index").on(t.organizationId, t.bookingId),
    index("idempotency_keys_expiry_index").on(t.expiresAt),
    check("idempotency_keys_hashes", sql`length(${t.keyHash}) = 32 and length(${t.fingerprint}) = 32`),
  ],
);
