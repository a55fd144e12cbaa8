import { z } from "zod";
import type { AdminMessageKey } from "#app/i18n/admin-catalogue.ts";
import { issue } from "#app/i18n/admin-translate.ts";
import { isKeepable } from "#app/platform/instants.ts";
import { locales } from "#app/platform/locales.ts";
import { instantOf, isTimeZone } from "#app/platform/time-zone.ts";
import {
  lineProblem,
  linesOf,
  optionalText,
  readSite,
  text,
  wholeNumber,
} from "#app/questions/form-fields.ts";
import { type QuestionInput, questionForm } from "#app/questions/question-form.ts";
import { stocks } from "#app/ui/seats/stocks.ts";
import { CODES_PER, GUEST_NAMES, NUMBERS_SHOWN, SEAT_NOUNS } from "#db/schema/values.ts";
import { type Event, MOST_QUESTIONS, MOST_SESSIONS } from "../event.ts";

/** What an organiser may decide about an event; what is not given stays as it is, or as it usually is. */
export type EventSettings = Pick<
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
  | "holdMinutes"
  | "extendMinutes"
  | "guestNames"
  | "codePer"
  | "publicApi"
  | "embedSites"
>;

interface SessionInput {
  id?: string;
  label: string;
  /** Local to the event's zone, as the fields give them. */
  startsAt: string;
  endsAt: string;
  capacity: number;
}

/** An event as it is to be saved. */
export interface EventInput extends Partial<EventSettings> {
  title: string;
  description: string;
  place: string;
  timeZone: string;
  stock: (typeof stocks)[number];
  maxPerBooking: number;
  sessions: SessionInput[];
  /** All that is asked, in order; what is not given stays. */
  questions?: QuestionInput[];
}

const session = z.object({
  id: z.uuid().optional(),
  label: optionalText(80),
  startsAt: z.string({ error: issue("admin.form.event.starts") }),
  endsAt: z.string({ error: issue("admin.form.event.ends") }),
  capacity: wholeNumber("admin.form.event.capacity", 1, 1_000_000),
});

export const units = { minutes: 1, hours: 60, days: 1_440 } as const;
export type Unit = keyof typeof units;
const unit = z.enum(["minutes", "hours", "days"]).default("minutes");
const before = wholeNumber("admin.form.event.before", 0, 10_000).default(0);

const fields = z.object({
  title: text("admin.form.event.title", 200),
  description: z.string().max(20_000, issue("admin.form.tooLong")).default(""),
  place: optionalText(300),
  online: z.boolean().default(false),
  locale: z.enum(locales, issue("admin.form.event.language")).default("en"),
  price: optionalText(100),
  contactEmail: z
    .email(issue("admin.form.email"))
    .max(254, issue("admin.form.tooLong"))
    .nullable()
    .default(null),
  message: optionalText(2_000),
  timeZone: z
    .string({ error: issue("admin.form.event.timeZone") })
    .refine(isTimeZone, issue("admin.form.event.timeZone")),
  stock: z.enum(stocks, issue("admin.form.event.stock")),
  sessions: z
    .array(session)
    .min(1, issue("admin.form.event.noDate"))
    .max(MOST_SESSIONS, issue("admin.form.event.tooManyDates")),
  seatNoun: z.enum(SEAT_NOUNS).default("seat"),
  numbersShown: z.enum(NUMBERS_SHOWN).default("near-end"),
  maxPerBooking: wholeNumber("admin.form.event.perBooking", 1, 1_000),
  maxPerPerson: wholeNumber("admin.form.numberOrEmpty", 1, 1_000).nullable().default(null),
  opensAt: z.string().default(""),
  closesBefore: before,
  closesUnit: unit,
  cancelBefore: before,
  cancelUnit: unit,
  holdMinutes: wholeNumber("admin.form.event.minutes", 1, 60).default(10),
  extendMinutes: wholeNumber("admin.form.event.minutes", 1, 60).default(5),
  guestNames: z.enum(GUEST_NAMES).default("optional"),
  codePer: z.enum(CODES_PER).default("booking"),
  publicApi: z.boolean().default(false),
  embedSites: z.string().default(""),
  questions: z
    .array(questionForm)
    .max(MOST_QUESTIONS, issue("admin.form.event.tooManyQuestions"))
    .default([]),
});

type Fields = z.output<typeof fields>;

