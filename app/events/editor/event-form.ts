import { z } from "zod";
import { type AdminServerKey, issue } from "#app/i18n/admin-server-translate.ts";
import { contentLanguages } from "#app/platform/content-languages.ts";
import {
  MAX_CODE_CHARACTERS,
  MIN_CODE_CHARACTERS,
  newAccessCode,
  readAccessCode,
} from "#app/platform/text/access-code.ts";
import { readLocalTime } from "#app/platform/text/local-time.ts";
import { readSite } from "#app/platform/text/site.ts";
import { httpsAddressOrText, readHttpsAddress } from "#app/platform/text/web-address.ts";
import { isTimeZone } from "#app/platform/time-zone.ts";
import {
  email,
  lineProblem,
  linesOf,
  optionalLines,
  optionalText,
  text,
  wholeNumber,
} from "#app/questions/form-fields.ts";
import { type QuestionInput, questionForm } from "#app/questions/question-form.ts";
import { bookingDeadline, UNIT_MINUTES } from "#app/schedules/deadlines.ts";
import { stocks } from "#app/ui/seats/stocks.ts";
import {
  CODES_PER,
  GUEST_NAMES,
  NUMBERS_SHOWN,
  SEAT_NOUNS,
  TIME_UNITS,
  VISIBILITIES,
} from "#db/schema/values.ts";
import { type Event, MAX_QUESTIONS, MAX_SESSIONS } from "../event.ts";
import { isHeldOnline } from "../where.ts";
import { type LocalTimes, readTime, type TimeProblem, timeProblems, timesOf } from "./session-times.ts";

/** The settings of an event. Missing ones keep their value, or get the default. */
export type EventSettings = { joinUrl: string; accessCode: string } & Pick<
  Event,
  | "locale"
  | "online"
  | "price"
  | "contactEmail"
  | "message"
  | "seatNoun"
  | "numbersShown"
  | "maxPerPerson"
  | "opensAt"
  | "closesMinutesBefore"
  | "cancelMinutesBefore"
  | "closesUnit"
  | "cancelUnit"
  | "holdMinutes"
  | "extendMinutes"
  | "guestNames"
  | "codePer"
  | "visibility"
  | "publicApi"
  | "manyFromOneNetwork"
  | "embedSites"
>;

interface SessionInput extends LocalTimes {
  id?: string;
  label: string;
  capacity: number;
}

/** The data of an event to save. */
export interface EventInput extends Partial<EventSettings> {
  title: string;
  description: string;
  place: string;
  timeZone: string;
  stock: (typeof stocks)[number];
  maxPerBooking: number;
  sessions: SessionInput[];
  /** All questions in order; undefined leaves them unchanged. */
  questions?: QuestionInput[];
}

const reading = z.enum(["earlier", "later"]).optional();

const session = z.object({
  id: z.uuid().optional(),
  label: optionalText(80),
  startsAt: z.string({ error: issue("admin.form.event.starts") }),
  endsAt: z.string({ error: issue("admin.form.event.ends") }),
  startsAtReading: reading,
  endsAtReading: reading,
  capacity: wholeNumber("admin.form.event.capacity", 1, 1_000_000),
});

const unit = z.enum(TIME_UNITS).default("minutes");
const before = wholeNumber("admin.form.event.before", 0, 10_000).default(0);

const joinUrl = z
  .string()
  .overwrite(httpsAddressOrText)
  .max(1_000, issue("admin.form.tooLong"))
  .refine((typed) => typed === "" || readHttpsAddress(typed) !== undefined, issue("admin.form.event.joinUrl"))
  .default("");

const fields = z.object({
  title: text("admin.form.event.title", 200),
  description: optionalLines(20_000),
  place: optionalText(300),
  online: z.boolean().default(false),
  joinUrl,
  locale: z.enum(contentLanguages, issue("admin.form.event.language")).default("en"),
  price: optionalText(100),
  contactEmail: email("admin.form.email").nullable().default(null),
  message: optionalLines(2_000),
  timeZone: z
    .string({ error: issue("admin.form.event.timeZone") })
    .refine(isTimeZone, issue("admin.form.event.timeZone")),
  stock: z.enum(stocks, issue("admin.form.event.stock")),
  sessions: z
    .array(session)
    .min(1, issue("admin.form.event.noDate"))
    .max(MAX_SESSIONS, issue("admin.form.event.tooManyDates")),
  seatNoun: z.enum(SEAT_NOUNS).default("seat"),
  numbersShown: z.enum(NUMBERS_SHOWN).default("near-end"),
  maxPerBooking: wholeNumber("admin.form.event.perBooking", 1, 1_000),
  maxPerPerson: wholeNumber("admin.form.numberOrEmpty", 1, 1_000).nullable().default(null),
  opensAt: z.string().default(""),
  opensAtReading: reading,
  closesBefore: before,
  closesUnit: unit,
  cancelBefore: before,
  cancelUnit: unit,
  holdMinutes: wholeNumber("admin.form.event.minutes", 1, 60).default(10),
  extendMinutes: wholeNumber("admin.form.event.minutes", 1, 60).default(5),
  guestNames: z.enum(GUEST_NAMES).default("optional"),
  codePer: z.enum(CODES_PER).default("booking"),
  visibility: z.enum(VISIBILITIES).default("public"),
  accessCode: optionalText(MAX_CODE_CHARACTERS),
  publicApi: z.boolean().default(false),
  manyFromOneNetwork: z.boolean().default(false),
  embedSites: z.string().default(""),
  questions: z.array(questionForm).max(MAX_QUESTIONS, issue("admin.form.event.tooManyQuestions")).default([]),
});

