import { type AppLoadContext, redirect } from "@remix-run/server-runtime";
import { now } from "../clock.ts";
import type { Actor, Ctx } from "../ctx.ts";
import { problemResponse } from "./problems.ts";

/** Returns a request's Ctx, once its organisation is known. Members act as the desk, all others as attendees. */
export function ctxOf(
  context: AppLoadContext,
  organizationId: string,
  actor: Actor = { kind: "guest" },
): Ctx {
  return { ...ctxOfNoOrganization(context, actor), organizationId };
}

/** Returns the parts of a Ctx that exist before the organisation of a request is known. */
export function ctxOfNoOrganization(
  { db, log, signer, requestId, clientAddress }: AppLoadContext,
  actor: Actor = { kind: "guest" },
): Omit<Ctx, "organizationId"> {
  const actsAs = actor.kind === "member" ? "desk" : "attendee";
  return {
    db,
    log,
    now: now(),
    actor,
    actsAs,
    source: { channel: "page", requestId, clientAddress },
    signer,
  };
}

/** Returns the response of the "not found" page. */
export function notFound(): Response {
  return problemResponse("notFound");
}

/** Returns the response of the page for an event that its organiser has removed. */
export function removed(): Response {
  return problemResponse("removed");
}

/** Returns the response of the page for an expired link to a booking, which explains how to get a new one. */
export function linkExpired(): Response {
  return problemResponse("linkExpired");
}

/** Returns the response of the page for too many attempts, with the time to retry. */
export function tooMany(retryAfterSeconds: number): Response {
  return problemResponse("tooMany", { retryAfterSeconds });
}

/** Returns the response of the "temporarily unavailable" page, with the time to retry. */
export function unavailable(retryAfterSeconds: number): Response {
  return problemResponse("unavailable", { retryAfterSeconds });
}

/** Throws a redirect to the same page under its current name; a form sent to an older name is processed as it is. */
export function redirectToCurrent(request: Request, asked: string, current: string): void {
  if (asked === current || (request.method !== "GET" && request.method !== "HEAD")) return;
  const url = new URL(request.url);
  const isAsked = (part: string) => part === asked || part === encodeURIComponent(asked);
  const path = url.pathname.split("/").map((part) => (isAsked(part) ? current : part));
  throw redirect(path.join("/") + url.search, 301);
}
