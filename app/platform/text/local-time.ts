import { Temporal } from "temporal-polyfill";
import { isStorableInstant } from "../instants.ts";
import { asciiFigures, oneLine } from "./normalise.ts";

/** Which of two instants is meant by a local time that the clocks repeat. */
export type Reading = "earlier" | "later";

export type LocalTimeRead =
  | { ok: true; instant: Date }
  | { ok: false; problem: "missing" | "far" }
  /** The clocks skip the time; `before` and `after` are the local times that it could mean. */
  | { ok: false; problem: "skipped"; before: string; after: string }
  /** The clocks repeat the time, and no `reading` is given. */
  | { ok: false; problem: "repeated" };

const SHAPE = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?$/;

/**
 * Reads the value of a date-and-time field (`2026-03-14T10:00`) as the local time of a zone. `reading` chooses between the
 * instants of a repeated time. A skipped time is never moved, and years outside 1900 to 2200 are `far`.
 */
export function readLocalTime(typed: string, timeZone: string, reading?: Reading): LocalTimeRead {
  const local = asciiFigures(oneLine(typed));
  // Date fields can also contain years of more digits.
  if (/^[+-]?\d{5,}-/.test(local)) return { ok: false, problem: "far" };
  const plain = SHAPE.test(local) ? plainTimeOf(local) : undefined;
  if (!plain) return { ok: false, problem: "missing" };
  const earlier = plain.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  const later = plain.toZonedDateTime(timeZone, { disambiguation: "later" });
  const instant = new Date((reading === "later" ? later : earlier).epochMilliseconds);
  if (!isStorableInstant(instant)) return { ok: false, problem: "far" };
  if (earlier.epochMilliseconds === later.epochMilliseconds) return { ok: true, instant };
  if (!earlier.toPlainDateTime().equals(plain)) {
    const text = (zoned: Temporal.ZonedDateTime) =>
      zoned.toPlainDateTime().toString({ smallestUnit: "minute" });
    return { ok: false, problem: "skipped", before: text(earlier), after: text(later) };
  }
  return reading ? { ok: true, instant } : { ok: false, problem: "repeated" };
}

/** Returns which reading of its local time an instant is; undefined if the clocks do not repeat that time. */
export function readingOf(instant: Date, timeZone: string): Reading | undefined {
  if (Number.isNaN(instant.getTime())) return undefined;
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  const plain = zoned.toPlainDateTime();
  const other = (disambiguation: Reading) =>
    plain.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds;
  if (other("earlier") === other("later")) return undefined;
  return instant.getTime() === other("later") ? "later" : "earlier";
}

/** Returns the instant this many calendar days earlier: the same local time, if it exists on that day. */
export function daysBefore(instant: Date, days: number, timeZone: string): Date {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  return new Date(zoned.subtract({ days }).epochMilliseconds);
}

function plainTimeOf(local: string): Temporal.PlainDateTime | undefined {
  try {
    return Temporal.PlainDateTime.from(local.replace(" ", "T"));
  } catch {
    return undefined;
  }
}