type Fields = z.output<typeof fields>;

/** Parses the form of an event to an `EventInput`. */
export const eventForm = fields
  .superRefine((event, refinement) => {
    const note = (path: (string | number)[], message: AdminServerKey, params = {}) =>
      refinement.addIssue({ code: "custom", path, message, params });
    if (isTimeZone(event.timeZone)) {
      event.sessions.forEach((each, index) => {
        for (const { field, message, params } of timeProblems(each, event.timeZone))
          note(["sessions", index, field], message, params);
      });
      const problem = openingProblem(event);
      if (problem) note([problem.field], problem.message, problem.params);
    }
    const { maxPerPerson, maxPerBooking } = event;
    if (maxPerPerson !== null && maxPerPerson < maxPerBooking) {
      note(["maxPerPerson"], "admin.form.event.perPersonBelowBooking", { seats: maxPerBooking });
    }
    const isUnsafe = event.accessCode !== "" && readAccessCode(event.accessCode) === undefined;
    if (event.visibility === "private" && isUnsafe) {
      note(["accessCode"], "admin.form.event.accessCode", { least: MIN_CODE_CHARACTERS });
    }
    const line = lineProblem(event.embedSites, readSite);
    if (line) note(["embedSites"], "admin.form.site", { line });
  })
  .transform(inputOf);

function inputOf(event: Fields): EventInput {
  const { closesBefore, cancelBefore, opensAt, opensAtReading, embedSites, accessCode, ...rest } = event;
  const opening = readLocalTime(opensAt, event.timeZone, opensAtReading);
  return {
    ...rest,
    online: isHeldOnline(rest),
    // Without a code no visitor could open a private event.
    accessCode: accessCode || (event.visibility === "private" ? newAccessCode() : ""),
    opensAt: opening.ok ? opening.instant : null,
    closesMinutesBefore: closesBefore * UNIT_MINUTES[event.closesUnit],
    cancelMinutesBefore: cancelBefore * UNIT_MINUTES[event.cancelUnit],
    embedSites: linesOf(embedSites).flatMap((line) => readSite(line) ?? []),
  };
}

/** Returns the parser of the form for a new date of an event in this zone. */
export function dateForm(timeZone: string) {
  return session
    .superRefine((date, refinement) => {
      for (const { field, message, params } of timeProblems(date, timeZone)) {
        refinement.addIssue({ code: "custom", path: [field], message, params });
      }
    })
    .transform((date) => {
      const { id, label, capacity } = date;
      return { id, label, capacity, ...timesOf(date, timeZone) };
    });
}

/** Returns a problem unless booking opens before it ends for the last date. */
function openingProblem(event: Fields): TimeProblem<"opensAt"> | undefined {
  const { opensAt, opensAtReading: reading, timeZone, sessions, closesBefore, closesUnit } = event;
  if (opensAt === "") return undefined;
  const opening = readTime(
    { field: "opensAt", typed: opensAt, reading },
    timeZone,
    "admin.form.event.opensAt",
  );
  if (!opening.ok) return opening.problem;
  const rule = { timeZone, closesUnit, closesMinutesBefore: closesBefore * UNIT_MINUTES[closesUnit] };
  const closings = sessions.flatMap((each) => {
    const start = readLocalTime(each.startsAt, timeZone, each.startsAtReading);
    return start.ok ? [bookingDeadline(rule, { startsAt: start.instant }).getTime()] : [];
  });
  const isLate = closings.length > 0 && opening.instant.getTime() >= Math.max(...closings);
  return isLate ? { field: "opensAt", message: "admin.form.event.opensTooLate", params: {} } : undefined;
}
