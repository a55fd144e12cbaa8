import type { AdminServerKey } from "#app/i18n/admin-server-translate.ts";
import { type LocalTimeRead, type Reading, readLocalTime } from "#app/platform/text/local-time.ts";

/** The times of a date in an event's form, as local times in the event's zone. */
export interface LocalTimes {
  startsAt: string;
  endsAt: string;
  /** Which of two equal local times is meant, when the clocks are set back. */
  startsAtReading?: Reading;
  endsAtReading?: Reading;
}

export interface TimeProblem<Field extends string> {
  field: Field | `${Field}Reading`;
  message: AdminServerKey;
  params: Record<string, string>;
}

type TimeRead<Field extends string> =
  | { ok: true; instant: Date }
  | { ok: false; problem: TimeProblem<Field> };

/** Reads a time of the form. `missing` is the message for invalid text. The problem of an ambiguous time is at its reading field. */
export function readTime<Field extends string>(
  { field, typed, reading }: { field: Field; typed: string; reading: Reading | undefined },
  timeZone: string,
  missing: AdminServerKey,
): TimeRead<Field> {
  const read = readLocalTime(typed, timeZone, reading);
  if (read.ok) return read;
  const problem = (message: AdminServerKey, params = {}) => ({ field, message, params });
  switch (read.problem) {
    case "missing":
      return { ok: false, problem: problem(missing) };
    case "far":
      return { ok: false, problem: problem("admin.form.event.year") };
    case "skipped":
      return { ok: false, problem: problem("admin.form.event.skipped", timesAround(read)) };
    case "repeated":
      return {
        ok: false,
        problem: { ...problem("admin.form.event.repeated"), field: `${field}Reading` as const },
      };
  }
}

function timesAround({ before, after }: Extract<LocalTimeRead, { problem: "skipped" }>) {
  const clock = (local: string) => local.slice(11);
  return { before: clock(before), after: clock(after) };
}

/** Returns the problems of a date in the form. */
export function timeProblems(times: LocalTimes, timeZone: string): TimeProblem<"startsAt" | "endsAt">[] {
  const { startsAt, endsAt, startsAtReading, endsAtReading } = times;
  const start = readTime(
    { field: "startsAt", typed: startsAt, reading: startsAtReading },
    timeZone,
    "admin.form.event.starts",
  );
  const end = readTime(
    { field: "endsAt", typed: endsAt, reading: endsAtReading },
    timeZone,
    "admin.form.event.ends",
  );
  const problems = [start, end].flatMap((read) => (read.ok ? [] : read.problem));
  if (start.ok && end.ok && end.instant <= start.instant) {
    problems.push({ field: "endsAt", message: "admin.form.event.endsBeforeStart", params: {} });
  }
  return problems;
}

/** Converts the dates of a valid form to instants. Throws a TypeError if the form was not validated. */
export function sessionTimes({ sessions, timeZone }: { sessions: LocalTimes[]; timeZone: string }) {
  return sessions.map((each) => timesOf(each, timeZone));
}

/** Converts a date of a valid form to instants. Throws a TypeError if the form was not validated. */
export function timesOf(times: LocalTimes, timeZone: string): { startsAt: Date; endsAt: Date } {
  const start = readLocalTime(times.startsAt, timeZone, times.startsAtReading);
  const end = readLocalTime(times.endsAt, timeZone, times.endsAtReading);
  if (!start.ok || !end.ok) throw new TypeError("The form was not validated.");
  return { startsAt: start.instant, endsAt: end.instant };
}
