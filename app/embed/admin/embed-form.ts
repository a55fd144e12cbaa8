import { z } from "zod";
import { type AdminServerTranslate, issue, issueTranslator } from "#app/i18n/admin-server-translate.ts";
import { readVersion } from "#app/platform/http/form-version.ts";
import { valuesOf } from "#app/platform/http/parse-form.ts";
import { locales } from "#app/platform/locales.ts";
import { isStorable, oneLine } from "#app/platform/text/normalise.ts";
import { readSite } from "#app/platform/text/site.ts";
import { text } from "#app/questions/form-fields.ts";
import { stocks } from "#app/ui/seats/stocks.ts";
import { HIDABLE, type HidablePart } from "../embed-options.ts";
import type { EmbedSave } from "../embeds.server.ts";
import { type EmbedDraft, REDIRECT, successOf } from "./embed-draft.ts";

const anyOf = <Value extends string>(values: readonly Value[]) => z.enum(values as [Value, ...Value[]]);
const emptyOr = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .literal("")
    .transform(() => undefined)
    .or(schema);

const embedForm = z.object({
  name: text("admin.form.embed.name", 80),
  mode: anyOf(["inline", "popup", "float", "plain"]),
  theme: anyOf(["auto", "light", "dark"]),
  stock: emptyOr(anyOf(stocks)),
  font: anyOf(["brand", "system"]),
  locale: emptyOr(anyOf(locales)),
  seats: emptyOr(
    z
      .string()
      .regex(/^\d{1,3}$/, issue("admin.form.numberOrEmpty"))
      .transform(Number)
      .refine((seats) => seats > 0, { error: issue("admin.form.tooSmall"), params: { minimum: 1 } }),
  ),
  hide: z.array(anyOf(HIDABLE)),
  success: z
    .string()
    .overwrite(oneLine)
    .max(500, issue("admin.form.tooLong"))
    .transform(successOf)
    .refine(isSuccess, issue("admin.form.embed.success")),
  label: text("admin.form.embed.label", 40),
  position: anyOf(["bottom-end", "bottom-start"]),
});

function isSuccess(success: string): boolean {
  const address = success.replace(REDIRECT, "");
  return success === "stay" || (URL.canParse(address) && /^https:|^http:\/\/localhost/.test(address));
}

const MAX_SITES = 50;

export type EmbedFormRead =
  | ({ ok: true } & Omit<EmbedSave, "id">)
  | { ok: false; errors: Record<string, string[]> };

/** Parses and validates the admin form. Returns the errors of all fields at once. */
export function readEmbedForm(draft: EmbedDraft, t: AdminServerTranslate): EmbedFormRead {
  const parsed = embedForm.safeParse(draft);
  const lines = draft.sites.split(/[\s,]+/).filter(Boolean);
  const wrong = lines.filter((line) => readSite(line) === undefined);
  const sites = [...new Set(lines.flatMap((line) => readSite(line) ?? []))];
  const errors: Record<string, string[]> = {};
  for (const each of parsed.error?.issues ?? []) {
    errors[String(each.path[0])] = [issueTranslator(t)({ message: each.message, values: valuesOf(each) })];
  }
  for (const [name, texts] of Object.entries(draft)) {
    if (![texts].flat().every(isStorable)) errors[name] = [t("admin.form.notStorable")];
  }
  const [line] = wrong;
  if (line !== undefined) errors.sites = [t("admin.form.site", { line })];
  else if (sites.length > MAX_SITES) {
    errors.sites = [t("admin.form.embed.tooManySites", { maximum: MAX_SITES })];
  }
  if (!parsed.success || Object.keys(errors).length > 0) return { ok: false, errors };
  const { name, ...settings } = parsed.data;
  return {
    ok: true,
    name,
    settings: { ...settings, hide: settings.hide as HidablePart[] },
    sites,
    openedSites: draft.openedSites.split(" ").filter(Boolean),
    version: readVersion(draft.version) ?? 0,
  };
}
