import type { AdminMessageKey } from "#app/i18n/admin-catalogue.ts";
import { differencesIn, type SaveConflict } from "#app/ui/admin/save-conflict.ts";
import type { EmbedSettings } from "../embed-options.ts";

/** How a stored embed says that its form leads on to an address. */
export const REDIRECT = /^redirect:/;

/** What the loader calls what is typed: an address, or nothing where the form stays. */
export function successOf(typed: string): string {
  return /^(stay)?$/.test(typed) ? "stay" : `redirect:${typed.replace(REDIRECT, "")}`;
}

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
  /** What the form was opened with: the version of the embed, 0 for a new one, and the sites. */
  version: string;
  openedSites: string;
}

/** Returns a stored embed as the form holds it; `fallback` has the texts of one that has none of its own. */
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

/** Returns the sites as the form holds them: one per line to be edited, and as they were when it was opened. */
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

/** Returns how a form differs from the embed as it is saved now. */
export function embedConflict(saved: EmbedDraft, typed: EmbedDraft): SaveConflict {
  return { version: Number(saved.version), differences: differencesIn(saved, typed, LABELS) };
}

/** Returns what was typed, valid or not. */
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
