import { data, redirect } from "@remix-run/server-runtime";
import type { RefusalCode } from "#app/booking/refusals.ts";
import { readDetails, readSeats, type Typed, textOf } from "#app/questions/booking-form.ts";
import type { Booked, Details } from "./attendee-details.ts";
import { bookSeats, linkTokenOfForm } from "./book-seats.server.ts";
import { bookByForm } from "./booking-limit.server.ts";
import { type DetailsPageData, showDetails } from "./details-page.server.ts";
import type { Hold } from "./find-visited.server.ts";
import { type FormProblem, problems, refusedProblem } from "./form-problem.ts";
import {
  catchEngineFailure,
  countFailure,
  openForm,
  problemInit,
  type SentForm,
} from "./guard-form.server.ts";
import { holderOf } from "./holder.ts";
import { changeHold, confirmHold, extendHold, holdSeats, linkTokenOf } from "./holds.server.ts";
import { cookiesOfHold } from "./own-hold.server.ts";
import { cookiesOfBooking, findRecentBooking, findUnseenBooking } from "./recent-booking.server.ts";
import { sendBookingsTo } from "./send-bookings.server.ts";
import type { Surface } from "./surface.ts";
import { type EventRequest, visitEvent } from "./visit.server.ts";

/** Data to re-render the page after a submit that did not book, with what was typed. */
export interface RerenderedForm {
  page: DetailsPageData;
  typed: Typed;
  /** The result in the page's language, announced to screen readers. */
  done?: string;
}

/** The result of a form. */
type Result =
  /** The current page; `held` is a hold that has changed since the lookup. */
  | { kind: "shown"; held?: { id: string; expiresAt: Date }; done?: string }
  | { kind: "booked"; reference: string; token: string }
  | Refused
  | FormProblem;

interface Refused {
  kind: "refused";
  refusal: RefusalCode;
  remaining: number;
  /** Number of refused seats. */
  seats: number;
  /** Whether the request was to book them, rather than to hold them. */
  booking?: boolean;
}

/**
 * Handles the form of the details page. Its buttons confirm the booking, extend the hold, change its number of seats, or hold
 * seats again; all keep what was typed. Returns a problem as data for the page if the form fails.
 */
export async function submitDetails(eventRequest: EventRequest, surface: Surface, typed: Typed) {
  const form = await openForm(
    eventRequest,
    surface,
    typed,
    () => !OTHER_BUTTONS.includes(intentOf(typed).name),
  );
  if ("status" in form) return data(form, problemInit(form));
  const result = await catchEngineFailure(form, () => runIntent(form));
  if ("status" in result || result.kind !== "booked") countFailure(form);
  if ("status" in result) return data(result, problemInit(result));
  if (result.kind === "booked") {
    eventRequest.context.wakeRelay();
    const headers = cookiesOfBooking(form, result);
    return redirect(surface.doneStep({ slug: form.visit.event.slug, ...result }), { status: 303, headers });
  }
  if (result.kind === "shown") {
    const headers = result.held ? cookiesOfHold(eventRequest, surface, result.held) : new Headers();
    return data(await rerender(form, result), { status: 200, headers });
  }
  const problem = problemOf(form, result);
  return data(problem, problemInit(problem));
}

/** Intents of the page's buttons, except for the one that books. */
const OTHER_BUTTONS = ["hold", "look", "extend", "seats"];

function intentOf(typed: Typed): { name: string; number: string | undefined } {
  const [name = "", number] = textOf(typed, "intent").split(":");
  return { name, number };
}

/** Runs the command of the pressed button. */
async function runIntent(form: SentForm): Promise<Result> {
  const { name: intent, number } = intentOf(form.typed);
  const { hold } = form.visit;
  if (intent === "hold") return holdAgain(form, number ?? String(form.seats));
  if (intent === "look" && hold) return { kind: "shown" };
  if (intent === "extend") return hold ? extendIt(form, hold) : notHeld(form);
  if (intent === "seats") return hold ? changeSeats(form, hold) : notHeld(form);
  return confirmIt(form);
}

async function extendIt({ visit, seats }: SentForm, hold: Hold): Promise<Result> {
  const { ctx, event, t } = visit;
  const extended = await extendHold(ctx, event, hold.id);
  if (!extended.ok) return { kind: "refused", ...extended, seats };
  return { kind: "shown", held: extended, done: t("booking.extended", { count: event.extendMinutes }) };
}

async function changeSeats({ visit, session, seats }: SentForm, hold: Hold): Promise<Result> {
  const changed = await changeHold(visit.ctx, hold.id, session, seats);
  if (!changed.ok) return notChanged(changed, hold, seats);
  return { kind: "shown", held: changed };
}

