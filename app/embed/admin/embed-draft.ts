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
