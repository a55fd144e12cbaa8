import { DEFAULT_LOCALE, isPseudoLocale, type Locale } from "#app/platform/locales.ts";
import { type AdminMessageKey, adminCatalogue } from "./admin-catalogue.ts";
import { makeTranslators, type Values } from "./make-translators.ts";

/** Says a message of the organisers' pages in one language. */
export type AdminTranslate = (key: AdminMessageKey, values?: Values) => string;

/** Returns the words of one language for organisers' pages; English where the admin does not have that language. */
export const adminTranslator = makeTranslators<AdminMessageKey>(adminCatalogue);

/** Returns the language that organisers' pages are in for somebody who prefers `wished`. */
export function adminLocale(wished: Locale | undefined): Locale {
  const isThere = wished !== undefined && (wished in adminCatalogue || isPseudoLocale(wished));
  return isThere ? wished : DEFAULT_LOCALE;
}

/** What a schema complains of: a key of the catalogue, and what its placeholders stand for. */
interface FormIssue {
  message: string;
  values: Values;
}

/**
 * Returns what `parseForm` says of an issue. Schemas issue keys instead of texts, so that one schema serves all
 * languages; an issue without a key, as a value has that no form of ours sends, is said in general words.
 */
export function sayIssue(t: AdminTranslate): (issue: FormIssue) => string {
  return ({ message, values }) => (isAdminKey(message) ? t(message, values) : t("admin.form.invalid"));
}

/** Names the message of a schema's check; with it a key that the catalogue does not have is an error of types. */
export const issue = (key: AdminMessageKey): string => key;

function isAdminKey(text: string): text is AdminMessageKey {
  return Object.hasOwn(adminCatalogue.en, text) || Object.hasOwn(adminCatalogue.en, `${text}_other`);
}
