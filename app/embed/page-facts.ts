import type { DetailsPageData } from "#app/checkout/details-page.server.ts";
import type { FormProblem } from "#app/checkout/form-problem.ts";
import type { Event } from "#app/events/event.ts";
import type { SeatPanel } from "#app/events/seat-panel.ts";
import * as paths from "#app/platform/http/paths.ts";
import type { AnyRefusal } from "#app/platform/refusals.ts";
import type { FrameFacts } from "./frame/frame-facts.ts";
import type { FrameState } from "./protocol.ts";

/** Thresholds of the state `nearly_full`: a number of seats, or a share of the capacity. */
const FEW_SEATS = 3;
const FEW_SHARE = 0.1;

/** Returns the state that the host page receives. Never `nearly_full` if the organiser hides the number of free seats. */
export function stateOf(panel: SeatPanel, seats: { capacity: number; remaining: number }): FrameState {
  if (panel.state === "paused") return "paused";
  if (panel.state === "full" || panel.state === "all-held") return "sold_out";
  if (panel.state !== "open") return "closed";
  const isFew =
    panel.left !== null && (seats.remaining <= FEW_SEATS || seats.remaining <= seats.capacity * FEW_SHARE);
  return isFew ? "nearly_full" : "open";
}

/** Codes that only pages use, mapped to those of the API, which the host page receives. */
const CODES: { [Code in AnyRefusal]?: AnyRefusal } = {
  INVALID_FORM: "VALIDATION_ERROR",
  EXPIRED_FORM: "VALIDATION_ERROR",
  ALREADY_BOOKED: "INVALID_STATE",
};

/** Returns why a form was refused, as a code of the API, and whether a retry can succeed. */
export function errorOf(problem: FormProblem | undefined): FrameFacts["error"] {
  if (!problem) return undefined;
  const code = CODES[problem.code] ?? problem.code;
  return { code, retryable: problem.retryAfter !== undefined || problem.left !== 0 };
}

/**
 * Returns the address of the event's own page if a form was refused as cross-site: a frame that its site sandboxes too
 * tightly looks like that.
 */
export function outsideOf(problem: FormProblem | undefined, slug: string): string | undefined {
  return problem?.code === "FORBIDDEN" ? paths.eventPage(slug) : undefined;
}

/** Returns the `booked` message for the host page. It has no personal data and no link to the booking. */
export function bookedOf(
  event: Event,
  booking: { reference: string; seats: number; sessionId: string; startsAt: Date },
): NonNullable<FrameFacts["booked"]> {
  const { reference, seats, sessionId, startsAt } = booking;
  return {
    reference,
    seats,
    sessionId,
    status: "confirmed",
    eventId: event.id,
    startsAt: startsAt.toISOString(),
  };
}

/** Returns the page's hold while it is pending. */
export function holdOf({ hold, seats }: DetailsPageData): FrameFacts["hold"] {
  if (hold?.fate !== "pending") return undefined;
  return { seats, expiresAt: hold.expiresAt.toISOString() };
}
