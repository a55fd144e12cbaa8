import { type AppLoadContext, redirect } from "@remix-run/server-runtime";
import { now } from "../clock.ts";
import type { Actor, Ctx } from "../ctx.ts";
import { problemResponse } from "./problems.ts";

/** A request's Ctx, once it is known which organisation it is about. */
export function ctxOf(
  context: AppLoadContext,
  organizationId: string,
  actor: Actor = { kind: "guest" },
): Ctx {
  return { ...ctxOfNoOrganization(context, actor), organizationId };
}

/** What is left of a Ctx before it is known which organisation a request is about. */
export function ctxOfNoOrganization(
  { db, log, signer }: AppLoadContext,
  actor: Actor = { kind: "guest" },
): Omit<Ctx, "organizationId"> {
  return { db, log, now: now(), actor, signer };
}

/** The page that says that there is nothing here. */
export function notFound(): Response {
  return problemResponse("notFound");
}

/** The page that says that there was an event here, which its organiser has removed. */
export function removed(): Response {
  return problemResponse("removed");
}

/** The page that says that a link to a booking no longer works, and how to get a new one. */
export function linkExpired(): Response {
  return problemResponse("linkExpired");
}

/** The page that says that there were too many tries, and when to try again. */
export function tooMany(retryAfterSeconds: number): Response {
  return problemResponse("tooMany", { retryAfterSeconds });
}

/** The page that says that it cannot be done now, and when to try again. */
export function unavailable(retryAfterSeconds: number): Response {
  return problemResponse("unavailable", { retryAfterSeconds });
}

/** Throws a redirect to the same page by its current name; what is sent to another name of it is carried out as it is. */
export function redirectToCurrent(request: Request, asked: string, current: string): void {
  if (asked === current || (request.method !== "GET" && request.method !== "HEAD")) return;
  const url = new URL(request.url);
  const isAsked = (part: string) => part === asked || part === encodeURIComponent(asked);
  const path = url.pathname.split("/").map((part) => (isAsked(part) ? current : part));
  throw redirect(path.join("/") + url.search, 301);
}
