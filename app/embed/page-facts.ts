import type { DetailsPageData } from "#app/checkout/details-page.server.ts";
import type { FormProblem } from "#app/checkout/form-problem.ts";
import type { Event } from "#app/events/event.ts";
import type { SeatPanel } from "#app/events/seat-panel.ts";
import * as paths from "#app/platform/http/paths.ts";
import type { AnyRefusal } from "#app/platform/refusals.ts";
import type { FrameFacts } from "./frame/frame-facts.ts";
import type { FrameState } from "./protocol.ts";

/** Few are left: so many, or so much of all. It is not said where the organiser shows no numbers. */
const FEW = 3;
const FEW_SHARE = 0.1;

export function stateOf(panel: SeatPanel, seats: { capacity: number; remaining: number }): FrameState {
  if (panel.state === "paused") return "paused";
  if (panel.state === "full" || panel.state === "all-held") return "sold_out";
  if (panel.state !== "open") return "closed";
  const isFew =
    panel.left !== null && (seats.remaining <= FEW || seats.remaining <= seats.capacity * FEW_SHARE);
  return isFew ? "nearly_full" : "open";
}

/** Codes of pages, as the site around a frame gets them: in those of the API. */
const CODES: { [Code in AnyRefusal]?: AnyRefusal } = {
  INVALID_FORM: "VALIDATION_ERROR",
  EXPIRED_FORM: "VALIDATION_ERROR",
  ALREADY_BOOKED: "INVALID_STATE",
};

/** Returns why a form was not carried out, in the API's codes. */
export function errorOf(problem: FormProblem | undefined): FrameFacts["error"] {
  if (!problem) return undefined;
  const code = CODES[problem.code] ?? problem.code;
  return { code, retryable: problem.retryAfter !== undefined || problem.left !== 0 };
}

/** A frame that its site has shut in too tightly cannot be told from a stranger's: the event's own page can be used instead. */
export function outsideOf(problem: FormProblem | undefined, slug: string): string | undefined {
  return problem?.code === "FORBIDDEN" ? paths.eventPage(slug) : undefined;
}

/** What a booking that was made is told as. It names no person and opens nothing. */
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

/** The hold that a page is about, while it lasts. */
export function holdOf({ hold, seats }: DetailsPageData): FrameFacts["hold"] {
  if (hold?.fate !== "pending") return undefined;
  return { seats, expiresAt: hold.expiresAt.toISOString() };
}
