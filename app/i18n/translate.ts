import { createInstance } from "i18next";
import { isPseudoLocale, type Locale, locales, type PseudoLocale } from "#app/platform/locales.ts";
import { catalogue, type MessageKey } from "./catalogue.ts";

/** What a message's placeholders stand for. `count` chooses the plural form. */
export type Values = Record<string, string | number>;

/** Says a message in one language. Numbers are written as the language writes them: `{{count, number}}`. */
export type Translate = (key: MessageKey, values?: Values) => string;

const i18n = createInstance();
i18n.init({
  lng: "en",
  supportedLngs: [...locales],
  fallbackLng: false,
  // Keys are flat and hold dots; nothing is escaped here, since pages and mails escape what they write.
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  initImmediate: false,
  resources: Object.fromEntries(
    locales.map((locale) => [locale, { translation: withEveryPlural(catalogue[locale]) }]),
  ),
});

const translators = new Map<Locale, Translate>();

/** The words of one language. British English stands for English, with its numbers and dates. */
export function translator(locale: Locale): Translate {
  let translate = translators.get(locale);
  if (!translate) {
    translate = isPseudoLocale(locale) ? pseudoTranslator(locale) : plainTranslator(locale);
    translators.set(locale, translate);
  }
  return translate;
}

function plainTranslator(locale: Locale): Translate {
  const fixed = i18n.getFixedT(locale);
  return (key, values) => fixed(key, values ?? {});
}

/** English between marks, so that a test sees which texts of a page came from here; in `ar-XB` each word is reversed. */
function pseudoTranslator(locale: PseudoLocale): Translate {
  const english = plainTranslator("en");
  const turned = (text: string) => `\u202e${text}\u202c`;
  return (key, values) => `⟦${locale === "ar-XB" ? turned(english(key, values)) : english(key, values)}⟧`;
}

/** French and Spanish have a form of their own for whole millions, which in our messages is always the plural. */
function withEveryPlural(messages: Record<string, string>): Record<string, string> {
  const more = Object.entries(messages).flatMap(([key, text]) =>
    key.endsWith("_other") ? [[key.replace(/_other$/, "_many"), text]] : [],
  );
  return { ...messages, ...Object.fromEntries(more) };
}
