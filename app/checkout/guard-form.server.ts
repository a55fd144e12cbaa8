import type { HeadersFunction } from "@remix-run/server-runtime";
import { OutcomeUnknown, Overloaded } from "#app/booking/refusals.ts";
import type { Event, Session } from "#app/events/event.ts";
import { isFormToken } from "#app/platform/http/form-tokens.ts";
import { readNumber } from "#app/platform/text/number.ts";
import { readSeats, type Typed, textOf } from "#app/questions/booking-form.ts";
import { type FormProblem, problems } from "./form-problem.ts";
import { holdOfToken } from "./hold-token.ts";
import type { Surface } from "./surface.ts";
import { type EventRequest, type Visit, visitEvent } from "./visit.server.ts";

/** Returns the purpose that the tokens of an event's booking forms are signed for. */
export const formPurpose = (event: Pick<Event, "id">) => `book ${event.id}`;

/** A booking form that passed all checks, with the data it refers to. */
export interface SentForm {
  eventRequest: EventRequest;
  surface: Surface;
  visit: Visit;
  typed: Typed;
  /** Whether its button books, rather than holds or changes seats. */
  isBooking: boolean;
  formToken: string;
  /** The session that the form names, and the number of seats. */
  session: Session;
  seats: number;
}

/**
 * Opens a booking form: reads its event and hold, rejects untrusted, rate-limited and expired submissions, and reads its session
 * and seats. `mayBook` returns whether the form's button books. Such a form counts against the rate limit only if it books
 * nothing, so that a class behind one address can book (decision 0075); `countFailure` counts it then.
 */
export async function openForm(
  eventRequest: EventRequest,
  surface: Surface,
  typed: Typed,
  mayBook: (visit: Visit) => boolean,
): Promise<SentForm | FormProblem> {
  const h = new URL(eventRequest.request.url).searchParams.get("h");
  const named = { session: textOf(typed, "session"), hold: holdOfToken(eventRequest.context.signer, h) };
  const visit = await visitEvent(eventRequest, named);
  const { trusted, rateLimits, clientAddress } = eventRequest.context;
  if (!trusted) return problems.untrusted(visit.t, { typed });
  const isBooking = mayBook(visit);
  const limit = rateLimits[isBooking ? "check" : "consume"]("book", clientAddress);
  if (!limit.ok) return problems.tooManyTries(visit.t, { typed }, limit.retryAfterSeconds);
  const form = readForm({ eventRequest, surface, visit, typed, isBooking });
  if ("status" in form) countFailure({ eventRequest, isBooking });
  return form;
}

/** Counts a failed booking form against the rate limit. Other forms were counted on arrival. */
export function countFailure({
  eventRequest,
  isBooking,
}: Pick<SentForm, "eventRequest" | "isBooking">): void {
  if (isBooking) eventRequest.context.rateLimits.consume("book", eventRequest.context.clientAddress);
}

type Opened = Omit<SentForm, "formToken" | "session" | "seats">;

function readForm(opened: Opened): SentForm | FormProblem {
  const { eventRequest, visit, typed } = opened;
  const { ctx, event, session, t } = visit;
  const formToken = textOf(typed, "formToken");
  if (!isFormToken(eventRequest.context.signer, formPurpose(event), formToken, ctx.now))
    return problems.tooOld(t, { typed });
  const read = readSeats(typed, t);
  if ("errors" in read) return problems.invalid(read.errors, { typed });
  if (!session) return problems.invalid({ session: [t("booking.error.session")] }, { typed });
  return { ...opened, formToken, session, seats: read.input.seats };
}

/** Runs a command of the engine. If the engine is overloaded or the outcome is unknown, returns a problem to retry the same form. */
export async function catchEngineFailure<T>(
  { visit: { t }, typed, formToken }: SentForm,
  work: () => Promise<T>,
): Promise<T | FormProblem> {
  try {
    return await work();
  } catch (error) {
    const read = readNumber(textOf(typed, "attempt"), "en");
    const attempt = read.ok ? Math.min(20, Math.max(0, Math.trunc(read.value))) : 0;
    if (error instanceof Overloaded) return problems.busy(t, { typed }, formToken, attempt);
    if (error instanceof OutcomeUnknown) return problems.unknown(t, { typed }, formToken);
    throw error;
  }
}

/**
 * Returns the headers of the booking pages. Their seats and holds change all the time, so a browser must not show a stored copy
 * when the visitor navigates back.
 */
export const bookingHeaders: HeadersFunction = ({ actionHeaders }) => {
  actionHeaders.set("Cache-Control", "no-store");
  return actionHeaders;
};

/** Returns the status and the Retry-After header of a problem's response. */
export function problemInit(problem: FormProblem): ResponseInit {
  const { status, retryAfter } = problem;
  return { status, headers: retryAfter ? { "Retry-After": String(retryAfter) } : {} };
}
