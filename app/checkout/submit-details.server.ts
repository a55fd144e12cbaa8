import { data, redirect } from "@remix-run/server-runtime";
import type { RefusalCode } from "#app/booking/refusals.ts";
import type { Session } from "#app/events/event.ts";
import { findSession } from "#app/events/find-events.server.ts";
import { readDetails, readSeats, type Typed, textOf } from "#app/questions/booking-form.ts";
import { listQuestions } from "#app/questions/questions.server.ts";
import type { Booked, Details } from "./attendee-details.ts";
import { bookSeats } from "./book-seats.server.ts";
import { type DetailsPageData, findNamedHold, showDetails } from "./details-page.server.ts";
import { type FormProblem, problems, refusedProblem } from "./form-problem.ts";
import { guardForm, problemInit, withTrouble } from "./guard-form.server.ts";
import { holderOf } from "./holder.ts";
import { changeHold, confirmHold, extendHold, findHold, type Hold, holdSeats } from "./holds.server.ts";
import { sendBookingsTo } from "./send-bookings.server.ts";
import type { Surface } from "./surface.ts";
import { type Call, type Visit, visitEvent } from "./visit.server.ts";

/** What the page shows in place of what its address says, with what was typed. */
export interface RerenderedForm {
  page: DetailsPageData;
  typed: Typed;
  /** Something was done as asked: said aloud, in the page's language. */
  done?: string;
}

interface Form {
  typed: Typed;
  formToken: string;
  hold: Hold | undefined;
  session: Session;
  seats: number;
}

type Answer = Response | FormProblem | RerenderedForm;

/**
 * Answers the form of the details page. Its buttons confirm the booking, give the hold more time, change how many seats
 * it has, or hold them again; all keep what was typed. What cannot be carried out is answered as data for the page.
 */
export async function submitDetails(call: Call, surface: Surface, typed: Typed) {
  const visit = await visitEvent(call);
  const answer = (await guardForm(call, visit, typed)) ?? (await carryOut(call, surface, visit, typed));
  if (answer instanceof Response) return answer;
  return "page" in answer ? data(answer, { status: 200 }) : data(answer, problemInit(answer));
}

async function carryOut(call: Call, surface: Surface, visit: Visit, typed: Typed): Promise<Answer> {
  const form = await findForm(call, visit, typed);
  if ("status" in form) return form;
  const [intent, number] = textOf(typed, "intent").split(":");
  return withTrouble(visit, form, () => {
    if (intent === "look" && form.hold) return rerender(call, visit, form, form.hold.id);
    if (intent === "extend") return extendIt(call, visit, form);
    if (intent === "seats") return changeSeats(call, visit, form);
    if (intent === "hold")
      return holdAgain(call, surface, visit, { ...form, seats: Number(number) || form.seats });
    return confirmIt(call, surface, visit, form);
  });
}

/** Which hold the form is about, else which session and how many seats of it. */
async function findForm(call: Call, visit: Visit, typed: Typed): Promise<Form | FormProblem> {
  const { ctx, event, t } = visit;
  const read = readSeats(typed, t);
  if ("errors" in read) return problems.invalid(read.errors, { typed });
  const { seats, session: sessionId } = read.input;
  const session = await findSession(ctx, event.id, sessionId);
  if (!session) return problems.invalid({ session: [t("booking.error.session")] }, { typed });
  const h = new URL(call.request.url).searchParams.get("h");
  const hold = h === null ? undefined : await findNamedHold(call, visit, h);
  return { typed, formToken: textOf(typed, "formToken"), hold, session, seats };
}

async function extendIt(call: Call, visit: Visit, form: Form): Promise<Answer> {
  const { ctx, event, t } = visit;
  if (!form.hold) return refused(visit, form, "HOLD_EXPIRED", 0);
  const extended = await extendHold(ctx, event, form.hold.id);
  if (!extended.ok) return refusedHold(visit, form, form.hold, extended);
  return rerender(call, visit, form, form.hold.id, t("booking.extended", { count: event.extendMinutes }));
}

async function changeSeats(call: Call, visit: Visit, form: Form): Promise<Answer> {
  const { hold, session, seats } = form;
  if (!hold) return refused(visit, form, "HOLD_EXPIRED", 0);
  const changed = await changeHold(visit.ctx, hold.id, session, seats);
  // What the hold has can be had in any case.
  if (!changed.ok) {
    const remaining = changed.remaining + hold.seats;
    return refusedHold(visit, form, hold, { refusal: changed.refusal, remaining });
  }
  return rerender(call, visit, form, hold.id);
}

