import type { HeadersFunction } from "@remix-run/server-runtime";
import { OutcomeUnknown, Overloaded } from "#app/booking/refusals.ts";
import type { Event, Session } from "#app/events/event.ts";
import { isFormToken } from "#app/platform/http/form-tokens.ts";
import { readNumber } from "#app/platform/text/number.ts";
import { readSeats, type Typed, textOf } from "#app/questions/booking-form.ts";
import { type FormProblem, problems } from "./form-problem.ts";
import { holdOfToken } from "./hold-token.ts";
import type { Surface } from "./surface.ts";
import { type Call, type Visit, visitEvent } from "./visit.server.ts";

/** What the forms of an event's booking are for, as their tokens have it. */
export const formPurpose = (event: Pick<Event, "id">) => `book ${event.id}`;

/** A form of a booking that may be carried out, with all that it is about. */
export interface SentForm {
  call: Call;
  surface: Surface;
  visit: Visit;
  typed: Typed;
  /** Whether its button books, and does not only hold or change seats. */
  isBooking: boolean;
  formToken: string;
  /** The session that the form names, and how many seats of it. */
  session: Session;
  seats: number;
}

/**
 * Opens a form of a booking: looks up what it is about, guards it, and reads which session and how many seats it names.
 * `mayBook` says of the form that is looked up whether its button books. Such a form is a try only where nothing is booked, so
 * that a class behind one address can book (decision 0075); `countFailure` counts it then.
 */
export async function openForm(
  call: Call,
  surface: Surface,
  typed: Typed,
  mayBook: (visit: Visit) => boolean,
): Promise<SentForm | FormProblem> {
  const h = new URL(call.request.url).searchParams.get("h");
  const named = { session: textOf(typed, "session"), hold: holdOfToken(call.context.signer, h) };
  const visit = await visitEvent(call, named);
  const { trusted, rateLimits, clientAddress } = call.context;
  if (!trusted) return problems.untrusted(visit.t, { typed });
  const isBooking = mayBook(visit);
  const limit = rateLimits[isBooking ? "look" : "take"]("book", clientAddress);
  if (!limit.ok) return problems.tooManyTries(visit.t, { typed }, limit.retryAfterSeconds);
  const form = readForm({ call, surface, visit, typed, isBooking });
  if ("status" in form) countFailure({ call, isBooking });
  return form;
}

/** Counts a form that was to book and did not; what holds or changes seats was counted when it came. */
export function countFailure({ call, isBooking }: Pick<SentForm, "call" | "isBooking">): void {
  if (isBooking) call.context.rateLimits.take("book", call.context.clientAddress);
}

type Opened = Omit<SentForm, "formToken" | "session" | "seats">;

function readForm(opened: Opened): SentForm | FormProblem {
  const { call, visit, typed } = opened;
  const { ctx, event, session, t } = visit;
  const formToken = textOf(typed, "formToken");
  if (!isFormToken(call.context.signer, formPurpose(event), formToken, ctx.now))
    return problems.tooOld(t, { typed });
  const read = readSeats(typed, t);
  if ("errors" in read) return problems.invalid(read.errors, { typed });
  if (!session) return problems.invalid({ session: [t("booking.error.session")] }, { typed });
  return { ...opened, formToken, session, seats: read.input.seats };
}

/** Runs what asks the engine. Where the engine can say neither yes nor no, the same form is to be sent again. */
export async function withTrouble<T>(
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
 * The headers of the pages of a booking. What they say of seats and holds is of the moment: a browser must not show it again from
 * its store when somebody goes back.
 */
export const bookingHeaders: HeadersFunction = ({ actionHeaders }) => {
  actionHeaders.set("Cache-Control", "no-store");
  return actionHeaders;
};

/** The answer to a form as a page: its status, and when to come back. */
export function problemInit(problem: FormProblem): ResponseInit {
  const { status, retryAfter } = problem;
  return { status, headers: retryAfter ? { "Retry-After": String(retryAfter) } : {} };
}
