import type { NewLine } from "#app/booking/lines.ts";
import type { RefusalCode } from "#app/booking/refusals.ts";
import type { Refused } from "#app/booking/request.ts";
import type { Event, Session } from "./event.ts";

/** Returns the line of a booking of a session: each seat takes one of each of the session's resources. */
export function lineOf({ id: sessionId, resourceIds }: Session, seats: number): NewLine {
  const takes = resourceIds.map((resourceId) => ({ resourceId, quantity: 1 }));
  return { sessionId, quantity: seats, takes, guests: 1, seats: 1 };
}

/** Returns a refusal with the number of seats left on the fullest of the claimed resources. */
export function refusedOf(outcome: Refused): { ok: false; refusal: RefusalCode; remaining: number } {
  const least = Math.min(...outcome.claims.map((claim) => claim.remaining));
  return {
    ok: false,
    refusal: outcome.refusal,
    remaining: Number.isFinite(least) ? least : outcome.remaining,
  };
}

/** Returns why none of an event's sessions can be booked; undefined if it depends on the session. */
export function closedReason({ state, saving }: Pick<Event, "state" | "saving">): RefusalCode | undefined {
  if (state === "published") return saving ? "MAINTENANCE_MODE" : undefined;
  return state === "draft" ? "NOT_OPEN_YET" : "RESOURCE_CLOSED";
}
