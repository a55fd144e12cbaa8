import { z } from "zod";
import { type AdminTranslate, issue, sayIssue } from "#app/i18n/admin-translate.ts";
import { valuesOf } from "#app/platform/http/parse-form.ts";
import { locales } from "#app/platform/locales.ts";
import { isStorable } from "#app/platform/text.ts";
import { stocks } from "#app/ui/seats/stocks.ts";
import { type EmbedSettings, HIDABLE, type HidablePart } from "../embed-options.ts";
import { siteOf } from "../sites.ts";

/** The fields of the admin's form, as texts; `hide` once for each part. */
export interface EmbedDraft {
  name: string;
  mode: string;
  theme: string;
  stock: string;
  font: string;
  locale: string;
  seats: string;
  hide: string[];
  /** Empty, or the address of the site that leads on; see `successOf`. */
  success: string;
  label: string;
  position: string;
  /** One site a line. */
  sites: string;
}

/** Returns a stored embed as the form holds it; `fallback` has the texts of one that has none of its own. */
export function draftOf(
  fallback: { name: string; label: string },
  stored: { name: string; settings: EmbedSettings } | undefined,
  sites: readonly string[],
): EmbedDraft {
  const name = stored?.name ?? fallback.name;
  const settings = stored?.settings ?? { mode: "inline" };
  const { mode, theme = "auto", stock = "", font = "brand", locale = "", seats, hide = [] } = settings;
  const { success = "stay", label = fallback.label, position = "bottom-end" } = settings;
  return {
    name,
    mode,
    theme,
    stock,
    font,
    locale,
    hide,
    label,
    position,
    success: success === "stay" ? "" : success.replace(REDIRECT, ""),
    seats: seats ? String(seats) : "",
    sites: sites.join("\n"),
  };
}

export function typedDraft(form: FormData): EmbedDraft {
  const text = (name: string) => String(form.get(name) ?? "").slice(0, 5_000);
  const names = [
    "name",
    "mode",
    "theme",
    "stock",
    "font",
    "locale",
    "seats",
    "success",
    "label",
    "position",
    "sites",
  ];
  const texts = Object.fromEntries(names.map((name) => [name, text(name)]));
  return { ...texts, hide: form.getAll("hide").map(String) } as EmbedDraft;
}

const anyOf = <Value extends string>(values: readonly Value[]) => z.enum(values as [Value, ...Value[]]);
const emptyOr = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .literal("")
    .transform(() => undefined)
    .or(schema);

const embedForm = z.object({
  name: z.string().trim().min(1, issue("admin.form.embed.name")).max(80, issue("admin.form.tooLong")),
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
    .trim()
    .max(500, issue("admin.form.tooLong"))
    .transform(successOf)
    .refine(isSuccess, issue("admin.form.embed.success")),
  label: z.string().trim().min(1, issue("admin.form.embed.label")).max(40, issue("admin.form.tooLong")),
  position: anyOf(["bottom-end", "bottom-start"]),
});

const REDIRECT = /^redirect:/;

/** What the loader calls what is typed: an address, or nothing where the form stays. */
export function successOf(typed: string): string {
  return /^(stay)?$/.test(typed) ? "stay" : `redirect:${typed.replace(REDIRECT, "")}`;
}

function isSuccess(success: string): boolean {
  const address = success.replace(REDIRECT, "");
  return success === "stay" || (URL.canParse(address) && /^https:|^http:\/\/localhost/.test(address));
}

const MOST_SITES = 50;

export type EmbedFormRead =
  | { ok: true; name: string; settings: EmbedSettings; sites: string[] }
  | { ok: false; errors: Record<string, string[]> };

/** Reads what an organiser set up. Errors come for all fields at once. */
export function readEmbedForm(draft: EmbedDraft, t: AdminTranslate): EmbedFormRead {
  const parsed = embedForm.safeParse(draft);
  const lines = draft.sites.split(/[\s,]+/).filter(Boolean);
  const wrong = lines.filter((line) => siteOf(line) === undefined);
  const sites = [...new Set(lines.flatMap((line) => siteOf(line) ?? []))];
  const errors: Record<string, string[]> = {};
  for (const each of parsed.error?.issues ?? []) {
    errors[String(each.path[0])] = [sayIssue(t)({ message: each.message, values: valuesOf(each) })];
  }
  for (const [name, texts] of Object.entries(draft)) {
    if (![texts].flat().every(isStorable)) errors[name] = [t("admin.form.notStorable")];
  }
  const [line] = wrong;
  if (line !== undefined) errors.sites = [t("admin.form.site", { line })];
  else if (sites.length > MOST_SITES) {
    errors.sites = [t("admin.form.embed.tooManySites", { maximum: MOST_SITES })];
  }
  if (!parsed.success || Object.keys(errors).length > 0) return { ok: false, errors };
  const { name, ...settings } = parsed.data;
  return { ok: true, name, settings: { ...settings, hide: settings.hide as HidablePart[] }, sites };
}
