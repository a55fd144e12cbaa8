import { z } from "zod";
import { type AdminServerKey, issue } from "#app/i18n/admin-server-translate.ts";
import type { Organization } from "#app/organizations/organizations.server.ts";
import { isCountry, isCurrency } from "#app/platform/countries.ts";
import { isWebAddress } from "#app/platform/text/web-address.ts";
import { isTimeZone } from "#app/platform/time-zone.ts";
import { email, optionalText, text } from "#app/questions/form-fields.ts";
import { differencesIn, type SaveConflict } from "#app/ui/admin/save-conflict.ts";

/** A country code; null if none is chosen. */
export const country = z
  .string()
  .refine(isCountry, issue("admin.form.chooseFromList"))
  .nullable()
  .default(null);

/** A URL of the organisation's own site; empty if it has none. */
const link = (problem: AdminServerKey) =>
  optionalText(500).refine((address) => address === "" || isWebAddress(address), problem);

/** The settings of an organisation, with the version that the form was opened with. */
export const settingsForm = z.object({
  name: text("admin.form.setUp.organization", 120),
  contactEmail: email("admin.form.email").nullable().default(null),
  timeZone: z
    .string({ error: issue("admin.form.event.timeZone") })
    .refine(isTimeZone, issue("admin.form.event.timeZone")),
  country,
  currency: z.string().refine(isCurrency, issue("admin.form.chooseFromList")).nullable().default(null),
  privacyUrl: link("admin.form.settings.link"),
  imprintUrl: link("admin.form.settings.link"),
  requiresTwoFactor: z.boolean().default(false),
  version: z.number().int().default(0),
});

/** Returns the schema of an organisation's settings. Stored values stay valid even if a list no longer contains them. */
export function settingsFormOf(stored: Pick<Organization, "country" | "currency">) {
  const listed = (isListed: (code: string) => boolean, kept: string | null) =>
    z
      .string()
      .refine((code) => code === kept || isListed(code), issue("admin.form.chooseFromList"))
      .nullable()
      .default(null);
  return settingsForm.extend({
    country: listed(isCountry, stored.country),
    currency: listed(isCurrency, stored.currency),
  });
}

export type SettingsDraft = Record<keyof z.output<typeof settingsForm>, string>;

/** The labels of the fields, in the form's order. */
const LABELS = {
  name: "admin.settings.name",
  contactEmail: "admin.settings.contactEmail",
  timeZone: "admin.settings.timeZone",
  country: "admin.settings.country",
  currency: "admin.settings.currency",
  privacyUrl: "admin.settings.privacyUrl",
  imprintUrl: "admin.settings.imprintUrl",
  requiresTwoFactor: "admin.settings.twoFactor",
} as const satisfies Record<Exclude<keyof SettingsDraft, "version">, AdminServerKey>;

/** Returns the settings of an organisation as values of the form. */
export function settingsDraftOf(organization: Organization): SettingsDraft {
  const { name, contactEmail, timeZone, country, currency, privacyUrl, imprintUrl, version } = organization;
  return {
    name,
    timeZone,
    privacyUrl,
    imprintUrl,
    contactEmail: contactEmail ?? "",
    country: country ?? "",
    currency: currency ?? "",
    requiresTwoFactor: organization.requiresTwoFactor ? "on" : "",
    version: String(version),
  };
}

/** Returns the differences between a form and the saved settings. */
export function settingsConflict(saved: SettingsDraft, typed: SettingsDraft): SaveConflict {
  return { version: Number(saved.version), differences: differencesIn(saved, typed, LABELS) };
}

/** Returns the typed values, valid or not. */
export function typedSettings(form: FormData): SettingsDraft {
  const typed = (name: string) => String(form.get(name) ?? "").slice(0, 1_000);
  const names = Object.keys(settingsForm.shape);
  return Object.fromEntries(names.map((name) => [name, typed(name)])) as SettingsDraft;
}
