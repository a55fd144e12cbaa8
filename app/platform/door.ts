import type { AppLoadContext } from "@remix-run/server-runtime";
import { now } from "./clock.ts";
import type { Actor, Ctx } from "./ctx.ts";

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
  { db, log }: AppLoadContext,
  actor: Actor = { kind: "guest" },
): Omit<Ctx, "organizationId"> {
  return { db, log, now: now(), actor };
}

/** The page that says that there is nothing here. */
export function notFound(): Response {
  return new Response("Not found", { status: 404 });
}

/** The page that says that there was an event here, which its organiser has removed. */
export function removed(): Response {
  return new Response("Gone", { status: 410 });
}
