import { createInstance } from "i18next";
import {
  isPseudoLocale,
  type Language,
  type Locale,
  languageOf,
  type PseudoLocale,
  wordsLanguageOf,
} from "#app/platform/locales.ts";
import { isolated } from "#app/platform/text/direction.ts";

/** The values of a message's placeholders. `count` selects the plural form. */
export type Values = Record<string, string | number>;

/** A message key as code uses it: the forms of a plural (`_one`, `_other`) are one message. */
export type KeyOf<Messages> = {
  [Key in keyof Messages]: Key extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Key;
}[keyof Messages];

type TranslateKey<Key> = (key: Key, values?: Values) => string;

/**
 * Returns a function from a locale to its translator; `messagesOf` returns all messages of a language. Numbers are formatted
 * by the locale: `{{count, number}}`.
 */
export function makeTranslators<Key extends string>(
  messagesOf: (language: Language) => Record<string, string>,
): (locale: Locale) => TranslateKey<Key> {
  const translators = new Map<string, TranslateKey<Key>>();
  return (locale) => {
    const language = languageOf(locale);
    let translate = translators.get(language);
    if (!translate) {
      const words = wordsLanguageOf(locale);
      translate = plain(words, messagesOf(words));
      if (isPseudoLocale(language)) translate = pseudo(language, translate);
      translators.set(language, translate);
    }
    return translate;
  };
}

function plain<Key extends string>(language: Language, messages: Record<string, string>): TranslateKey<Key> {
  const i18n = createInstance();
  i18n.init({
    lng: language,
    // Every language has every message: no fallback.
    fallbackLng: false,
    // Keys are flat and contain dots; nothing is escaped here, since pages and mails escape their output.
    keySeparator: false,
    nsSeparator: false,
    // Values are never searched for placeholders or references: titles may contain `{{start}}` and `$t(…)`.
    interpolation: { escapeValue: false, skipOnVariables: true },
    initAsync: false,
    resources: { [language]: { translation: withEveryPlural(messages) } },
  });
  // Not `getFixedT`, whose translators copy all options of the instance each time: most of what a page allocated.
  const withoutValues = new Map<string, string>();
  return (key, values) => {
    if (values !== undefined) return i18n.t(key, isolatedValues(values));
    const text = withoutValues.get(key) ?? i18n.t(key);
    if (Object.hasOwn(messages, key)) withoutValues.set(key, text);
    return text;
  };
}

/** Isolates right-to-left titles and names, so that they do not reorder the sentence around them. */
function isolatedValues(values: Values): Values {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "string" ? isolated(value) : value,
  ]);
  return Object.fromEntries(entries);
}

/** Returns English between marks, so that a test finds texts from elsewhere; in `ar-XB` it runs from right to left. */
function pseudo<Key>(locale: PseudoLocale, english: TranslateKey<Key>): TranslateKey<Key> {
  const reversed = (text: string) => `\u202e${text}\u202c`;
  return (key, values) => `⟦${locale === "ar-XB" ? reversed(english(key, values)) : english(key, values)}⟧`;
}

/** Adds the form that French and Spanish use for whole millions; in our messages it equals the plural. */
function withEveryPlural(messages: Record<string, string>): Record<string, string> {
  const more = Object.entries(messages).flatMap(([key, text]) =>
    key.endsWith("_other") ? [[key.replace(/_other$/, "_many"), text]] : [],
  );
  return { ...messages, ...Object.fromEntries(more) };
}
