import { daysBefore } from "#app/platform/text/local-time.ts";
import type { TIME_UNITS } from "#db/schema/values.ts";

const MINUTE_MS = 60_000;

export type TimeUnit = (typeof TIME_UNITS)[number];

export const UNIT_MINUTES: Record<TimeUnit, number> = { minutes: 1, hours: 60, days: 1_440 };

interface Start {
  startsAt: Date;
}

/** An event's rule for the end of booking. */
interface BookingRule {
  timeZone: string;
  closesMinutesBefore: number;
  closesUnit: TimeUnit;
}

/** An event's rule for the end of changes and cancellations by attendees. */
interface ChangeRule {
  timeZone: string;
  cancelMinutesBefore: number;
  cancelUnit: TimeUnit;
}

/** Returns when booking of a session ends. */
export function bookingDeadline(event: BookingRule, { startsAt }: Start): Date {
  return before(startsAt, event.timeZone, event.closesMinutesBefore, event.closesUnit);
}

/** Returns until when an attendee may change or cancel a booking of a session. */
export function changeDeadline(event: ChangeRule, { startsAt }: Start): Date {
  return before(startsAt, event.timeZone, event.cancelMinutesBefore, event.cancelUnit);
}

/**
 * Returns an instant before a start. Days are calendar days at the event's place: the same time of day, also across a change of
 * the clocks.
 */
function before(startsAt: Date, timeZone: string, minutes: number, unit: TimeUnit): Date {
  if (unit === "days" && !Number.isNaN(startsAt.getTime())) {
    return daysBefore(startsAt, minutes / UNIT_MINUTES.days, timeZone);
  }
  return new Date(startsAt.getTime() - minutes * MINUTE_MS);
}
