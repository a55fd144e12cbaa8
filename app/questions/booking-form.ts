import { z } from "zod";
import type { MessageKey } from "#app/i18n/catalogue.ts";
import type { Translate } from "#app/i18n/translate.ts";
import { isId } from "#app/platform/ids.ts";
import { DATE_BOUNDS } from "#app/platform/instants.ts";
import { isStorable } from "#app/platform/text.ts";
import type { GUEST_NAMES } from "#db/schema/values.ts";
import type { Answer } from "./answer.ts";
import type { Question } from "./question.ts";

/** What was typed, as it was typed: the texts of each field. */
export type Typed = Record<string, string[]>;

/** Messages by the name of the field. */
export type FieldErrors = Record<string, string[]>;

/** Most characters of a field that are kept: one more than the longest answer may have. */
const LONGEST = 5_000;

/** Returns the texts of a form that `readTypedForm` has read, by name. */
export function typedOf(form: FormData): Typed {
  const typed = new Map<string, string[]>();
  for (const [name, value] of form) {
    const texts = typed.get(name) ?? [];
    texts.push(String(value).slice(0, LONGEST));
    typed.set(name, texts);
  }
  return Object.fromEntries(typed);
}

export function textOf(typed: Typed | undefined, name: string): string {
  return typed?.[name]?.[0] ?? "";
}

/** The name of the field in which a question is answered; of each person's own, where it is asked for each. */
export function answerField(question: Pick<Question, "id" | "per">, person: number): string {
  return question.per === "person" ? `q-${question.id}-${person}` : `q-${question.id}`;
}

export const guestField = (person: number) => `guest-${person}`;

/** What an event says of the names of those who come along. */
export interface AsksForGuests {
  guestNames: (typeof GUEST_NAMES)[number];
}

/** Whether the others of a booking are asked for their names; a large party only where the organiser requires it. */
export function asksGuests(event: AsksForGuests, seats: number): boolean {
  return event.guestNames === "required" || (event.guestNames === "optional" && seats <= 20);
}

/** What stands in a form about seats. */
export interface SeatsTyped {
  session: string;
  seats: number;
}

/** Reads which session, and how many seats of it; a number that is none, or that no event allows, is an error. */
export function readSeats(typed: Typed, t: Translate): { input: SeatsTyped } | { errors: FieldErrors } {
  const session = textOf(typed, "session");
  const text = textOf(typed, "seats").trim();
  const seats = Number(text);
  if (!isId(session)) return { errors: { session: [t("booking.error.session")] } };
  if (text === "" || Number.isNaN(seats)) return { errors: { seats: [t("booking.error.seats")] } };
  if (!Number.isInteger(seats)) return { errors: { seats: [t("booking.error.wholeSeats")] } };
  if (seats < 1) return { errors: { seats: [t("booking.error.oneSeat")] } };
  if (seats > 1_000) return { errors: { seats: [t("booking.error.manySeats")] } };
  return { input: { session, seats } };
}

export interface DetailsTyped {
  name: string;
  email: string;
  guests: string[];
  answers: Answer[];
}

/** What a details form asks for. */
export interface Asked {
  event: AsksForGuests;
  questions: Question[];
  seats: number;
}

