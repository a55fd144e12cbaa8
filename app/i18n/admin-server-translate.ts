import type { FormIssue } from "#app/platform/http/parse-form.ts";
import type { Language } from "#app/platform/locales.ts";
import type { AdminMessageKey, AdminMessages } from "./admin-catalogue.ts";
import { adminCatalogue } from "./admin-messages.ts";
import { type KeyOf, makeTranslators, type Values } from "./make-translators.ts";
import { de } from "./messages/admin/form-errors/de.ts";
import { en } from "./messages/admin/form-errors/en.ts";
import { es } from "./messages/admin/form-errors/es.ts";
import { fr } from "./messages/admin/form-errors/fr.ts";

// The words of organisers' pages together with what only the server says, which no script of theirs carries.

export type AdminServerKey = AdminMessageKey | KeyOf<typeof en>;

/** Translates a message of the organisers' pages, or of what their forms complain of, into one language. */
export type AdminServerTranslate = (key: AdminServerKey, values?: Values) => string;

/** All messages that the server has for organisers. */
export const adminServerCatalogue = {
  en: { ...adminCatalogue.en, ...en },
  de: { ...adminCatalogue.de, ...de },
  fr: { ...adminCatalogue.fr, ...fr },
  es: { ...adminCatalogue.es, ...es },
} satisfies Record<Language, Record<keyof AdminMessages | keyof typeof en, string>>;

/** Returns the words of one language for organisers, on the server. */
export const adminServerTranslator = makeTranslators<AdminServerKey>(
  (language) => adminServerCatalogue[language],
);

/**
 * Returns the function that translates the issues of `parseForm`. Schemas issue keys instead of texts, so that one schema
 * serves all languages; an issue without a key, which only a value that no form of ours sends can have, gets a general message.
 */
export function issueTranslator(t: AdminServerTranslate): (issue: FormIssue) => string {
  return ({ message, values }) => (isServerKey(message) ? t(message, values) : t("admin.form.invalid"));
}

/** Returns the key as the message of a schema's check; a key that the catalogue lacks is a type error. */
export const issue = (key: AdminServerKey): string => key;

function isServerKey(text: string): text is AdminServerKey {
  return (
    Object.hasOwn(adminServerCatalogue.en, text) || Object.hasOwn(adminServerCatalogue.en, `${text}_other`)
  );
}
