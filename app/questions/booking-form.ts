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

/** The submitted values of each field, unchanged. */
export type Typed = Record<string, string[]>;

/** Error messages by field name. */
export type FieldErrors = Record<string, string[]>;

/** Maximum characters of a field that are read: one more than the longest valid answer. */
const MAX_FIELD_CHARACTERS = 5_000;

/** Returns the values of a form read by `readTypedForm`, by field name. */
export function typedOf(form: FormData): Typed {
  const typed = new Map<string, string[]>();
  for (const [name, value] of form) {
    const texts = typed.get(name) ?? [];
    texts.push(String(value).slice(0, MAX_FIELD_CHARACTERS));
    typed.set(name, texts);
  }
  return Object.fromEntries(typed);
}

/** Returns the first value of a field; empty if there is none. */
export function textOf(typed: Typed | undefined, name: string): string {
  return typed?.[name]?.[0] ?? "";
}

/** Returns the field name of a question: one field per booking, or per person if each person is asked. */
export function answerField(question: Pick<Question, "id" | "per">, person: number): string {
  return question.per === "person" ? `q-${question.id}-${person}` : `q-${question.id}`;
}

/** Returns the name of the field for a guest's name. */
export const guestField = (person: number) => `guest-${person}`;

/** An event's setting for the names of guests. */
export interface GuestNameSetting {
  guestNames: (typeof GUEST_NAMES)[number];
}

/** Returns whether a booking form has fields for guests' names; for a large party only if they are required. */
export function hasGuestNameFields(event: GuestNameSetting, seats: number): boolean {
  return event.guestNames === "required" || (event.guestNames === "optional" && seats <= 20);
}

/** The input of a seats form. */
export interface SeatsTyped {
  session: string;
  seats: number;
}

/** Reads the session and the number of seats. Invalid numbers, and those that no event allows, are errors. */
export function readSeats(typed: Typed, t: Translate): { input: SeatsTyped } | { errors: FieldErrors } {
  const session = textOf(typed, "session");
  if (!isId(session)) return { errors: { session: [t("booking.error.session")] } };
  const read = readSeatCount(textOf(typed, "seats"));
  if ("problem" in read) return { errors: { seats: [t(read.problem)] } };
  return { input: { session, seats: read.seats } };
}

/** Reads a number of seats, in the same format for every language. */
export function readSeatCount(typed: string): { seats: number } | { problem: MessageKey } {
  const read = readNumber(typed, "en");
  if (!read.ok) return { problem: "booking.error.seats" };
  if (!Number.isInteger(read.value)) return { problem: "booking.error.wholeSeats" };
  if (read.value < 1) return { problem: "booking.error.oneSeat" };
  return read.value > 1_000 ? { problem: "booking.error.manySeats" } : { seats: read.value };
}

/**
 * Returns the typed number of seats, clamped to 1 to `most`; `otherwise` if it is not a number. The page renders fields per
 * seat, so the number must be bounded.
 */
export function typedSeats(typed: Typed | undefined, otherwise: number, most: number): number {
  const read = readNumber(textOf(typed, "seats"), "en");
  const seats = read.ok ? Math.trunc(read.value) : 0;
  return seats === 0 ? otherwise : Math.min(Math.max(1, seats), most);
}

/** Returns the typed value of the seats field, to show it again; `otherwise` if it was empty. */
export function seatsAsTyped(typed: Typed | undefined, otherwise: number): number | string {
  return textOf(typed, "seats") || otherwise;
}

export interface DetailsTyped {
  name: string;
  email: string;
  guests: string[];
  answers: Answer[];
}

/** The parameters of a details form. */
export interface DetailsParameters {
  event: GuestNameSetting;
  questions: Question[];
  seats: number;
  /** The locale of the page, in whose format numbers are read. */
  locale: string;
  /** The organisation's country, for telephone numbers without a country code. */
  country: string | null;
}

/** Reads the person, guests and answers. Returns the errors of all fields together, in the order of the form. */
export function readDetails(
  typed: Typed,
  { event, questions, seats, locale, country }: DetailsParameters,
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
    if (hasGuestNameFields(event, seats)) {
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

/** Reads a name. `problem` is the message key if it is refused. */
export function readNameField(typed: string, required: boolean): { name: string; problem?: MessageKey } {
  const read = readName(typed, { required });
  return read.ok ? { name: read.name } : { name: "", problem: NAME_PROBLEMS[read.problem] };
}

/** The formats in which answers are read. */
type AnswerFormat = Pick<DetailsParameters, "locale" | "country">;

export interface AnswerRead {
  value?: Answer["value"];
  problem?: MessageKey;
}

/**
 * Reads an answer from the values of its field. Returns neither value nor problem if an optional one was left empty.
 * Options chosen `before` can still be chosen.
 */
export function readAnswer(
  question: Question,
  given: string[],
  format: AnswerFormat,
  before?: string[],
): AnswerRead {
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
  return READERS[question.type](text, format);
}

/**
 * Returns whether an answer equals the previous one. Unchanged answers are not validated again, so that, for example, a name
 * can be corrected although a question has become required since.
 */
export function isUnchanged(given: readonly string[] = [], before: readonly string[] = []): boolean {
  const texts = (list: readonly string[]) => list.map(severalLines).filter(Boolean).sort().join("\0");
  return texts(given) === texts(before);
}

type AnswerReader = (text: string, format: AnswerFormat) => AnswerRead;

const READERS: Record<Exclude<Question["type"], "choice" | "choices">, AnswerReader> = {
  text: (text) => shorterThan(300, text),
  "long-text": (text) => shorterThan(MAX_FIELD_CHARACTERS - 1, text),
  number: (text, { locale }) => {
    const read = readNumber(text, locale);
    return read.ok ? { value: read.value } : { problem: "booking.error.number" };
  },
  phone: (text, { country }) => {
    const read = readPhone(text, country);
    return read.ok ? { value: read.phone.typed } : { problem: "booking.error.phone" };
  },
  date: (text) => {
    // Date fields also allow years with more digits.
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

/** Returns whether a text is a valid date in the format of date fields. */
function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  );
}
