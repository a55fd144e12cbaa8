import { slugify } from "transliteration";
import { oneLine } from "./normalise.ts";

export const MAX_SLUG_CHARACTERS = 60;

/**
 * Returns the slug of a title: Latin letters and digits, words joined by hyphens, at most 60 characters. Other scripts are
 * transliterated. Empty for a title without letters and digits.
 */
export function slugOf(title: string): string {
  return wholeSlugOf(title).slice(0, MAX_SLUG_CHARACTERS).replace(/-+$/, "");
}

/** Returns a text in the spelling of slugs, without a maximum length. */
export function wholeSlugOf(title: string): string {
  const words = slugify(oneLine(title).replace(/['\u2019]/gu, " "), { lowercase: true, separator: "-" });
  return words.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
}

/** Returns a slug in the form in which it is looked up: people and mail programs add capitals, and punctuation at its end. */
export function slugLookedUp(typed: string): string {
  return oneLine(typed.slice(0, 200))
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^a-z0-9]+$/, "");
}
