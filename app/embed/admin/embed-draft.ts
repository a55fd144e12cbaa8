import type { AdminMessageKey } from "#app/i18n/admin-catalogue.ts";
import { differencesIn, type SaveConflict } from "#app/ui/admin/save-conflict.ts";
import type { EmbedSettings } from "../embed-options.ts";

/** Prefix in a stored embed's `success` for a redirect to an address. */
export const REDIRECT = /^redirect:/;

/** Converts the typed address to the loader's `success` option; an empty text means `stay`. */
export function successOf(typed: string): string {
  return /^(stay)?$/.test(typed) ? "stay" : `redirect:${typed.replace(REDIRECT, "")}`;
}

/** The fields of the admin form, as texts; `hide` has one entry per part. */
export interface EmbedDraft {
  name: string;
  mode: string;
  theme: string;
  stock: string;
  font: string;
  locale: string;
  seats: string;
  hide: string[];
  /** The address to redirect to, or empty; see `successOf`. */
  success: string;
  label: string;
  position: string;
  /** One site per line. */
  sites: string;
  /** State when the form was opened: the embed's version, 0 for a new one, and the sites. */
  version: string;
  openedSites: string;
}

/** Returns the form's fields for a stored or new embed; `fallback` has the default texts. */
export function draftOf(
  fallback: { name: string; label: string },
  stored: { name: string; settings: EmbedSettings; version: number } | undefined,
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
    ...sitesOf(sites),
    version: stored ? String(stored.version) : NEW_VERSION,
  };
}

/** The version of an embed that is not saved yet. */
export const NEW_VERSION = "0";

/** Returns the form's fields for the sites: the editable list, one per line, and the list as it was when opened. */
export function sitesOf(sites: readonly string[]): Pick<EmbedDraft, "sites" | "openedSites"> {
  return { sites: sites.join("\n"), openedSites: sites.join(" ") };
}

const LABELS = {
  name: "admin.embed.name",
  mode: "admin.embed.mode",
  label: "admin.embed.label",
  position: "admin.embed.position",
  seats: "admin.embed.seats",
  success: "admin.embed.success",
  sites: "admin.embed.sites",
  hide: "admin.embed.hide",
  theme: "admin.embed.theme",
  stock: "admin.embed.colour",
  font: "admin.embed.font",
  locale: "admin.embed.language",
} as const satisfies Record<Exclude<keyof EmbedDraft, "version" | "openedSites">, AdminMessageKey>;

/** Returns the differences between a form and the embed as it is stored now. */
export function embedConflict(saved: EmbedDraft, typed: EmbedDraft): SaveConflict {
  return { version: Number(saved.version), differences: differencesIn(saved, typed, LABELS) };
}

/** Reads the submitted fields without validation. */
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
    "version",
    "openedSites",
  ];
  const texts = Object.fromEntries(names.map((name) => [name, text(name)]));
  return { ...texts, hide: form.getAll("hide").map(String) } as EmbedDraft;
}
