import { OutcomeUnknown } from "#app/booking/refusals.ts";
import type { Event } from "#app/events/event.ts";
import type { RateLimits } from "#app/platform/services.ts";
import type { Booked } from "./attendee-details.ts";
import { type FormProblem, problems } from "./form-problem.ts";
import type { SentForm } from "./guard-form.server.ts";

/** Who books, and of which event. */
interface Booker {
  rateLimits: RateLimits;
  clientAddress: string;
  event: Pick<Event, "id" | "manyFromOneNetwork">;
}

/** The network has made as many bookings of the event as it may within an hour. */
export interface OverLimit {
  retryAfterSeconds: number;
}

/**
 * Books as one of the bookings that a network may make of an event within an hour (decision 0075). Only a booking that is new
 * counts there. Where the network has made its bookings, nothing is carried out.
 */
export async function bookWithinLimit<Result extends { ok: true; replayed: boolean } | { ok: false }>(
  { rateLimits, clientAddress, event }: Booker,
  work: () => Promise<Result>,
): Promise<Result | OverLimit> {
  const isLimited = !event.manyFromOneNetwork;
  const limit = isLimited ? rateLimits.takeBooking(clientAddress, event.id) : undefined;
  if (limit?.ok === false) return { retryAfterSeconds: limit.retryAfterSeconds };
  const giveBack = () => isLimited && rateLimits.giveBackBooking(clientAddress, event.id);
  try {
    const booked = await work();
    if (!booked.ok || booked.replayed) giveBack();
    return booked;
  } catch (error) {
    if (!(error instanceof OutcomeUnknown)) giveBack();
    throw error;
  }
}

/** Books what a form asks for, within the same limit. */
export async function bookByForm(
  { call, visit, typed }: Pick<SentForm, "call" | "visit" | "typed">,
  work: () => Promise<Booked>,
): Promise<Booked | FormProblem> {
  const { rateLimits, clientAddress } = call.context;
  const booked = await bookWithinLimit({ rateLimits, clientAddress, event: visit.event }, work);
  if ("ok" in booked) {
    // A form that is sent again books nothing: it is a try.
    if (booked.ok && booked.replayed) rateLimits.take("book", clientAddress);
    return booked;
  }
  return problems.tooManyBookings(visit.t, { typed }, booked.retryAfterSeconds);
}
