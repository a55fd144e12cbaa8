import { data, redirect } from "@remix-run/server-runtime";
import { isExpress } from "#app/checkout/express.ts";
import { problems } from "#app/checkout/form-problem.ts";
import { problemInit } from "#app/checkout/guard-form.server.ts";
import { visitEvent } from "#app/checkout/visit.server.ts";
import * as paths from "#app/platform/http/paths.ts";
import { readDetails, readSeats, type Typed } from "#app/questions/booking-form.ts";
import { listQuestions } from "#app/questions/questions.server.ts";
import { carriedOf } from "./embed-options.ts";
import type { EmbedRequest } from "./embed-request.server.ts";

/** Handles a form in test mode: validates and redirects as usual, but does not hold, book or save anything. */
export async function simulateForm(
  { eventRequest, surface }: EmbedRequest,
  step: "choose" | "details",
  typed: Typed,
) {
  const { ctx, event, organization, locale, t } = await visitEvent(eventRequest);
  const { request, context } = eventRequest;
  const refuse = (problem: ReturnType<typeof problems.untrusted>) => data(problem, problemInit(problem));
  if (!context.trusted) return refuse(problems.untrusted(t, { typed }));
  const read = readSeats(typed, t);
  if ("errors" in read) return refuse(problems.invalid(read.errors, { typed }));
  const { session, seats } = read.input;
  const asked = await listQuestions(ctx, event.id);
  const express = isExpress(event, asked);
  if (step === "choose" && !express)
    return redirect(surface.detailsStep(event.slug, { session, seats }), 303);
  const questions = express ? [] : asked;
  const details = readDetails(typed, { event, questions, seats, locale, country: organization.country }, t);
  if ("errors" in details) return refuse(problems.invalid(details.errors, { typed }));
  const carried = carriedOf(new URL(request.url).searchParams);
  return redirect(paths.embedDone(event.slug, { session, seats, ...carried }), 303);
}
