import type { RefusalCode } from "#app/booking/refusals.ts";
import type { Refused } from "#app/booking/request.ts";
import type { Event, Session } from "./event.ts";
export function claimsOf(session: Session, seats: number) {
  return session.resourceIds.map((resourceId) => ({ resourceId, quantity: seats }));
}

/** A refusal with what is left of the fullest of the claimed resources. */
export function refusedOf(outcome: Refused): { ok: false; refusal: RefusalCode; remaining: number } {
  const least = Math.min(...outcome.claims.map((claim) => claim.remaining));
  return {
    ok: false,
    refusal: outcome.refusal,
    remaining: Number.isFinite(least) ? least : outcome.remaining,
  };
}

/** Why an event cannot be booked whatever its sessions say; undefined where they decide. */
export function whyShut({ state, saving }: Pick<Event, "state" | "saving">): RefusalCode | undefined {
  if (state === "published") return saving ? "MAINTENANCE_MODE" : undefined;
  return state === "draft" ? "NOT_OPEN_YET" : "RESOURCE_CLOSED";
}
