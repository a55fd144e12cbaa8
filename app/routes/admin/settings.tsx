import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";
import {
  settingsConflict,
  settingsDraftOf,
  settingsForm,
  settingsFormOf,
  typedSettings,
} from "#app/auth/settings-form.ts";
import { SettingsPage } from "#app/auth/settings-page.tsx";
import { announceOrganization } from "#app/events/event-facts.server.ts";
import { issueTranslator } from "#app/i18n/admin-server-translate.ts";
import { findOrganization, updateOrganization } from "#app/organizations/organizations.server.ts";
import { listCountries, listCurrencies } from "#app/platform/countries.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import { parseForm } from "#app/platform/http/parse-form.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { zoneChoices } from "#app/platform/zone-choices.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("manageSettings", noObject, async ({ ctx, locale, query }) => {
  const organization = await findOrganization(ctx.db, ctx.organizationId);
  if (!organization) throw notFound();
  return {
    draft: settingsDraftOf(organization),
    zones: zoneChoices(ctx.now, locale, organization.timeZone),
    countries: listCountries(locale, organization.country),
    currencies: listCurrencies(locale, organization.currency),
    saved: query.has("saved"),
  };
});

export const action = memberAction(
  "manageSettings",
  noObject,
  async ({ ctx, member, form, paths, t }) => {
    const draft = typedSettings(form);
    const stored = await findOrganization(ctx.db, ctx.organizationId);
    if (!stored) throw notFound();
    const parsed = await parseForm(form, settingsFormOf(stored), issueTranslator(t));
    if (!parsed.ok) return data({ draft, errors: parsed.errors }, { status: statusOf("INVALID_FORM") });
    const { version, ...settings } = parsed.value;
    if (settings.requiresTwoFactor && !stored.requiresTwoFactor && !member.hasTwoFactor) {
      const errors = { requiresTwoFactor: [t("admin.form.settings.twoFactor")] };
      return data({ draft, errors }, { status: statusOf("INVALID_FORM") });
    }
    const saved = await updateOrganization(ctx, version, settings);
    if (!saved.ok) {
      const organization = await findOrganization(ctx.db, ctx.organizationId);
      if (!organization) throw notFound();
      const conflict = settingsConflict(settingsDraftOf(organization), draft);
      // The same form was sent twice: its values are saved already.
      if (conflict.differences.length === 0) return redirect(paths.settings({ saved: "1" }), 303);
      const kept = { ...draft, version: String(conflict.version) };
      return data({ draft: kept, conflict }, { status: statusOf(saved.refusal) });
    }
    announceOrganization(ctx);
    return redirect(paths.settings({ saved: "1" }), 303);
  },
  {
    read: (request) => readForm(request, settingsForm),
    keep: (form) => ({ draft: typedSettings(form) }),
  },
);

export const meta = adminTitle<typeof loader>((t) => t("admin.settings.title"));

export default function Settings() {
  return <SettingsPage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
