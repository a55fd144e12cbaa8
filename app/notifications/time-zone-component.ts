import { Temporal } from "temporal-polyfill";

/** A change of a zone's UTC offset. */
interface Change {
  at: Temporal.Instant;
  /** The local time at that instant by the former offset. */
  local: Temporal.PlainDateTime;
  /** The offsets before and after it, in iCalendar format. */
  from: string;
  to: string;
  isForward: boolean;
}

/** Number of years after the entries for which a rule must hold; otherwise the changes are listed. */
const RULE_YEARS = 7;

/**
 * Returns the lines of a VTIMEZONE for entries between two instants: the offset at the first one, and each change until the
 * last one. If the zone's clocks change twice a year by a rule, it has the rule instead, since calendars use it for
 * repeated entries. Undefined for zones equal to UTC.
 */
export function timeZoneComponent(timeZone: string, from: Date, until: Date): string[] | undefined {
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(timeZone);
  const end = Temporal.Instant.fromEpochMilliseconds(until.getTime());
  const changes = listChanges(start, end);
  if (changes.length === 0 && start.offsetNanoseconds === 0) return undefined;
  const parts = yearly(changes) ?? [...before(start, changes), ...listed(changes, end)];
  return ["BEGIN:VTIMEZONE", `TZID:${timeZone}`, ...parts, "END:VTIMEZONE"];
}

/**
 * Returns the local time of an instant in iCalendar format; undefined if the time is ambiguous, which programs resolve
 * differently, or if the offset includes seconds, which few programs support.
 */
export function zonedTime(timeZone: string, at: Date): string | undefined {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const local = zoned.toPlainDateTime();
  const [first, second] = (["earlier", "later"] as const).map(
    (disambiguation) => local.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds,
  );
  const isInMinutes = zoned.offsetNanoseconds % MINUTE_NS === 0;
  return first === second && isInMinutes ? compact(local) : undefined;
}

const MINUTE_NS = 60_000_000_000;

/** Returns the last change before the start, those until the end, and those of the following years to detect a rule. */
function listChanges(start: Temporal.ZonedDateTime, end: Temporal.Instant): Change[] {
  const latest = end.toZonedDateTimeISO(start.timeZoneId).add({ years: RULE_YEARS });
  const changes: Change[] = [];
  // The previous change may be at the start itself.
  let next =
    start.add({ nanoseconds: 1 }).getTimeZoneTransition("previous") ?? start.getTimeZoneTransition("next");
  while (next && Temporal.ZonedDateTime.compare(next, latest) <= 0) {
    changes.push(changeAt(next));
    next = next.getTimeZoneTransition("next");
  }
  return changes;
}

function changeAt(after: Temporal.ZonedDateTime): Change {
  const before = after.subtract({ nanoseconds: 1 });
  const moved = after.offsetNanoseconds - before.offsetNanoseconds;
  return {
    at: after.toInstant(),
    local: after.toPlainDateTime().subtract({ nanoseconds: moved }),
    from: offset(before),
    to: offset(after),
    isForward: moved > 0,
  };
}

/** Returns two observances with yearly rules; undefined for zones without such rules. */
function yearly(changes: Change[]): string[] | undefined {
  const [first, second] = changes;
  if (!first || !second || changes.length < 2 * RULE_YEARS) return undefined;
  const rules = [ruleOf(first, changes, 0), ruleOf(second, changes, 1)];
  if (rules.includes(undefined)) return undefined;
  return [first, second].flatMap((change, index) => observance(change, `RRULE:${rules[index]}`));
}

/** Returns the RRULE that every second change matches, starting at the index; undefined if there is none. */
function ruleOf(first: Change, changes: Change[], index: number): string | undefined {
  const others = changes.filter((_, each) => each % 2 === index);
  const { month, day, dayOfWeek, daysInMonth } = first.local;
  const nth = Math.ceil(day / 7);
  const candidates = [...(day + 7 > daysInMonth ? [-1] : []), nth];
  const year = first.local.year;
  const fits = candidates.find((ordinal) =>
    others.every(({ local, from, to }, count) => {
      const expected = weekdayOf({ year: year + count, month, dayOfWeek, ordinal });
      const isSameTime = local.toPlainTime().equals(first.local.toPlainTime());
      return expected?.equals(local.toPlainDate()) && isSameTime && from === first.from && to === first.to;
    }),
  );
  return fits === undefined
    ? undefined
    : `FREQ=YEARLY;BYMONTH=${month};BYDAY=${fits}${WEEKDAYS[dayOfWeek - 1]}`;
}

const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

interface Weekday {
  year: number;
  month: number;
  /** 1 is Monday. */
  dayOfWeek: number;
  /** The ordinal within its month; -1 is the last. */
  ordinal: number;
}

function weekdayOf({ year, month, dayOfWeek, ordinal }: Weekday): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  if (ordinal > 0) {
    const ahead = (dayOfWeek - first.dayOfWeek + 7) % 7;
    return first.add({ days: ahead + 7 * (ordinal - 1) });
  }
  const last = first.with({ day: first.daysInMonth });
  return last.subtract({ days: (last.dayOfWeek - dayOfWeek + 7) % 7 });
}

function listed(changes: Change[], end: Temporal.Instant): string[] {
  return changes
    .filter(({ at }) => Temporal.Instant.compare(at, end) <= 0)
    .flatMap((each) => observance(each));
}

/** Returns an observance with the initial offset, if the first change is after the start. */
function before(start: Temporal.ZonedDateTime, [first]: Change[]): string[] {
  const at = start.toInstant();
  if (first && Temporal.Instant.compare(first.at, at) <= 0) return [];
  return observance({ at, local: EARLIEST, from: offset(start), to: offset(start), isForward: false });
}

/** A time before all calendar entries. */
const EARLIEST = Temporal.PlainDateTime.from("1601-01-01T00:00");

function observance({ local, from, to, isForward }: Change, ...rule: string[]): string[] {
  const name = isForward ? "DAYLIGHT" : "STANDARD";
  const offsets = [`TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`];
  return [`BEGIN:${name}`, `DTSTART:${compact(local)}`, ...offsets, ...rule, `END:${name}`];
}

/** Formats an offset as "+0100", with seconds if it has any. */
function offset({ offset: written }: Temporal.ZonedDateTime): string {
  return written.replaceAll(":", "");
}

/** Formats a local time as "20260314T100000". */
function compact(local: Temporal.PlainDateTime): string {
  return local.toString({ smallestUnit: "second" }).replaceAll(/[-:]/g, "");
}
