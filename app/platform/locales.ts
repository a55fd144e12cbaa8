/** The languages that public pages and mails speak; the first is the one where nothing closer is known. */
export const locales = ["en", "de", "fr", "es"] as const;

export type Locale = (typeof locales)[number];

export const DEFAULT_LOCALE: Locale = "en";

/** The languages by their own names, as a chooser lists them. */
export const localeNames: Record<Locale, string> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
};

/**
 * Languages that do not exist, for tests: every text of ours is marked in the one, and marked and written from right to
 * left in the other. An app speaks them only where it was told to, which the settings refuse in production.
 */
const pseudoLocales = ["en-XA", "ar-XB"] as const;

export type PseudoLocale = (typeof pseudoLocales)[number];

let speaksPseudoLocales = false;

/** From now on this process answers requests for the made-up languages. */
export function speakPseudoLocales(): void {
  speaksPseudoLocales = true;
}

export function isPseudoLocale(text: string | null | undefined): text is PseudoLocale {
  return pseudoLocales.some((locale) => locale === text);
}

export function isLocale(text: string | null | undefined): text is Locale {
  return locales.some((locale) => locale === text) || (speaksPseudoLocales && isPseudoLocale(text));
}

/** Which way a language is written. */
export function directionOf(locale: string): "ltr" | "rtl" {
  return /^(ar|fa|he|ur)\b/.test(locale) ? "rtl" : "ltr";
}

/** The language whose rules Intl goes by: British English stands for English, with day before month and 24 hours. */
export function formattingLocale(locale: string): string {
  return locale === "en" || isPseudoLocale(locale) ? "en-GB" : locale;
}

/** A stored language as one that we speak; what a row says may be older than the list. */
export function localeOr(text: string | null | undefined, fallback: Locale = DEFAULT_LOCALE): Locale {
  return isLocale(text) ? text : fallback;
}

/** The first of our languages that an Accept-Language header asks for, by its weights; undefined when it asks for none. */
export function acceptedLocale(header: string | null): Locale | undefined {
  const wishes = (header ?? "")
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const weight = parameters.map((each) => /^\s*q=([\d.]+)$/.exec(each)?.[1]).find(Boolean);
      return { language: tag.split("-")[0], weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wishes.map(({ language }) => language).find(isLocale);
}
