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
  formToken: string;
  /** The session that the form names, and how many seats of it. */
  session: Session;
  seats: number;
}

/** Opens a form of a booking: looks up what it is about, guards it, and reads which session and how many seats it names. */
export async function openForm(call: Call, surface: Surface, typed: Typed): Promise<SentForm | FormProblem> {
  const h = new URL(call.request.url).searchParams.get("h");
  const named = { session: textOf(typed, "session"), hold: await holdOfToken(call.context.secret, h) };
  const visit = await visitEvent(call, named);
  const formToken = textOf(typed, "formToken");
  const problem = await guardForm(call, visit, typed);
  if (problem) return problem;
  const read = readSeats(typed, visit.t);
  if ("errors" in read) return problems.invalid(read.errors, { typed });
  const { session, t } = visit;
  if (!session) return problems.invalid({ session: [t("booking.error.session")] }, { typed });
  return { call, surface, visit, typed, formToken, session, seats: read.input.seats };
}

/** What stands before every form of a booking: whether it came from us, not too often, and while it is fresh. */
async function guardForm(
  { context }: Call,
  { ctx, event, t }: Visit,
  typed: Typed,
): Promise<FormProblem | undefined> {
  if (!context.trusted) return problems.untrusted(t, { typed });
  const limit = context.rateLimits.take("book", context.clientAddress);
  if (!limit.ok) return problems.tooManyTries(t, { typed }, limit.retryAfterSeconds);
  const token = textOf(typed, "formToken");
  if (await isFormToken(context.secret, formPurpose(event), token, ctx.now)) return undefined;
  return problems.tooOld(t, { typed });
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

/** The answer to a form as a page: its status, and when to come back. */
export function problemInit(problem: FormProblem): ResponseInit {
  const { status, retryAfter } = problem;
  return { status, headers: retryAfter ? { "Retry-After": String(retryAfter) } : {} };
}
