import { z } from "zod";
import { locales } from "#app/platform/locales.ts";
import { isStorable } from "#app/platform/text/normalise.ts";
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

export function draftOf(name: string, settings: EmbedSettings, sites: readonly string[]): EmbedDraft {
  const { mode, theme = "auto", stock = "", font = "brand", locale = "", seats, hide = [] } = settings;
  const { success = "stay", label = "Book", position = "bottom-end" } = settings;
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
  name: z.string().trim().min(1, "Give it a name.").max(80, "Use at most 80 characters."),
  mode: anyOf(["inline", "popup", "float", "plain"]),
  theme: anyOf(["auto", "light", "dark"]),
  stock: emptyOr(anyOf(stocks)),
  font: anyOf(["brand", "system"]),
  locale: emptyOr(anyOf(locales)),
  seats: emptyOr(
    z
      .string()
      .regex(/^\d{1,3}$/, "Use a number, or leave it empty.")
      .transform(Number)
      .refine((seats) => seats > 0, "Use 1 or more."),
  ),
  hide: z.array(anyOf(HIDABLE)),
  success: z
    .string()
    .trim()
    .max(500, "Use at most 500 characters.")
    .transform(successOf)
    .refine(isSuccess, "Use an address such as https://example.org/thanks, or leave it empty."),
  label: z.string().trim().min(1, "Say what the button says.").max(40, "Use at most 40 characters."),
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
export function readEmbedForm(draft: EmbedDraft): EmbedFormRead {
  const parsed = embedForm.safeParse(draft);
  const lines = draft.sites.split(/[\s,]+/).filter(Boolean);
  const wrong = lines.filter((line) => siteOf(line) === undefined);
  const sites = [...new Set(lines.flatMap((line) => siteOf(line) ?? []))];
  const errors: Record<string, string[]> = {};
  for (const issue of parsed.error?.issues ?? []) errors[String(issue.path[0])] = [issue.message];
  for (const [name, texts] of Object.entries(draft)) {
    if (![texts].flat().every(isStorable)) errors[name] = ["This has a character that cannot be kept."];
  }
  if (wrong.length > 0)
    errors.sites = [`${wrong[0]} is not the address of a site, such as https://example.org.`];
  else if (sites.length > MOST_SITES) errors.sites = [`Use at most ${MOST_SITES} sites.`];
  if (!parsed.success || Object.keys(errors).length > 0) return { ok: false, errors };
  const { name, ...settings } = parsed.data;
  return { ok: true, name, settings: { ...settings, hide: settings.hide as HidablePart[] }, sites };
}
