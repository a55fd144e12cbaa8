import type { MessageKey } from "#app/i18n/catalogue.ts";
import type { Translate } from "#app/i18n/translate.ts";
import { isId } from "#app/platform/ids.ts";
import { DATE_BOUNDS } from "#app/platform/instants.ts";
import { type EmailProblem, readEmail } from "#app/platform/text/email.ts";
import { type NameProblem, readName } from "#app/platform/text/name.ts";
import { isStorable, oneLine, severalLines } from "#app/platform/text/normalise.ts";
import { readNumber } from "#app/platform/text/number.ts";
import { readPhone } from "#app/platform/text/phone.ts";
import type { GUEST_NAMES } from "#db/schema/values.ts";
import type { Answer } from "./answer.ts";
import { findOption, optionsFor } from "./options.ts";
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
  if (!isId(session)) return { errors: { session: [t("booking.error.session")] } };
  const read = readSeatCount(textOf(typed, "seats"));
  if ("problem" in read) return { errors: { seats: [t(read.problem)] } };
  return { input: { session, seats: read.seats } };
}

/** Reads a number of seats, which is written alike in every language. */
export function readSeatCount(typed: string): { seats: number } | { problem: MessageKey } {
  const read = readNumber(typed, "en");
  if (!read.ok) return { problem: "booking.error.seats" };
  if (!Number.isInteger(read.value)) return { problem: "booking.error.wholeSeats" };
  if (read.value < 1) return { problem: "booking.error.oneSeat" };
  return read.value > 1_000 ? { problem: "booking.error.manySeats" } : { seats: read.value };
}

/**
 * Returns the number of seats that was typed, from 1 to `most`; `otherwise` for what is none. A page has fields for each seat,
 * so that it must not be made for as many as anybody may type.
 */
export function typedSeats(typed: Typed | undefined, otherwise: number, most: number): number {
  const read = readNumber(textOf(typed, "seats"), "en");
  const seats = read.ok ? Math.trunc(read.value) : 0;
  return seats === 0 ? otherwise : Math.min(Math.max(1, seats), most);
}

/** Returns what was typed as a number of seats, for the field that is shown again; `otherwise` where nothing was. */
export function seatsAsTyped(typed: Typed | undefined, otherwise: number): number | string {
  return textOf(typed, "seats") || otherwise;
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
  /** Of the page: numbers are read as its language writes them. */
  locale: string;
  /** Of the organisation: telephone numbers without a country code are read by its plan. */
  country: string | null;
}

/** Reads who books and what they answered. Errors come for all fields at once, in the order of the form. */
export function readDetails(
  typed: Typed,
  { event, questions, seats, locale, country }: Asked,
  t: Translate,
): { input: DetailsTyped } | { errors: FieldErrors } {
  const errors: FieldErrors = {};
  const note = (field: string, key: MessageKey | undefined, values?: Record<string, string | number>) => {
    if (key) errors[field] = [t(key, values)];
  };
  const answers: Answer[] = [];
  const ask = (question: Question, person: number) => {
    const field = answerField(question, person);
    const { value, problem } = readAnswer(question, typed[field] ?? [], { locale, country });
    note(field, problem);
    if (value !== undefined) answers.push({ questionId: question.id, person, value });
  };
  const name = readNameField(textOf(typed, "name"), true);
  note("name", name.problem);
  const email = readEmail(textOf(typed, "email"));
  if (!email.ok) note("email", EMAIL_PROBLEMS[email.problem]);
  for (const question of questions) ask(question, 0);
  const guests: string[] = [];
  for (let person = 1; person < seats; person++) {
    if (asksGuests(event, seats)) {
      const field = guestField(person);
      const guest = readNameField(textOf(typed, field), event.guestNames === "required");
      note(field, guest.problem === "booking.error.name" ? "booking.error.guestName" : guest.problem);
      guests.push(guest.name);
    }
    for (const question of questions) if (question.per === "person") ask(question, person);
  }
  if (!email.ok || Object.keys(errors).length > 0) return { errors };
  return { input: { name: name.name, email: email.email, guests, answers } };
}

const NAME_PROBLEMS: Record<NameProblem, MessageKey> = {
  missing: "booking.error.name",
  long: "booking.error.longName",
  character: "booking.error.character",
  address: "booking.error.nameAddress",
};

export const EMAIL_PROBLEMS: Record<EmailProblem, MessageKey> = {
  missing: "booking.error.noEmail",
  long: "booking.error.longEmail",
  at: "booking.error.emailAt",
  space: "booking.error.emailSpace",
  shape: "booking.error.email",
};

/** Reads a name; the key of the message where it is refused. */
export function readNameField(typed: string, required: boolean): { name: string; problem?: MessageKey } {
  const read = readName(typed, { required });
  return read.ok ? { name: read.name } : { name: "", problem: NAME_PROBLEMS[read.problem] };
}

/** By whose notations answers are read. */
type Place = Pick<Asked, "locale" | "country">;

export interface AnswerRead {
  value?: Answer["value"];
  problem?: MessageKey;
}

/**
 * Reads an answer from the texts of its field, as it is kept; neither value nor problem where it was left out. What was
 * chosen `before` can still be chosen.
 */
export function readAnswer(question: Question, given: string[], place: Place, before?: string[]): AnswerRead {
  const text = question.type === "long-text" ? severalLines(given[0] ?? "") : oneLine(given[0] ?? "");
  if (question.type === "choices") {
    const options = optionsFor(question, before);
    const sent = new Set(given.map((each) => findOption(options, each)?.id));
    const chosen = options.filter(({ id }) => sent.has(id)).map(({ label }) => label);
    return chosen.length > 0 ? { value: chosen } : missing(question, "booking.error.choose");
  }
  if (text === "") {
    if (question.type === "consent") return missing(question, "booking.error.consent");
    return missing(question, question.type === "choice" ? "booking.error.choose" : "booking.error.answer");
  }
  if (!isStorable(text)) return { problem: "booking.error.character" };
  if (question.type === "choice") {
    const chosen = findOption(optionsFor(question, before), text);
    return chosen ? { value: chosen.label } : { problem: "booking.error.choose" };
  }
  return READERS[question.type](text, place);
}

/**
 * Returns whether an answer is sent as it was before. Such an answer stays as it is, whatever is asked today: a name can be
 * corrected where a question has become required since.
 */
export function isUnchanged(given: readonly string[] = [], before: readonly string[] = []): boolean {
  const texts = (list: readonly string[]) => list.map(severalLines).filter(Boolean).sort().join("\0");
  return texts(given) === texts(before);
}

type AnswerReader = (text: string, place: Place) => AnswerRead;

const READERS: Record<Exclude<Question["type"], "choice" | "choices">, AnswerReader> = {
  text: (text) => shorterThan(300, text),
  "long-text": (text) => shorterThan(LONGEST - 1, text),
  number: (text, { locale }) => {
    const read = readNumber(text, locale);
    return read.ok ? { value: read.value } : { problem: "booking.error.number" };
  },
  phone: (text, { country }) => {
    const read = readPhone(text, country);
    return read.ok ? { value: read.phone.typed } : { problem: "booking.error.phone" };
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
