import { newId } from "#app/platform/ids.ts";
import { readingOf } from "#app/platform/text/local-time.ts";
import { oneLine } from "#app/platform/text/normalise.ts";
import { readHttpsAddress } from "#app/platform/text/web-address.ts";
import { localTimeOf } from "#app/platform/time-zone.ts";
import type { Question } from "#app/questions/question.ts";
import { UNIT_MINUTES } from "#app/schedules/deadlines.ts";
import { QUESTION_TYPES } from "#db/schema/values.ts";
import { type Event, MAX_QUESTIONS, MAX_SESSIONS, type PlannedSession } from "../event.ts";
import { isHeldOnline } from "../where.ts";

const TEXTS = [
  ...[
    "title",
    "description",
    "place",
    "joinUrl",
    "locale",
    "price",
    "contactEmail",
    "message",
    "timeZone",
    "stock",
  ],
  ...["seatNoun", "numbersShown", "maxPerBooking", "maxPerPerson", "opensAt", "opensAtReading"],
  ...["closesBefore", "closesUnit"],
  ...[
    "cancelBefore",
    "cancelUnit",
    "holdMinutes",
    "extendMinutes",
    "guestNames",
    "codePer",
    "embedSites",
    "visibility",
    "accessCode",
  ],
] as const;

const CHECKS = ["online", "publicApi", "manyFromOneNetwork"] as const;

export type TextField = (typeof TEXTS)[number];
export type CheckName = (typeof CHECKS)[number];

/** The contents of an event's form: texts, as they are typed. */
export interface EventDraft extends Record<TextField, string>, Record<(typeof CHECKS)[number], boolean> {
  sessions: SessionDraft[];
  questions: QuestionDraft[];
}

export interface SessionDraft {
  id?: string;
  label: string;
  startsAt: string;
  endsAt: string;
  /** Which of two equal local times is meant, when the clocks are set back; else empty. */
  startsAtReading: string;
  endsAtReading: string;
  capacity: string;
}

export interface QuestionDraft {
  /** Identifies the row of the form, even after it is moved. */
  key: string;
  id?: string;
  type: string;
  label: string;
  hint: string;
  required: boolean;
  per: string;
  options: string;
}

export const NEW_SESSION: SessionDraft = {
  label: "",
  startsAt: "",
  endsAt: "",
  startsAtReading: "",
  endsAtReading: "",
  capacity: "20",
};

export function newDraft(stock: string, timeZone: string, locale = "en"): EventDraft {
  return {
    title: "",
    description: "",
    place: "",
    joinUrl: "",
    locale,
    price: "",
    contactEmail: "",
    message: "",
    timeZone,
    stock,
    online: false,
    publicApi: false,
    manyFromOneNetwork: false,
    seatNoun: "seat",
    numbersShown: "near-end",
    maxPerBooking: "4",
    maxPerPerson: "",
    opensAt: "",
    opensAtReading: "",
    holdMinutes: "10",
    extendMinutes: "5",
    closesBefore: "0",
    closesUnit: "minutes",
    cancelBefore: "0",
    cancelUnit: "hours",
    guestNames: "optional",
    codePer: "booking",
    visibility: "public",
    accessCode: "",
    embedSites: "",
    sessions: [NEW_SESSION],
    questions: [],
  };
}

/** Returns the form's contents for an event. `joinUrl` and `accessCode` are not part of `Event`, which public pages show. */
export function draftOf(
  event: Event,
  { joinUrl, accessCode }: { joinUrl: string; accessCode: string },
  sessions: PlannedSession[],
  questions: Question[],
): EventDraft {
  const { title, description, place, timeZone, stock, locale, price, message, online, publicApi } = event;
  const { seatNoun, numbersShown, guestNames, codePer, visibility, manyFromOneNetwork } = event;
  return {
    title,
    description,
    place,
    timeZone,
    stock,
    locale,
    price,
    message,
    joinUrl,
    online,
    publicApi,
    manyFromOneNetwork,
    seatNoun,
    numbersShown,
    guestNames,
    codePer,
    visibility,
    accessCode,
    contactEmail: event.contactEmail ?? "",
    maxPerBooking: String(event.maxPerBooking),
    maxPerPerson: String(event.maxPerPerson ?? ""),
    holdMinutes: String(event.holdMinutes),
    extendMinutes: String(event.extendMinutes),
    closesBefore: String(event.closesMinutesBefore / UNIT_MINUTES[event.closesUnit]),
    closesUnit: event.closesUnit,
    cancelBefore: String(event.cancelMinutesBefore / UNIT_MINUTES[event.cancelUnit]),
    cancelUnit: event.cancelUnit,
    opensAt: event.opensAt ? localTimeOf(event.opensAt, timeZone) : "",
    opensAtReading: (event.opensAt && readingOf(event.opensAt, timeZone)) ?? "",
    embedSites: event.embedSites.join("\n"),
    sessions: sessions.map((session) => ({
      id: session.id,
      label: session.label,
      capacity: String(session.plannedCapacity),
      startsAt: localTimeOf(session.startsAt, timeZone),
      endsAt: localTimeOf(session.endsAt, timeZone),
      startsAtReading: readingOf(session.startsAt, timeZone) ?? "",
      endsAtReading: readingOf(session.endsAt, timeZone) ?? "",
    })),
    questions: questions.map(({ options, ...question }) => ({
      ...question,
      key: question.id,
      options: options.map(({ label }) => label).join("\n"),
    })),
  };
}

