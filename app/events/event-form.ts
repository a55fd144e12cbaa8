import { z } from "zod";
import { instantOf, isTimeZone } from "#app/platform/time-zone.ts";
import { stocks } from "#app/ui/stocks.ts";

/** The most sessions that one form takes. */
export const MOST_SESSIONS = 60;

const text = (required: string, longest: number) =>
  z
    .string({ error: required })
    .trim()
    .min(1, required)
    .max(longest, `Use at most ${longest} characters.`)
    .refine((value) => !value.includes("\0"), "This has a character that cannot be kept.");

const wholeNumber = (required: string, least: number, most: number) =>
  z
    .number({ error: required })
    .int("Use a whole number.")
    .min(least, `Use ${least} or more.`)
    .max(most, `Use at most ${most.toLocaleString("en-GB")}.`);

const session = z.object({
  id: z.uuid().optional(),
  label: z.string().trim().max(80, "Use at most 80 characters.").default(""),
  startsAt: z.string({ error: "Say when it starts." }),
  endsAt: z.string({ error: "Say when it ends." }),
  capacity: wholeNumber("Say how many seats there are.", 1, 1_000_000),
});

/** What an organiser types about an event. Times are local to its zone, as the fields give them. */
export const eventForm = z
  .object({
    title: text("Give the event a title.", 200),
    description: z.string().max(20_000, "Use at most 20,000 characters.").default(""),
    place: z.string().trim().max(300, "Use at most 300 characters.").default(""),
    timeZone: z
      .string({ error: "Choose a time zone." })
      .refine(isTimeZone, "Choose a time zone from the list."),
    stock: z.enum(stocks, "Choose a colour."),
    maxPerBooking: wholeNumber("Say how many seats one booking may take.", 1, 1_000),
    sessions: z
      .array(session)
      .min(1, "An event needs a date.")
      .max(MOST_SESSIONS, `Use at most ${MOST_SESSIONS} dates.`),
  })
  .superRefine((event, refinement) => {
    if (!isTimeZone(event.timeZone)) return;
    event.sessions.forEach((each, index) => {
      for (const { field, message } of timeProblems(each, event.timeZone)) {
        refinement.addIssue({ code: "custom", path: ["sessions", index, field], message });
      }
    });
  });

export type EventInput = z.output<typeof eventForm>;

/** What the sessions of a valid form mean as instants. */
export function sessionTimes(input: EventInput): { startsAt: Date; endsAt: Date }[] {
  return input.sessions.map((each) => {
    const startsAt = instantOf(each.startsAt, input.timeZone);
    const endsAt = instantOf(each.endsAt, input.timeZone);
    if (!startsAt || !endsAt) throw new TypeError("The form was not validated.");
    return { startsAt, endsAt };
  });
}

function timeProblems(each: { startsAt: string; endsAt: string }, timeZone: string) {
  const startsAt = instantOf(each.startsAt, timeZone);
  const endsAt = instantOf(each.endsAt, timeZone);
  const problems: { field: "startsAt" | "endsAt"; message: string }[] = [];
  if (!startsAt) problems.push({ field: "startsAt", message: "Say when it starts, with date and time." });
  if (!endsAt) problems.push({ field: "endsAt", message: "Say when it ends, with date and time." });
  if (startsAt && endsAt && endsAt <= startsAt) {
    problems.push({ field: "endsAt", message: "The end must be after the start." });
  }
  return problems;
}
