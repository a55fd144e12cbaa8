import { catalogue, type MessageKey } from "./catalogue.ts";
import { makeTranslators, type Values } from "./make-translators.ts";

/** Translates a message into one language. */
export type Translate = (key: MessageKey, values?: Values) => string;

/** Returns the translator of one language for public pages and mails to attendees. */
export const translator = makeTranslators<MessageKey>((language) => catalogue[language]);
