import { data, redirect } from "@remix-run/server-runtime";
import { OutcomeUnknown, Overloaded } from "#app/booking/refusals.ts";
import { isSessionCancelled, type Session } from "#app/events/event.ts";
import { now } from "#app/platform/clock.ts";
import { type Typed, textOf } from "#app/questions/booking-form.ts";
import { type FormProblem, formProblem, problems } from "./form-problem.ts";
import { problemInit } from "./guard-form.server.ts";
import { holdCookie, holdOfCookie, noHoldCookie } from "./hold-cookie.ts";
import { holdOfToken, holdTokenOf } from "./hold-token.ts";
import { releaseHold } from "./holds.server.ts";
import type { Surface } from "./surface.ts";
import { type EventRequest, type Visit, visitEvent } from "./visit.server.ts";

/** The hold of a visitor of an event's page. */
export interface OwnHold {
  /** Identifies the hold in URLs. */
  token: string;
  seats: number;
  session: Session;
  expiresAt: Date;
}

/** Returns the id of the hold that a request for an event's page names: in its URL, as in frames, else in the browser's cookie. */
export function namedHold({ request, context, slug }: EventRequest): string | undefined {
  const h = new URL(request.url).searchParams.get("h");
  return holdOfToken(context.signer, h) ?? holdOfCookie(request, slug, context, now());
}

/** Returns the hold that a visit names if it can still be confirmed. */
export function ownHoldOf({ ctx, event, hold, session }: Visit): OwnHold | undefined {
  if (hold?.fate !== "pending" || !session) return undefined;
  if (isSessionCancelled(event, session) || session.endsAt <= ctx.now) return undefined;
  const { id, seats, expiresAt } = hold;
  return { token: holdTokenOf(ctx.signer, id), seats, session, expiresAt };
}

/** Returns the headers of an event's page, which remove the cookie of a hold that has ended. */
export function cookiesOfVisit(
  { request, context, slug }: EventRequest,
  { hold }: { hold: OwnHold | undefined },
) {
  const isOver = !hold && holdOfCookie(request, slug, context, now()) !== undefined;
  return new Headers(isOver ? { "Set-Cookie": noHoldCookie(context, slug) } : {});
}

/** Returns the Set-Cookie headers after a step of a booking: they store the hold for the event's page, or remove it. */
export function cookiesOfHold(
  { context, slug }: EventRequest,
  surface: Surface,
  hold: { id: string; expiresAt: Date } | undefined,
): Headers {
  const headers = new Headers();
  if (surface.holder !== "cookie") return headers;
  headers.set("Set-Cookie", hold ? holdCookie(context, slug, hold, now()) : noHoldCookie(context, slug));
  return headers;
}

/** Returns whether a form of an event's page releases the hold rather than books. */
export const isRelease = (typed: Typed) => textOf(typed, "intent") === "release";

/**
 * Releases the hold that the form names and redirects to the event's page, which confirms it. Redirects there too if the hold
 * has expired or is a booking by now, which stays. Returns a problem as data for the page if the hold cannot be released.
 */
export async function releaseSeats(eventRequest: EventRequest, surface: Surface, typed: Typed) {
  const id = holdOfToken(eventRequest.context.signer, textOf(typed, "hold"));
  const visit = await visitEvent(eventRequest, { hold: id });
  const problem = await tryRelease(eventRequest, visit, id);
  if (problem && "status" in problem) return data(problem, problemInit(problem));
  const query = { session: visit.session?.id, ...(problem.released && { released: "1" as const }) };
  return redirect(surface.eventStep(visit.event.slug, query), {
    status: 303,
    headers: cookiesOfHold(eventRequest, surface, undefined),
  });
}

async function tryRelease(
  { context }: EventRequest,
  { ctx, t, hold }: Visit,
  id: string | undefined,
): Promise<FormProblem | { released: boolean }> {
  const typed = {};
  if (!context.trusted) return problems.untrusted(t, { typed });
  const limit = context.rateLimits.consume("book", context.clientAddress);
  if (!limit.ok) return problems.tooManyTries(t, { typed }, limit.retryAfterSeconds);
  if (id === undefined || !hold || hold.fate === "confirmed") return { released: false };
  try {
    const released = await releaseHold(ctx, id);
    return { released: released.ok || hold.fate !== "pending" };
  } catch (error) {
    if (error instanceof Overloaded || error instanceof OutcomeUnknown) {
      const code = error instanceof Overloaded ? "OVERLOADED" : "OUTCOME_UNKNOWN";
      return formProblem(code, { typed, title: t("event.notReleased") });
    }
    throw error;
  }
}
