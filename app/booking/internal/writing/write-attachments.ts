import type { Attachment } from "../../request.ts";
import type { Attached, Changes } from "../deciding/changes.ts";
import { json } from "./write-batch.ts";
import { type Column, type Given, part } from "./write-part.ts";

// Data attached to bookings, except the person who books a new one, which is written with the booking.

interface Person {
  bookingId: string;
  position: number;
  person: { name: string; email?: string; locale: string };
}

const PERSON: Column<Person>[] = [
  ["booking_id", "uuid", (each) => each.bookingId],
  ["position", "bigint", (each) => each.position],
  ["name", "text", ({ person }) => person.name],
  ["email", "text", ({ person }) => person.email ?? null],
  ["locale", "text", ({ person }) => person.locale],
];

export const GUESTS = part<Person>({
  columns: PERSON,
  rows: ({ changes }) => madeWith(changes).flatMap(guestsOf),
  statements: (given) => [insertPeople(given)],
});

export const LATER_PEOPLE = part<Person>({
  columns: PERSON,
  rows: ({ changes: { laterAttachments } }) =>
    lastOf(
      laterAttachments.flatMap((each) => [...bookerOf(each), ...guestsOf(each)]),
      ({ bookingId, position }) => `${bookingId} ${position}`,
    ),
  statements: (given) => [
    `${insertPeople(given)} on conflict (organization_id, booking_id, position) do update
        set name = excluded.name, email = excluded.email, locale = excluded.locale`,
  ],
});

interface Answer {
  bookingId: string;
  answer: NonNullable<Attachment["answers"]>[number];
}

const ANSWER: Column<Answer>[] = [
  ["booking_id", "uuid", (each) => each.bookingId],
  ["person", "bigint", ({ answer }) => answer.person ?? 0],
  ["question_id", "uuid", ({ answer }) => answer.questionId],
  ["value", "jsonb", ({ answer }) => json(answer.value)],
];

export const ANSWERS = part<Answer>({
  columns: ANSWER,
  rows: ({ changes }) => madeWith(changes).flatMap(answersOf),
  statements: (given) => [insertAnswers(given)],
});

export const LATER_ANSWERS = part<Answer>({
  columns: ANSWER,
  rows: ({ changes: { laterAttachments } }) =>
    lastOf(
      laterAttachments.flatMap(answersOf),
      ({ bookingId, answer: { person = 0, questionId } }) => `${bookingId} ${person} ${questionId}`,
    ),
  statements: (given) => [
    `${insertAnswers(given)} on conflict (organization_id, booking_id, person, question_id) do update
        set value = excluded.value`,
  ],
});

function madeWith({ newBookings }: Changes): Attached[] {
  const attached: Attached[] = [];
  for (const { booking, attachment } of newBookings.values()) {
    if (attachment?.guests || attachment?.answers) attached.push({ bookingId: booking.id, attachment });
  }
  return attached;
}

function bookerOf({ bookingId, attachment: { person } }: Attached): Person[] {
  return person ? [{ bookingId, position: 0, person }] : [];
}

function guestsOf({ bookingId, attachment: { guests = [] } }: Attached): Person[] {
  return guests.map((person, index) => ({ bookingId, position: index + 1, person }));
}

function answersOf({ bookingId, attachment: { answers = [] } }: Attached): Answer[] {
  return answers.map((answer) => ({ bookingId, answer }));
}

/** Keeps the last row per key: a batch may change the same row twice. */
function lastOf<Row>(rows: Row[], keyOf: (row: Row) => string): Row[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}

function insertPeople({ of, from }: Given): string {
  const values = ["booking_id", "position", "name", "email", "locale"].map(of).join(", ");
  return `insert into people (organization_id, booking_id, position, name, email, locale)
      select $1::uuid, ${values} ${from} where true`;
}

function insertAnswers({ of, from }: Given): string {
  const values = ["booking_id", "person", "question_id", "value"].map(of).join(", ");
  return `insert into answers (organization_id, booking_id, person, question_id, value)
      select $1::uuid, ${values} ${from} where true`;
}
