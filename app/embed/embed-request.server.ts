import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/server-runtime";
import { type FormProblem, formProblem, problems } from "#app/checkout/form-problem.ts";
import { formPurpose } from "#app/checkout/guard-form.server.ts";
import { holdOfToken } from "#app/checkout/hold-token.ts";
import type { Surface } from "#app/checkout/surface.ts";
import { type EventRequest, visitEvent } from "#app/checkout/visit.server.ts";
import type { Event } from "#app/events/event.ts";
import { pause } from "#app/platform/clock.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { ageOfFormToken, isFormToken } from "#app/platform/http/form-tokens.ts";
import { LOCALE_PARAMETER } from "#app/platform/http/preferences.ts";
import { localeOfTag } from "#app/platform/locales.ts";
import { toHex } from "#app/platform/secrets.ts";
import { emailOrText } from "#app/platform/text/email.ts";
import { type Typed, textOf } from "#app/questions/booking-form.ts";
import { type EmbedOptions, readOptions } from "./embed-options.ts";
import { embedSurface, HONEYPOT } from "./embed-surface.tsx";
import { findSettings } from "./embeds.server.ts";

/** A request for a page in a frame: its options, and the request in the form that our own pages handle. */
export interface EmbedRequest {
  eventRequest: EventRequest;
  options: EmbedOptions;
  surface: Surface;
}

type Args = LoaderFunctionArgs | ActionFunctionArgs;

/** Minimum fill time of a form. Only programs are faster. */
const MIN_FILL_TIME_MS = 2_000;

/** Reads the options in the frame's address, which override those of the stored embed. */
export async function openEmbed({ request, context, params }: Args): Promise<EmbedRequest> {
  const url = new URL(request.url);
  const slug = params.slug ?? "";
  const query = url.searchParams;
  const surface = embedSurface(new URLSearchParams(query));
  const options = readOptions(query, await findSettings(context.db, slug, query.get("embed")));
  const locale = options.locale && localeOfTag(options.locale);
  if (locale) query.set(LOCALE_PARAMETER, locale);
  if (options.seats && !query.has("seats")) query.set("seats", String(options.seats));
  return { eventRequest: { request: new Request(url, request), context, slug }, options, surface };
}

/**
 * Guards a form in a frame in addition to the checks of every booking form: a honeypot, a rate limit per email address,
 * and a minimum fill time (forms posted too fast are delayed, not refused).
 */
export async function guardEmbedForm(
  { eventRequest }: EmbedRequest,
  typed: Typed,
): Promise<FormProblem | undefined> {
  const { context } = eventRequest;
  // The hold keeps a private event accessible if its code has changed since the attendee entered it.
  const h = new URL(eventRequest.request.url).searchParams.get("h");
  const { ctx, event, t } = await visitEvent(eventRequest, { hold: holdOfToken(context.signer, h) });
  if (textOf(typed, HONEYPOT)) return formProblem("INVALID_FORM", { title: t("embed.robot"), typed });
  const email = emailOrText(textOf(typed, "email")).toLowerCase();
  if (email) {
    const key = toHex(ctx.signer.sign("limit", email));
    const limit = context.rateLimits.consume("person", key);
    if (!limit.ok) {
      const count = limit.retryAfterSeconds;
      const title = t("embed.tooManyForEmail", { count });
      return { ...problems.tooManyTries(t, { typed }, count), title };
    }
  }
  await waitLikeAPerson(ctx, event, typed);
  return undefined;
}

async function waitLikeAPerson({ signer, now }: Ctx, event: Event, typed: Typed): Promise<void> {
  const token = textOf(typed, "formToken");
  if (!isFormToken(signer, formPurpose(event), token, now)) return;
  const rest = MIN_FILL_TIME_MS - ageOfFormToken(token, now);
  if (rest > 0) await pause(Math.min(rest, MIN_FILL_TIME_MS));
}
