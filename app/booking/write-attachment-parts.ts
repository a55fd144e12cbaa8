import type { Attached } from "./changes.ts";
import { bytes, insertInto, json, type Part, type Value } from "./write-parts.ts";

// What others want stored with bookings.

const PERSON_COLUMNS = [
  ["booking_id", "uuid"],
  ["position", "bigint"],
  ["name", "text"],
  ["email", "text"],
  ["locale", "text"],
] as const;

const ANSWER_COLUMNS = [
  ["booking_id", "uuid"],
  ["person", "bigint"],
  ["question_id", "uuid"],
  ["value", "jsonb"],
] as const;

export const PEOPLE: Part = {
  columns: PERSON_COLUMNS,
  rows: (changes) => changes.attachments.flatMap(peopleOf),
  sql: insertInto("people"),
};

export const LATER_PEOPLE: Part = {
  columns: PERSON_COLUMNS,
  rows: (changes) => lastOf(changes.laterAttachments.flatMap(peopleOf), 2),
  sql: (given, names) => `${insertInto("people")(given, names)}
      on conflict (organization_id, booking_id, position) do update
        set name = excluded.name, email = excluded.email, locale = excluded.locale`,
};

export const ANSWERS: Part = {
  columns: ANSWER_COLUMNS,
  rows: (changes) => changes.attachments.flatMap(answersOf),
  sql: insertInto("answers"),
};

export const LATER_ANSWERS: Part = {
  columns: ANSWER_COLUMNS,
  rows: (changes) => lastOf(changes.laterAttachments.flatMap(answersOf), 3),
  sql: (given, names) => `${insertInto("answers")(given, names)}
      on conflict (organization_id, booking_id, person, question_id) do update set value = excluded.value`,
};

export const LINKS: Part = {
  columns: [
    ["token_hash", "bytea"],
    ["booking_id", "uuid"],
  ],
  rows: (changes) =>
    [...changes.attachments, ...changes.laterAttachments].flatMap(
      ({ bookingId, attachment: { linkTokenHash } }) =>
        linkTokenHash ? [[bytes(linkTokenHash), bookingId]] : [],
    ),
  sql: (given, names) => `insert into link_tokens (organization_id, ${names}, created_at)
      select $1::uuid, ${names}, $2::timestamptz from ${given}`,
};

function peopleOf({ bookingId, attachment: { person, guests = [] } }: Attached): Value[][] {
  const rows: Value[][] = guests.map(({ name, email, locale }, index) => [
    ...[bookingId, index + 1],
    ...[name, email ?? null, locale],
  ]);
  if (person) rows.unshift([bookingId, 0, person.name, person.email, person.locale]);
  return rows;
}

function answersOf({ bookingId, attachment: { answers = [] } }: Attached): Value[][] {
  return answers.map(({ person = 0, questionId, value }) => [bookingId, person, questionId, json(value)]);
}

/** One row a key, made of so many columns in front: a batch may change the same thing twice, and the last one counts. */
function lastOf(rows: Value[][], keyColumns: number): Value[][] {
  return [...new Map(rows.map((row) => [row.slice(0, keyColumns).join(" "), row])).values()];
}