/** Reads the typed contents of the form, valid or not, so that it can be shown again. */
export function typedDraft(form: FormData): EventDraft {
  const of = (name: string) => String(form.get(name) ?? "").slice(0, 20_000);
  const sessions = rowsOf(form, "sessions", "startsAt").map((at) => ({
    id: of(at("id")) || undefined,
    label: of(at("label")),
    startsAt: of(at("startsAt")),
    endsAt: of(at("endsAt")),
    startsAtReading: of(at("startsAtReading")),
    endsAtReading: of(at("endsAtReading")),
    capacity: of(at("capacity")),
  }));
  const questions = rowsOf(form, "questions", "type").map((at) => ({
    key: of(at("key")) || newId(),
    id: of(at("id")) || undefined,
    type: of(at("type")),
    label: of(at("label")),
    hint: of(at("hint")),
    required: form.has(at("required")),
    per: of(at("per")),
    options: of(at("options")),
  }));
  return {
    ...(Object.fromEntries(TEXTS.map((name) => [name, of(name)])) as Record<TextField, string>),
    online: isHeldOnline({
      online: form.has("online"),
      joinUrl: readHttpsAddress(of("joinUrl")) ?? "",
      place: oneLine(of("place")),
    }),
    publicApi: form.has("publicApi"),
    manyFromOneNetwork: form.has("manyFromOneNetwork"),
    sessions: sessions.length > 0 ? sessions : [NEW_SESSION],
    questions,
  };
}

/** Returns one function per row of the form, which maps a field to its name in that row. */
function rowsOf(form: FormData, list: string, always: string): ((field: string) => string)[] {
  const rows: ((field: string) => string)[] = [];
  for (let index = 0; form.has(`${list}[${index}].${always}`); index++) {
    rows.push((field) => `${list}[${index}].${field}`);
  }
  return rows;
}

/**
 * Returns the draft as changed by a button of the form: adds a date or a question, moves or removes a question, or restores
 * what the browser had stored. Adds nothing beyond the maximum number, which would make the next submission fail. Undefined for
 * other buttons.
 */
export function editedDraft(draft: EventDraft, intent: unknown): EventDraft | undefined {
  const [act, at] = String(intent).split(":");
  const index = Number(at);
  if (act === "restore") return draft;
  if (act === "add-session") {
    if (draft.sessions.length >= MAX_SESSIONS) return draft;
    const capacity = draft.sessions.at(-1)?.capacity ?? NEW_SESSION.capacity;
    return { ...draft, sessions: [...draft.sessions, { ...NEW_SESSION, capacity }] };
  }
  if (act === "add-question") {
    if (draft.questions.length >= MAX_QUESTIONS) return draft;
    return { ...draft, questions: [...draft.questions, newQuestion()] };
  }
  if (act === "remove-question")
    return { ...draft, questions: draft.questions.filter((_, i) => i !== index) };
  if (act === "question-up") return { ...draft, questions: swapped(draft.questions, index - 1) };
  if (act === "question-down") return { ...draft, questions: swapped(draft.questions, index) };
  return undefined;
}

function newQuestion(): QuestionDraft {
  const texts = { label: "", hint: "", options: "" };
  return { key: newId(), type: QUESTION_TYPES[0], required: false, per: "booking", ...texts };
}

/** Returns the list with the row at `first` and the next one swapped. */
function swapped<T>(list: T[], first: number): T[] {
  const [one, two] = [list[first], list[first + 1]];
  if (one === undefined || two === undefined) return list;
  return list.toSpliced(first, 2, two, one);
}
