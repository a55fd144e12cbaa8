import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type FormVisit, memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { anyEvent } from "#app/admin/own.server.ts";
import {
  type OwnFormResult,
  submitRenewal,
  submitTurnOff,
  submitTurnOn,
} from "#app/auth/two-factor/own-form.server.ts";
import { createPendingSecret } from "#app/auth/two-factor/pending-secret.server.ts";
import { findTwoFactor } from "#app/auth/two-factor/two-factor.server.ts";
import { TwoFactorPage } from "#app/auth/two-factor/two-factor-page.tsx";
import { pageMessages } from "#app/i18n/page-messages.server.ts";
import { fullDate } from "#app/platform/dates.ts";
import { safeNext } from "#app/platform/http/paths.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("seeEvents", anyEvent, async (visit) => {
  const { ctx, member, query, locale, paths, t } = visit;
  const found = await findTwoFactor(ctx.db, member.userId);
  return {
    title: t("admin.twoFactor.title"),
    messages: pageMessages(locale, "admin.twoFactor."),
    next: safeNext(query.get("next"), paths.twoFactor()),
    requiredBy: member.requiresTwoFactor && !found ? member.organization : undefined,
    turnedOff: query.has("off"),
    on: found && { ...found, since: fullDate(found.since, { locale, timeZone: "UTC" }) },
    pending: found ? undefined : await createPendingSecret(ctx.signer, member),
  };
});

export const action = memberAction(
  "seeEvents",
  anyEvent,
  {
    on: async (visit) => answerOf(visit, await submitTurnOn(visit)),
    renew: async (visit) => answerOf(visit, await submitRenewal(visit)),
    off: async (visit) => answerOf(visit, await submitTurnOff(visit)),
  },
  { read: readTypedForm },
);

/** Responds without a redirect to what creates recovery codes: they are in this response only. */
function answerOf({ context, paths }: FormVisit, result: OwnFormResult) {
  if (!result.ok) {
    const { status, errors, typed, pending } = result;
    return data({ errors, typed, ...(pending && { pending }) }, { status });
  }
  context.wakeRelay();
  if (!result.recoveryCodes) return redirect(paths.twoFactor({ off: "1" }), 303);
  const { recoveryCodes } = result;
  return data({ recoveryCodes }, { headers: { "Cache-Control": "no-store" } });
}

export const meta = adminTitle<typeof loader>((_, data) => data?.title ?? "");

export default function TwoFactor() {
  return <TwoFactorPage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