async function holdAgain(call: Call, surface: Surface, visit: Visit, form: Form): Promise<Answer> {
  const { ctx, event } = visit;
  const holder = await holderOf(call, surface, form.formToken);
  const about = { source: surface.name, metadata: surface.metadataOf?.(form.typed) };
  const held = await holdSeats(ctx, call.context.secret, { event, ...form, holder, ...about });
  if (!held.ok) return refused(visit, form, held.refusal, held.remaining);
  return rerender(call, visit, form, held.id);
}

async function confirmIt(call: Call, surface: Surface, visit: Visit, form: Form): Promise<Answer> {
  const { ctx, event, locale, t } = visit;
  const { typed } = form;
  const changed = await changeFirst(visit, form);
  if ("status" in changed) return changed;
  const { hold } = changed;
  const seats = hold?.seats ?? form.seats;
  const questions = await listQuestions(ctx, event.id);
  const read = readDetails(
    typed,
    { event, questions, seats, locale, country: visit.organization.country },
    t,
  );
  if ("errors" in read) return problems.invalid(read.errors, { typed });
  const details = { ...read.input, locale };
  const booked = await bookOrConfirm(call, surface, visit, { ...form, hold }, details);
  if (booked.ok) {
    call.context.wakeRelay();
    return redirect(surface.doneStep({ slug: event.slug, ...booked }), 303);
  }
  if (booked.refusal === "TOO_MANY_PER_PERSON") await sendBookingsTo(call, visit, details.email);
  if (hold && isBooked(hold, booked.refusal)) return problems.alreadyBooked(t, { typed }, event, hold.seats);
  return refused(visit, { ...form, seats }, booked.refusal, booked.remaining, true);
}

/** Another number of seats that was typed and not yet taken over is what is to be confirmed. */
async function changeFirst(visit: Visit, form: Form): Promise<{ hold: Hold | undefined } | FormProblem> {
  const { hold, session, seats } = form;
  if (hold?.fate !== "pending" || hold.seats === seats) return { hold };
  const changed = await changeHold(visit.ctx, hold.id, session, seats);
  if (changed.ok) return { hold: { ...hold, seats } };
  if (changed.refusal === "HOLD_EXPIRED") return { hold };
  // The same form, sent twice at once, may have confirmed it meanwhile: confirming it again has the same answer.
  if (changed.refusal === "INVALID_STATE") return { hold: { ...hold, seats } };
  return refused(visit, form, changed.refusal, changed.remaining + hold.seats);
}

/** Confirms the hold. One whose time is up is made anew without a word, as long as its seats are free. */
async function bookOrConfirm(
  call: Call,
  surface: Surface,
  { ctx, event }: Visit,
  form: Form,
  details: Details,
): Promise<Booked> {
  const { secret } = call.context;
  const { hold, formToken, session } = form;
  const source = surface.name;
  if (hold) {
    const confirmed = await confirmHold(ctx, secret, { event, holdId: hold.id, details, formToken, source });
    const isGone = !confirmed.ok && (confirmed.refusal === "HOLD_EXPIRED" || hold.fate === "cancelled");
    if (!isGone) return confirmed;
    // What the hold could not have, a booking of now may.
  }
  const seats = hold?.seats ?? form.seats;
  const metadata = surface.metadataOf?.(form.typed);
  return bookSeats(ctx, secret, { event, session, seats, booker: details, formToken, source, metadata });
}

/** Whether a hold was refused because it is a booking already, as it was when the form came. */
function isBooked(hold: Hold, refusal: RefusalCode): boolean {
  return refusal === "INVALID_STATE" && hold.fate === "confirmed";
}

function refusedHold(
  visit: Visit,
  form: Form,
  hold: Hold,
  { refusal, remaining }: { refusal: RefusalCode; remaining: number },
): FormProblem {
  const { event, t } = visit;
  if (isBooked(hold, refusal)) return problems.alreadyBooked(t, { typed: form.typed }, event, hold.seats);
  return refused(visit, form, refusal, remaining);
}

function refused(
  { event, t }: Visit,
  form: Pick<Form, "typed" | "seats">,
  code: RefusalCode,
  remaining: number,
  booking = false,
): FormProblem {
  return refusedProblem(t, code, { event, typed: form.typed, seats: form.seats, remaining, booking });
}

async function rerender(call: Call, visit: Visit, { typed, session }: Form, holdId: string, done?: string) {
  const hold = await findHold(visit.ctx, visit.event.id, holdId);
  const about = { session: session.id, seats: hold?.seats ?? 1, hold };
  return { page: await showDetails(call, visit, about), typed, done };
}