/** Reads who books and what they answered. Errors come for all fields at once, in the order of the form. */
export function readDetails(
  typed: Typed,
  { event, questions, seats }: Asked,
  t: Translate,
): { input: DetailsTyped } | { errors: FieldErrors } {
  const errors: FieldErrors = {};
  const note = (field: string, key: MessageKey | undefined, values?: Record<string, string | number>) => {
    if (key) errors[field] = [t(key, values)];
  };
  const text = (field: string) => textOf(typed, field).trim();
  const answers: Answer[] = [];
  const ask = (question: Question, person: number) => {
    const field = answerField(question, person);
    const { value, problem } = readAnswer(question, typed[field] ?? []);
    note(field, problem);
    if (value !== undefined) answers.push({ questionId: question.id, person, value });
  };
  note("name", nameProblem(text("name"), true));
  note("email", emailProblem(text("email")));
  for (const question of questions) ask(question, 0);
  const guests: string[] = [];
  for (let person = 1; person < seats; person++) {
    if (asksGuests(event, seats)) {
      const field = guestField(person);
      const problem = nameProblem(text(field), event.guestNames === "required");
      note(field, problem === "booking.error.name" ? "booking.error.guestName" : problem);
      guests.push(text(field));
    }
    for (const question of questions) if (question.per === "person") ask(question, person);
  }
  if (Object.keys(errors).length > 0) return { errors };
  return { input: { name: text("name"), email: text("email"), guests, answers } };
}

/** What is wrong with a name; one that is not required may be empty. */
export function nameProblem(name: string, required: boolean): MessageKey | undefined {
  if (name === "") return required ? "booking.error.name" : undefined;
  if (name.length > 120) return "booking.error.longName";
  return isStorable(name) ? undefined : "booking.error.character";
}

/** What is wrong with an address, in words that say what to do; undefined when nothing is. */
export function emailProblem(email: string): MessageKey | undefined {
  if (email === "") return "booking.error.noEmail";
  if (email.length > 254) return "booking.error.longEmail";
  if (!email.includes("@")) return "booking.error.emailAt";
  if (/\s/.test(email)) return "booking.error.emailSpace";
  if (!z.email().safeParse(email).success) return "booking.error.email";
  return undefined;
}

export interface AnswerRead {
  value?: Answer["value"];
  problem?: MessageKey;
}

/** An answer as it is kept, from the texts of its field; neither value nor problem where it was left out. */
export function readAnswer(question: Question, given: string[]): AnswerRead {
  const text = (given[0] ?? "").trim();
  if (question.type === "choices") {
    const chosen = question.options.filter((option) => given.includes(option));
    return chosen.length > 0 ? { value: chosen } : missing(question, "booking.error.choose");
  }
  if (text === "") {
    if (question.type === "consent") return missing(question, "booking.error.consent");
    return missing(question, question.type === "choice" ? "booking.error.choose" : "booking.error.answer");
  }
  if (!isStorable(text)) return { problem: "booking.error.character" };
  return READERS[question.type](text, question);
}

const READERS: Record<Question["type"], (text: string, question: Question) => AnswerRead> = {
  text: (text) => shorterThan(300, text),
  "long-text": (text) => shorterThan(LONGEST - 1, text),
  choice: (text, { options }) =>
    options.includes(text) ? { value: text } : { problem: "booking.error.choose" },
  choices: (text) => ({ value: [text] }),
  number: (text) => {
    const number = Number(text.replace(",", "."));
    return Number.isFinite(number) && text.length <= 20
      ? { value: number }
      : { problem: "booking.error.number" };
  },
  phone: (text) => {
    const digits = text.replace(/\D/g, "").length;
    const isPhone = /^[+\d][\d\s()./-]*$/.test(text) && digits >= 5 && digits <= 15;
    return isPhone ? { value: text } : { problem: "booking.error.phone" };
  },
  date: (text) => {
    // Date fields write years of more digits too.
    const isFar = isDate(text)
      ? text < DATE_BOUNDS.min || text > DATE_BOUNDS.max
      : /^[+-]?\d{5,}-/.test(text);
    if (isFar) return { problem: "booking.error.year" };
    return isDate(text) ? { value: text } : { problem: "booking.error.date" };
  },
  consent: () => ({ value: true }),
};

function missing({ required }: Question, problem: MessageKey): AnswerRead {
  return required ? { problem } : {};
}

function shorterThan(most: number, text: string): AnswerRead {
  return text.length > most ? { problem: "booking.error.long" } : { value: text };
}

/** A day that the calendar has, written as date fields write it. */
function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  );
}
