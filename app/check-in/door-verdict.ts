import type { Session } from "#app/events/event.ts";
import { localTimeOf } from "#app/platform/time-zone.ts";

/** Whether a ticket lets its people in, and why not. `at` is when that happened, where it is known. */
export type DoorVerdict =
  | { kind: "valid"; session: DoorSession }
  | { kind: "otherDay" | "ended"; session: DoorSession }
  | { kind: "cancelled" | "replaced" | "givenUp"; at: Date | undefined }
  | { kind: "dateCancelled" };

type DoorSession = Pick<Session, "label" | "startsAt" | "endsAt">;

/** Doors open before an event starts, and for one that starts after midnight on the day before. */
const DOORS_BEFORE_MS = 6 * 60 * 60 * 1000;

/**
 * Returns what a ticket for these sessions, soonest first, is worth now: valid on the day of one that has not ended, in the
 * event's zone. Otherwise the session that it is for: the next one, or the last one where all have ended.
 */
export function judgeDay(sessions: DoorSession[], timeZone: string, now: Date): DoorVerdict {
  const last = sessions.at(-1);
  if (!last) return { kind: "dateCancelled" };
  const next = sessions.find((session) => session.endsAt > now);
  if (!next) return { kind: "ended", session: last };
  const dayOf = (at: Date) => localTimeOf(at, timeZone).slice(0, "2026-03-14".length);
  const isSoon = next.startsAt.getTime() - now.getTime() <= DOORS_BEFORE_MS;
  const isToday = dayOf(next.startsAt) === dayOf(now);
  return { kind: isSoon || isToday ? "valid" : "otherDay", session: next };
}
