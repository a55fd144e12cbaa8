import { DEFAULT_LOCALE, isPseudoLocale, type Locale, languageOf } from "#app/platform/locales.ts";
import { type AdminMessageKey, adminCatalogue } from "./admin-catalogue.ts";
import { makeTranslators, type Values } from "./make-translators.ts";

/** Translates a message of the organisers' pages into one language. */
export type AdminTranslate = (key: AdminMessageKey, values?: Values) => string;

/** Returns the words of one language for organisers' pages; English where the admin does not have that language. */
export const adminTranslator = makeTranslators<AdminMessageKey>(adminCatalogue);

/** Returns the language that organisers' pages are in for somebody who prefers `wished`. */
export function adminLocale(wished: Locale | undefined): Locale {
  const isThere = wished !== undefined && (languageOf(wished) in adminCatalogue || isPseudoLocale(wished));
  return isThere ? wished : DEFAULT_LOCALE;
}
