import type { Session } from "#app/events/event.ts";
import { localTimeOf } from "#app/platform/time-zone.ts";

/** Whether a ticket is valid, and if not, why. `at` is the time it became invalid, if known. */
export type DoorVerdict =
  | { kind: "valid"; session: DoorSession }
  | { kind: "otherDay" | "ended"; session: DoorSession }
  | { kind: "cancelled" | "replaced" | "givenUp"; at: Date | undefined }
  | { kind: "dateCancelled" };

type DoorSession = Pick<Session, "label" | "startsAt" | "endsAt">;

/** How long before its start a session admits people, even on the day before. */
const DOORS_BEFORE_MS = 6 * 60 * 60 * 1000;

/**
 * Returns the verdict on a ticket for these sessions, soonest first: valid on the day, in the event's zone, of the next
 * session that has not ended; otherwise invalid with the next session, or the last one if all have ended.
 */
export function dayVerdict(sessions: DoorSession[], timeZone: string, now: Date): DoorVerdict {
  const last = sessions.at(-1);
  if (!last) return { kind: "dateCancelled" };
  const next = sessions.find((session) => session.endsAt > now);
  if (!next) return { kind: "ended", session: last };
  const dayOf = (at: Date) => localTimeOf(at, timeZone).slice(0, "2026-03-14".length);
  const isSoon = next.startsAt.getTime() - now.getTime() <= DOORS_BEFORE_MS;
  const isToday = dayOf(next.startsAt) === dayOf(now);
  return { kind: isSoon || isToday ? "valid" : "otherDay", session: next };
}