/** What an organiser types about an event, as it is to be saved. */
export const eventForm = fields
  .superRefine((event, refinement) => {
    const note = (path: (string | number)[], message: AdminMessageKey, params = {}) =>
      refinement.addIssue({ code: "custom", path, message, params });
    if (isTimeZone(event.timeZone)) {
      event.sessions.forEach((each, index) => {
        for (const { field, message } of timeProblems(each, event.timeZone))
          note(["sessions", index, field], message);
      });
      const problem = openingProblem(event);
      if (problem) note(["opensAt"], problem);
    }
    const { maxPerPerson, maxPerBooking } = event;
    if (maxPerPerson !== null && maxPerPerson < maxPerBooking) {
      note(["maxPerPerson"], "admin.form.event.perPersonBelowBooking", { seats: maxPerBooking });
    }
    const line = lineProblem(event.embedSites, readSite);
    if (line) note(["embedSites"], "admin.form.site", { line });
  })
  .transform(inputOf);

function inputOf(event: Fields): EventInput {
  const { closesBefore, closesUnit, cancelBefore, cancelUnit, opensAt, embedSites, ...rest } = event;
  return {
    ...rest,
    opensAt: instantOf(opensAt, event.timeZone) ?? null,
    closesMinutesBefore: closesBefore * units[closesUnit],
    cancelMinutesBefore: cancelBefore * units[cancelUnit],
    embedSites: linesOf(embedSites).flatMap((line) => readSite(line) ?? []),
  };
}

/** What an organiser types about one more date of an event in this zone. */
export function dateForm(timeZone: string) {
  return session
    .superRefine((date, refinement) => {
      for (const { field, message } of timeProblems(date, timeZone)) {
        refinement.addIssue({ code: "custom", path: [field], message });
      }
    })
    .transform(({ startsAt, endsAt, ...rest }) => {
      const [time] = sessionTimes({ sessions: [{ ...rest, startsAt, endsAt }], timeZone });
      if (!time) throw new TypeError("The form was not validated.");
      return { ...rest, ...time };
    });
}

/** What the sessions of a valid form mean as instants. */
export function sessionTimes(
  input: Pick<EventInput, "sessions" | "timeZone">,
): { startsAt: Date; endsAt: Date }[] {
  return input.sessions.map((each) => {
    const startsAt = instantOf(each.startsAt, input.timeZone);
    const endsAt = instantOf(each.endsAt, input.timeZone);
    if (!startsAt || !endsAt) throw new TypeError("The form was not validated.");
    return { startsAt, endsAt };
  });
}

function timeProblems(each: { startsAt: string; endsAt: string }, timeZone: string) {
  const startsAt = readTime(each.startsAt, timeZone, "admin.form.event.starts");
  const endsAt = readTime(each.endsAt, timeZone, "admin.form.event.ends");
  const problems: { field: "startsAt" | "endsAt"; message: AdminMessageKey }[] = [];
  if (!startsAt.ok) problems.push({ field: "startsAt", message: startsAt.message });
  if (!endsAt.ok) problems.push({ field: "endsAt", message: endsAt.message });
  if (startsAt.ok && endsAt.ok && endsAt.instant <= startsAt.instant) {
    problems.push({ field: "endsAt", message: "admin.form.event.endsBeforeStart" });
  }
  return problems;
}

type ReadTime = { ok: true; instant: Date } | { ok: false; message: AdminMessageKey };

/** Reads what a date-and-time field holds. Refuses with `missing` what is no time, and years that cannot be kept. */
function readTime(local: string, timeZone: string, missing: AdminMessageKey): ReadTime {
  const instant = instantOf(local, timeZone);
  // Date fields write years of more digits too.
  const isFar = instant ? !isKeepable(instant) : /^[+-]?\d{5,}-/.test(local);
  if (isFar) return { ok: false, message: "admin.form.event.year" };
  return instant ? { ok: true, instant } : { ok: false, message: missing };
}

/** Booking has to open before the last date can no longer be booked. */
function openingProblem({
  opensAt,
  timeZone,
  sessions,
  closesBefore,
  closesUnit,
}: Fields): AdminMessageKey | undefined {
  if (opensAt === "") return undefined;
  const missing = "admin.form.event.opensAt";
  const opening = readTime(opensAt, timeZone, missing);
  if (!opening.ok) return opening.message;
  const starts = sessions.flatMap((each) => {
    const start = readTime(each.startsAt, timeZone, missing);
    return start.ok ? [start.instant.getTime()] : [];
  });
  if (starts.length === 0) return undefined;
  const closing = Math.max(...starts) - closesBefore * units[closesUnit] * 60_000;
  return opening.instant.getTime() >= closing ? "admin.form.event.opensTooLate" : undefined;
}
