import { OutcomeUnknown } from "#app/booking/refusals.ts";
import type { Event } from "#app/events/event.ts";
import type { RateLimits } from "#app/platform/services.ts";
import type { Booked } from "./attendee-details.ts";
import { type FormProblem, problems } from "./form-problem.ts";
import type { SentForm } from "./guard-form.server.ts";

/** The client that books, and the event. */
interface Booker {
  rateLimits: RateLimits;
  clientAddress: string;
  event: Pick<Event, "id" | "manyFromOneNetwork">;
}

/** Returned when the client's network has reached the event's booking limit per hour. */
export interface OverLimit {
  retryAfterSeconds: number;
}

/**
 * Runs `work`, which books, within the limit of bookings per event, network and hour (decision 0075). Only new bookings count:
 * refusals and replays are given back. Returns `OverLimit` without running `work` once the limit is reached.
 */
export async function bookWithinLimit<Result extends { ok: true; replayed: boolean } | { ok: false }>(
  { rateLimits, clientAddress, event }: Booker,
  work: () => Promise<Result>,
): Promise<Result | OverLimit> {
  const isLimited = !event.manyFromOneNetwork;
  const limit = isLimited ? rateLimits.consumeBooking(clientAddress, event.id) : undefined;
  if (limit?.ok === false) return { retryAfterSeconds: limit.retryAfterSeconds };
  const refund = () => isLimited && rateLimits.refundBooking(clientAddress, event.id);
  try {
    const booked = await work();
    if (!booked.ok || booked.replayed) refund();
    return booked;
  } catch (error) {
    if (!(error instanceof OutcomeUnknown)) refund();
    throw error;
  }
}

/** Books for a form, within the same limit. Returns the problem to show if the limit is reached. */
export async function bookByForm(
  { eventRequest, visit, typed }: Pick<SentForm, "eventRequest" | "visit" | "typed">,
  work: () => Promise<Booked>,
): Promise<Booked | FormProblem> {
  const { rateLimits, clientAddress } = eventRequest.context;
  const booked = await bookWithinLimit({ rateLimits, clientAddress, event: visit.event }, work);
  if ("ok" in booked) {
    // A resubmitted form books nothing: it counts against the limit on attempts instead.
    if (booked.ok && booked.replayed) rateLimits.consume("book", clientAddress);
    return booked;
  }
  return problems.tooManyBookings(visit.t, { typed }, booked.retryAfterSeconds);
}