/** Holds the number of seats given by the pressed button. */
async function holdAgain(form: SentForm, number: string): Promise<Result> {
  const { eventRequest, surface, visit, typed, formToken, session } = form;
  const { ctx, event, t } = visit;
  const read = readSeats({ ...typed, seats: [number] }, t);
  if ("errors" in read) return problems.invalid(read.errors, { typed });
  const { seats } = read.input;
  const holder = holderOf(eventRequest, surface, formToken, visit.hold?.browser);
  const about = { source: surface.name, metadata: surface.metadataOf?.(typed) };
  const wanted = { event, session, seats, holder, formToken, ...about };
  const held = await holdSeats(ctx, wanted);
  return held.ok ? { kind: "shown", held } : { kind: "refused", ...held, seats };
}

async function confirmIt(form: SentForm): Promise<Result> {
  const { eventRequest, visit, typed } = form;
  const { event, organization, questions, locale, t } = visit;
  const seats = await applyTypedSeats(form);
  if (typeof seats === "object") return seats;
  const { country } = organization;
  const read = readDetails(typed, { event, questions, seats, locale, country }, t);
  if ("errors" in read) return problems.invalid(read.errors, { typed });
  const details = { ...read.input, locale };
  const recent = await findUnseenBooking(form, linkTokensOf({ ...form, seats }, details));
  if (recent)
    return problems.bookedRecently(t, { typed, formToken: form.formToken }, { event, seats, recent });
  const booked = await bookByForm(form, () => confirmOrBook({ ...form, seats }, details));
  if ("status" in booked) return booked;
  if (booked.ok) return { kind: "booked", ...booked };
  if (booked.refusal === "TOO_MANY_PER_PERSON") await sendBookingsTo(eventRequest, visit, details.email);
  return { kind: "refused", ...booked, seats, booking: true };
}

/** Changes a live hold to the typed number of seats. Returns how many seats to confirm. */
async function applyTypedSeats({ visit, session, seats }: SentForm): Promise<number | Refused> {
  const { ctx, hold } = visit;
  if (!hold) return seats;
  if (hold.fate !== "pending" || hold.seats === seats) return hold.seats;
  const changed = await changeHold(ctx, hold.id, session, seats);
  if (changed.ok) return seats;
  if (changed.refusal === "HOLD_EXPIRED") return hold.seats;
  // The same form, submitted twice at once, may have confirmed it in the meantime: confirming it again has the same outcome.
  if (changed.refusal === "INVALID_STATE") return seats;
  return notChanged(changed, hold, seats);
}

/** Returns the link tokens of the bookings that the form may make, or has made when it was submitted before. */
function linkTokensOf({ visit, formToken, session, seats }: SentForm, booker: Details): string[] {
  const { ctx, event, hold } = visit;
  const direct = linkTokenOfForm(ctx, { event, session, seats, booker, formToken });
  return hold ? [linkTokenOf(ctx, hold.id), direct] : [direct];
}

/** Confirms the hold. Without one, or if it has ended, books the seats directly. */
async function confirmOrBook(form: SentForm, details: Details): Promise<Booked> {
  const { surface, visit, typed, formToken, session, seats } = form;
  const { ctx, event, hold } = visit;
  const source = surface.name;
  if (hold) {
    const confirmed = await confirmHold(ctx, { event, holdId: hold.id, details, formToken, source });
    const isGone = !confirmed.ok && (confirmed.refusal === "HOLD_EXPIRED" || hold.fate === "cancelled");
    if (!isGone) return confirmed;
    // The hold has ended, but the seats may be free for a new booking.
  }
  const metadata = surface.metadataOf?.(typed);
  return bookSeats(ctx, { event, session, seats, booker: details, formToken, source, metadata });
}

function notHeld({ seats }: SentForm): Refused {
  return { kind: "refused", refusal: "HOLD_EXPIRED", remaining: 0, seats };
}

/** Returns a refused change of a hold. The hold's own seats count as remaining. */
function notChanged(
  { refusal, remaining }: Pick<Refused, "refusal" | "remaining">,
  hold: Hold,
  seats: number,
): Refused {
  return { kind: "refused", refusal, remaining: remaining + hold.seats, seats };
}

function problemOf({ visit, typed }: SentForm, { refusal, remaining, seats, booking }: Refused): FormProblem {
  const { event, hold, t } = visit;
  // The hold was confirmed before this form arrived.
  if (refusal === "INVALID_STATE" && hold?.fate === "confirmed")
    return problems.alreadyBooked(t, { typed }, event, hold.seats);
  return refusedProblem(t, refusal, { event, typed, seats, remaining, booking });
}

async function rerender(
  form: SentForm,
  { held, done }: Pick<Extract<Result, { kind: "shown" }>, "held" | "done">,
): Promise<RerenderedForm> {
  const { eventRequest, surface, typed, session, seats } = form;
  const visit = held ? await visitEvent(eventRequest, { session: session.id, hold: held.id }) : form.visit;
  const recent = await findRecentBooking(eventRequest, surface, visit);
  return { page: await showDetails(visit, { session, seats, recent }), typed, done };
}
