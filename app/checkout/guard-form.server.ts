import { OutcomeUnknown, Overloaded } from "#app/booking/refusals.ts";
import type { Event } from "#app/events/event.ts";
import { isFormToken } from "#app/platform/http/form-tokens.ts";
import { readNumber } from "#app/platform/text/number.ts";
import { type Typed, textOf } from "#app/questions/booking-form.ts";
import { type FormProblem, problems } from "./form-problem.ts";
import type { Call, Visit } from "./visit.server.ts";

/** What the forms of an event's booking are for, as their tokens have it. */
export const formPurpose = (event: Pick<Event, "id">) => `book ${event.id}`;

/** A form that may be carried out. */
export interface GoodForm {
  typed: Typed;
  formToken: string;
}

/** What stands before every form of a booking: whether it came from us, not too often, and while it is fresh. */
export async function guardForm(
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
  { t }: Visit,
  { typed, formToken }: GoodForm,
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
