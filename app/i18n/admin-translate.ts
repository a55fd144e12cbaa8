import type { FormIssue } from "#app/platform/http/parse-form.ts";
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

/**
 * Returns the function that translates the issues of `parseForm`. Schemas issue keys instead of texts, so that one schema
 * serves all languages; an issue without a key, which only a value that no form of ours sends can have, gets a general message.
 */
export function issueTranslator(t: AdminTranslate): (issue: FormIssue) => string {
  return ({ message, values }) => (isAdminKey(message) ? t(message, values) : t("admin.form.invalid"));
}

/** Returns the key as the message of a schema's check; a key that the catalogue lacks is a type error. */
export const issue = (key: AdminMessageKey): string => key;

function isAdminKey(text: string): text is AdminMessageKey {
  return Object.hasOwn(adminCatalogue.en, text) || Object.hasOwn(adminCatalogue.en, `${text}_other`);
}
