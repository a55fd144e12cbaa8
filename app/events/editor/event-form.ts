import { z } from "zod";
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
  startsAt: z.string({ error: "Say when it starts." }),
  endsAt: z.string({ error: "Say when it ends." }),
  capacity: wholeNumber("Say how many seats there are.", 1, 1_000_000),
});

export const units = { minutes: 1, hours: 60, days: 1_440 } as const;
export type Unit = keyof typeof units;
const unit = z.enum(["minutes", "hours", "days"]).default("minutes");
const before = wholeNumber("Say how long before, or 0.", 0, 10_000).default(0);

const fields = z.object({
  title: text("Give the event a title.", 200),
  description: z.string().max(20_000, "Use at most 20,000 characters.").default(""),
  place: optionalText(300),
  online: z.boolean().default(false),
  locale: z.enum(locales, "Choose a language from the list.").default("en"),
  price: optionalText(100),
  contactEmail: z.email("Use a complete e-mail address.").max(254).nullable().default(null),
  message: optionalText(2_000),
  timeZone: z
    .string({ error: "Choose a time zone." })
    .refine(isTimeZone, "Choose a time zone from the list."),
  stock: z.enum(stocks, "Choose a colour."),
  sessions: z
    .array(session)
    .min(1, "An event needs a date.")
    .max(MOST_SESSIONS, `Use at most ${MOST_SESSIONS} dates.`),
  seatNoun: z.enum(SEAT_NOUNS).default("seat"),
  numbersShown: z.enum(NUMBERS_SHOWN).default("near-end"),
  maxPerBooking: wholeNumber("Say how many seats one booking may take.", 1, 1_000),
  maxPerPerson: wholeNumber("Use a number, or leave it empty.", 1, 1_000).nullable().default(null),
  opensAt: z.string().default(""),
  closesBefore: before,
  closesUnit: unit,
  cancelBefore: before,
  cancelUnit: unit,
  holdMinutes: wholeNumber("Say for how many minutes.", 1, 60).default(10),
  extendMinutes: wholeNumber("Say by how many minutes.", 1, 60).default(5),
  guestNames: z.enum(GUEST_NAMES).default("optional"),
  codePer: z.enum(CODES_PER).default("booking"),
  publicApi: z.boolean().default(false),
  embedSites: z.string().default(""),
  questions: z
    .array(questionForm)
    .max(MOST_QUESTIONS, `Ask at most ${MOST_QUESTIONS} questions.`)
    .default([]),
});

type Fields = z.output<typeof fields>;

/** What an organiser types about an event, as it is to be saved. */
export const eventForm = fields
  .superRefine((event, refinement) => {
    const note = (path: (string | number)[], message: string) =>
      refinement.addIssue({ code: "custom", path, message });
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
      note(
        ["maxPerPerson"],
        `One booking may take ${maxPerBooking}: use ${maxPerBooking} or more here, or fewer there.`,
      );
    }
    const site = lineProblem(event.embedSites, readSite);
    if (site) note(["embedSites"], `${site} is no address of a site. Write it like https://example.org.`);
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
  const startsAt = readTime(each.startsAt, timeZone, "Say when it starts, with date and time.");
  const endsAt = readTime(each.endsAt, timeZone, "Say when it ends, with date and time.");
  const problems: { field: "startsAt" | "endsAt"; message: string }[] = [];
  if (!startsAt.ok) problems.push({ field: "startsAt", message: startsAt.message });
  if (!endsAt.ok) problems.push({ field: "endsAt", message: endsAt.message });
  if (startsAt.ok && endsAt.ok && endsAt.instant <= startsAt.instant) {
    problems.push({ field: "endsAt", message: "The end must be after the start." });
  }
  return problems;
}

type ReadTime = { ok: true; instant: Date } | { ok: false; message: string };

/** Reads what a date-and-time field holds. Refuses with `missing` what is no time, and years that cannot be kept. */
function readTime(local: string, timeZone: string, missing: string): ReadTime {
  const instant = instantOf(local, timeZone);
  // Date fields write years of more digits too.
  const isFar = instant ? !isKeepable(instant) : /^[+-]?\d{5,}-/.test(local);
  if (isFar) return { ok: false, message: "Use a year from 1900 to 2200." };
  return instant ? { ok: true, instant } : { ok: false, message: missing };
}

/** Booking has to open before the last date can no longer be booked. */
function openingProblem({
  opensAt,
  timeZone,
  sessions,
  closesBefore,
  closesUnit,
}: Fields): string | undefined {
  if (opensAt === "") return undefined;
  const missing = "Say when booking opens, with date and time, or leave it empty.";
  const opening = readTime(opensAt, timeZone, missing);
  if (!opening.ok) return opening.message;
  const starts = sessions.flatMap((each) => {
    const start = readTime(each.startsAt, timeZone, missing);
    return start.ok ? [start.instant.getTime()] : [];
  });
  if (starts.length === 0) return undefined;
  const closing = Math.max(...starts) - closesBefore * units[closesUnit] * 60_000;
  return opening.instant.getTime() >= closing
    ? "Booking must open before it ends for the last date."
    : undefined;
}
