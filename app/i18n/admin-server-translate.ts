import type { FormIssue } from "#app/platform/http/parse-form.ts";
import { type AdminServerKey, adminServerCatalogue } from "./admin-server-catalogue.ts";
import { makeTranslators, type Values } from "./make-translators.ts";

// Translates the messages of organisers' pages and those that only the server uses.

export type { AdminServerKey };

/** Translates a message for organisers, including form errors, into one language. */
export type AdminServerTranslate = (key: AdminServerKey, values?: Values) => string;

/** Returns the translator of one language for organisers, on the server. */
export const adminServerTranslator = makeTranslators<AdminServerKey>(
  (language) => adminServerCatalogue[language],
);

/**
 * Returns the function that translates the issues of `parseForm`. Schemas issue keys instead of texts, so that one schema
 * serves all languages; an issue without a key, which none of our forms can cause, gets a general message.
 */
export function issueTranslator(t: AdminServerTranslate): (issue: FormIssue) => string {
  return ({ message, values }) => (isServerKey(message) ? t(message, values) : t("admin.form.invalid"));
}

/** Returns the key as the message of a schema's check; a key missing in the catalogue is a type error. */
export const issue = (key: AdminServerKey): string => key;

function isServerKey(text: string): text is AdminServerKey {
  return (
    Object.hasOwn(adminServerCatalogue.en, text) || Object.hasOwn(adminServerCatalogue.en, `${text}_other`)
  );
}
