import { data, redirect } from "@remix-run/server-runtime";
import { readDetails, type Typed } from "#app/questions/booking-form.ts";
import { enterTypedCode, isAccessForm } from "./access.server.ts";
import { bookSeats, linkTokenOfForm } from "./book-seats.server.ts";
import { bookByForm } from "./booking-limit.server.ts";
import { isExpress } from "./express.ts";
import { type FormProblem, problems, refusedProblem } from "./form-problem.ts";
import {
  catchEngineFailure,
  countFailure,
  openForm,
  problemInit,
  type SentForm,
} from "./guard-form.server.ts";
import { holdTokenOf } from "./hold-token.ts";
import { holderOf } from "./holder.ts";
import { holdSeats } from "./holds.server.ts";
import { cookiesOfHold, isRelease, releaseSeats } from "./own-hold.server.ts";
import { cookiesOfBooking, findUnseenBooking } from "./recent-booking.server.ts";
import { sendBookingsTo } from "./send-bookings.server.ts";
import type { Surface } from "./surface.ts";
import type { EventRequest } from "./visit.server.ts";

/**
 * Handles the forms on an event's page: holds the seats and redirects to the details; books one seat and redirects to the
 * confirmation, if name and e-mail are on this page (`isExpress`); releases a hold; or checks an access code. Returns a problem as
 * data for the page if the form fails.
 */
export async function startBooking(eventRequest: EventRequest, surface: Surface, typed: Typed) {
  if (isAccessForm(typed)) return enterTypedCode(eventRequest, surface, typed);
  if (isRelease(typed)) return releaseSeats(eventRequest, surface, typed);
  const form = await openForm(eventRequest, surface, typed, ({ event, questions }) =>
    isExpress(event, questions),
  );
  if ("status" in form) return data(form, problemInit(form));
  const answer = await catchEngineFailure(form, () => (form.isBooking ? bookAtOnce(form) : holdFirst(form)));
  if (answer instanceof Response) return answer;
  countFailure(form);
  return data(answer, problemInit(answer));
}

async function holdFirst(form: SentForm): Promise<Response | FormProblem> {
  const { eventRequest, surface, visit, typed, formToken, session, seats } = form;
  const { ctx, event, t } = visit;
  const holder = holderOf(eventRequest, surface, formToken, visit.hold?.browser);
  const about = { source: surface.name, metadata: surface.metadataOf?.(typed) };
  const held = await holdSeats(ctx, { event, session, seats, holder, formToken, ...about });
  if (!held.ok) return refusedProblem(t, held.refusal, { event, typed, seats, remaining: held.remaining });
  const details = surface.detailsStep(event.slug, { h: holdTokenOf(ctx.signer, held.id) });
  const headers = cookiesOfHold(eventRequest, surface, held);
  if (holder.setCookie) headers.append("Set-Cookie", holder.setCookie);
  return redirect(details, { status: 303, headers });
}

async function bookAtOnce(form: SentForm): Promise<Response | FormProblem> {
  const { eventRequest, surface, visit, typed, formToken, session, seats } = form;
  const { ctx, event, locale, t } = visit;
  const read = readDetails(typed, { event, questions: [], seats, locale, country: null }, t);
  if ("errors" in read) return problems.invalid(read.errors, { typed });
  const booker = { ...read.input, locale };
  const about = { source: surface.name, metadata: surface.metadataOf?.(typed) };
  const wanted = { event, session, seats, booker, formToken, ...about };
  const recent = await findUnseenBooking(form, [linkTokenOfForm(ctx, wanted)]);
  if (recent) return problems.bookedRecently(t, { typed, formToken }, { event, seats, recent });
  const booked = await bookByForm(form, () => bookSeats(ctx, wanted));
  if ("status" in booked) return booked;
  if (!booked.ok) {
    const { refusal, remaining } = booked;
    if (refusal === "TOO_MANY_PER_PERSON") await sendBookingsTo(eventRequest, visit, booker.email);
    return refusedProblem(t, refusal, { event, typed, seats, remaining, booking: true });
  }
  eventRequest.context.wakeRelay();
  const { reference, token } = booked;
  const headers = cookiesOfBooking(form, booked);
  return redirect(surface.doneStep({ slug: event.slug, reference, token }), { status: 303, headers });
}
