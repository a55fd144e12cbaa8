import { data, redirect } from "@remix-run/server-runtime";
import type { Session } from "#app/events/event.ts";
import { findSession } from "#app/events/find-events.server.ts";
import { readDetails, readSeats, type Typed, textOf } from "#app/questions/booking-form.ts";
import { listQuestions } from "#app/questions/questions.server.ts";
import { bookSeats } from "./book-seats.server.ts";
import { isExpress } from "./express.ts";
import { type FormProblem, problems, refusedProblem } from "./form-problem.ts";
import { guardForm, problemInit, withTrouble } from "./guard-form.server.ts";
import { holdTokenOf } from "./hold-token.ts";
import { holderOf } from "./holder.ts";
import { holdSeats } from "./holds.server.ts";
import { sendBookingsTo } from "./send-bookings.server.ts";
import type { Surface } from "./surface.ts";
import { type Call, type Visit, visitEvent } from "./visit.server.ts";

interface Wish {
  session: Session;
  seats: number;
  typed: Typed;
  formToken: string;
}

/**
 * Answers the form on an event's page: holds the seats and leads to the details or, where only name and e-mail are asked
 * for one seat, books it and leads to the end. A form that cannot be carried out is answered as data for the page.
 */
export async function startBooking(call: Call, surface: Surface, typed: Typed) {
  const visit = await visitEvent(call);
  const answer = (await guardForm(call, visit, typed)) ?? (await carryOut(call, surface, visit, typed));
  return answer instanceof Response ? answer : data(answer, problemInit(answer));
}

async function carryOut(
  call: Call,
  surface: Surface,
  visit: Visit,
  typed: Typed,
): Promise<Response | FormProblem> {
  const { ctx, event, t } = visit;
  const read = readSeats(typed, t);
  if ("errors" in read) return problems.invalid(read.errors, { typed });
  const session = await findSession(ctx, event.id, read.input.session);
  if (!session) return problems.invalid({ session: [t("booking.error.session")] }, { typed });
  const wish = { session, seats: read.input.seats, typed, formToken: textOf(typed, "formToken") };
  const express = isExpress(event, await listQuestions(ctx, event.id));
  return withTrouble(visit, wish, () =>
    express ? bookAtOnce(call, surface, visit, wish) : holdFirst(call, surface, visit, wish),
  );
}

async function holdFirst(
  call: Call,
  surface: Surface,
  visit: Visit,
  wish: Wish,
): Promise<Response | FormProblem> {
  const { ctx, event, t } = visit;
  const { secret } = call.context;
  const holder = await holderOf(call, surface, wish.formToken);
  const about = { source: surface.name, metadata: surface.metadataOf?.(wish.typed) };
  const held = await holdSeats(ctx, secret, { event, ...wish, holder, ...about });
  if (!held.ok) return refusedProblem(t, held.refusal, { event, ...wish, remaining: held.remaining });
  const details = surface.detailsStep(event.slug, { h: await holdTokenOf(secret, held.id) });
  return redirect(details, {
    status: 303,
    headers: holder.setCookie ? { "Set-Cookie": holder.setCookie } : {},
  });
}

async function bookAtOnce(
  call: Call,
  surface: Surface,
  visit: Visit,
  wish: Wish,
): Promise<Response | FormProblem> {
  const { ctx, event, locale, t } = visit;
  const { seats, typed } = wish;
  const read = readDetails(typed, { event, questions: [], seats, locale, country: null }, t);
  if ("errors" in read) return problems.invalid(read.errors, { typed });
  const booker = { ...read.input, locale };
  const about = { source: surface.name, metadata: surface.metadataOf?.(typed) };
  const booked = await bookSeats(ctx, call.context.secret, { event, ...wish, booker, ...about });
  if (!booked.ok) {
    if (booked.refusal === "TOO_MANY_PER_PERSON") await sendBookingsTo(call, visit, booker.email);
    return refusedProblem(t, booked.refusal, { event, ...wish, remaining: booked.remaining, booking: true });
  }
  call.context.wakeRelay();
  return redirect(surface.doneStep({ slug: event.slug, ...booked }), 303);
}
