import { redirect } from "@remix-run/server-runtime";
import {
  accessCookie,
  accessTokenIn,
  accessTokenOf,
  isAccessCode,
  isOpenTo,
} from "#app/events/access.server.ts";
import { findAccessCode } from "#app/events/access-code.server.ts";
import type { Event } from "#app/events/event.ts";
import { ctxOf } from "#app/platform/http/ctx-of-request.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { type AccessDetails, accessRequired } from "#app/platform/http/problems.ts";
import { oneLine } from "#app/platform/text/normalise.ts";
import { type Typed, textOf } from "#app/questions/booking-form.ts";
import { ACCESS_FIELD } from "./access-field.ts";
import { sessionIn } from "./access-page.tsx";
import type { Surface } from "./surface.ts";
import { type EventRequest, visitEvent } from "./visit.server.ts";

/** Maximum number of characters of a wrong code that the page shows again. */
const MAX_SHOWN_CHARACTERS = 100;

/** Returns whether a form submits an access code rather than a booking. */
export const isAccessForm = (typed: Typed) => typed[ACCESS_FIELD] !== undefined;

/** Handles the form that submits an access code. Returns and throws as `enterCode`. */
export function enterTypedCode(
  eventRequest: EventRequest,
  surface: Surface,
  typed: Typed,
): Promise<Response> {
  return enterCode(eventRequest, surface, textOf(typed, ACCESS_FIELD));
}

/** Throws the response of `enterCode` for a URL with the code in its query, as organisers share it. Does nothing without one. */
export async function enterCodeOfLink(eventRequest: EventRequest, surface: Surface): Promise<void> {
  const code = new URL(eventRequest.request.url).searchParams.get("code");
  if (code !== null) throw await enterCode(eventRequest, surface, code);
}

/**
 * Returns a redirect to the event's page without the code, with an access token in a cookie or, in frames, in the query.
 * Throws the page that asks for the code, with the typed one, if it is missing or wrong or the network has tried too often.
 * The form's origin is not checked: a correct code opens only what its bearer may see anyway, and nothing is written.
 */
async function enterCode(eventRequest: EventRequest, surface: Surface, typed: string): Promise<Response> {
  const { request, context } = eventRequest;
  const visit = await visitEvent(eventRequest, {}, { mayEnter: async () => true });
  const { ctx, event } = visit;
  const kept = sessionIn(new URL(request.url).searchParams);
  if (event.visibility !== "private") return redirect(surface.eventStep(event.slug, kept), 303);
  const refuse = (more: Partial<AccessDetails>) => {
    const { locale } = preferencesOf(request);
    const asked = {
      organization: visit.organization.name,
      slug: eventRequest.slug,
      locale,
      typed: shown(typed),
    };
    return accessRequired({ ...asked, ...more });
  };
  const limit = context.rateLimits.check("access", context.clientAddress);
  if (!limit.ok) throw refuse({ error: "tooMany", retryAfterSeconds: limit.retryAfterSeconds });
  if (oneLine(typed) === "") throw refuse({ error: "missing" });
  const code = await findAccessCode(ctx, event.id);
  if (!isAccessCode(typed, code)) {
    context.rateLimits.consume("access", context.clientAddress);
    throw refuse({ error: "wrong" });
  }
  const token = accessTokenOf(ctx.signer, event, code, ctx.now);
  if (surface.holder === "form")
    return redirect(surface.eventStep(event.slug, { ...kept, access: token }), 303);
  const headers = { "Set-Cookie": accessCookie(event.slug, token, context.secure) };
  return redirect(surface.eventStep(event.slug, kept), { status: 303, headers });
}

/**
 * Returns the Set-Cookie header that opens a private event to a visitor who was shown its page; undefined if it is open to them
 * already or not private.
 */
export async function accessCookieOf(
  { request, context, slug }: EventRequest,
  event: Event,
): Promise<string | undefined> {
  if (event.visibility !== "private") return undefined;
  const ctx = ctxOf(context, event.organizationId);
  if (await isOpenTo(ctx, event, [accessTokenIn(request, slug, context.secure)])) return undefined;
  const code = await findAccessCode(ctx, event.id);
  return accessCookie(event.slug, accessTokenOf(ctx.signer, event, code, ctx.now), context.secure);
}

const shown = (typed: string) => oneLine(typed).slice(0, MAX_SHOWN_CHARACTERS);
