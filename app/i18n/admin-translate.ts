import { adminMessages } from "#admin-messages.ts";
import { DEFAULT_LOCALE, type Locale } from "#app/platform/locales.ts";
import type { AdminMessageKey } from "./admin-catalogue.ts";
import { makeTranslators, type Values } from "./make-translators.ts";

/** Translates a message of the organisers' pages into one language. */
export type AdminTranslate = (key: AdminMessageKey, values?: Values) => string;

/** Returns the translator of one language for organisers' pages. */
export const adminTranslator = makeTranslators<AdminMessageKey>(adminMessages);

/** Returns the locale of organisers' pages: the member's choice, else the browser's language. */
export function adminLocale(chosen: Locale | undefined, asked?: Locale): Locale {
  return chosen ?? asked ?? DEFAULT_LOCALE;
}
