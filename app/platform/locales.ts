/** The languages of public pages and mails; the first is the default. */
export const locales = ["en", "de", "fr", "es"] as const;

export type Language = (typeof locales)[number];

/**
 * Regions whose dates and times differ from those of their language without a region: Americans put the month first and use a
 * 12-hour clock, Australians the day first and a 12-hour clock. The words are the language's.
 */
const regionalLocales = ["en-US", "en-AU"] as const;

/** The locale of a page or mail: one of our languages, with the region if dates and times differ by it. */
export type Locale = Language | (typeof regionalLocales)[number];

export const DEFAULT_LOCALE: Language = "en";

/** The languages by their own names, for the language menu. */
export const localeNames: Record<Language, string> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
};

/** Every locale by its own name, for somebody who chooses one: English of no region is written as in Britain. */
export const localeChoices: { locale: Locale; name: string }[] = [
  { locale: "en", name: "English (United Kingdom)" },
  { locale: "en-US", name: "English (United States)" },
  { locale: "en-AU", name: "English (Australia)" },
  { locale: "de", name: localeNames.de },
  { locale: "fr", name: localeNames.fr },
  { locale: "es", name: localeNames.es },
];

/**
 * Pseudo-locales for tests: in one every message is marked, in the other it is marked and written from right to left. They
 * exist only after `enablePseudoLocales`, which the settings refuse in production.
 */
const pseudoLocales = ["en-XA", "ar-XB"] as const;

export type PseudoLocale = (typeof pseudoLocales)[number];

let hasPseudoLocales = false;

/** Enables the pseudo-locales in this process. */
export function enablePseudoLocales(): void {
  hasPseudoLocales = true;
}

/** Returns whether a text is a pseudo-locale, enabled or not. */
export function isPseudoLocale(text: string | null | undefined): text is PseudoLocale {
  return pseudoLocales.some((locale) => locale === text);
}

/** Returns whether there are messages in a language. */
function isLanguage(text: string | null | undefined): text is Language {
  return locales.some((language) => language === text) || (hasPseudoLocales && isPseudoLocale(text));
}

/** Returns whether a text is a locale with messages. */
export function isLocale(text: string | null | undefined): text is Locale {
  return isLanguage(text) || regionalLocales.some((locale) => locale === text);
}

/**
 * Returns the language of a locale, which its messages are in. Works in the browser too, which does not know whether the
 * pseudo-locales are enabled.
 */
export function languageOf(locale: Locale): Language {
  const isWhole = isLanguage(locale) || isPseudoLocale(locale);
  return isWhole ? locale : (locale.slice(0, 2) as Language);
}

/** Returns the language whose words a page in a locale has; the words of made-up languages are the English ones. */
export function wordsLanguageOf(locale: Locale): Language {
  return isPseudoLocale(locale) ? DEFAULT_LOCALE : languageOf(locale);
}

/** Returns whether a text in one language, such as an event's, is in the language of a page. */
export function isSameLanguage(language: string, locale: Locale): boolean {
  return language.slice(0, 2).toLowerCase() === locale.slice(0, 2);
}

/** Regions whose English dates and times follow another region's conventions. All others follow the British ones. */
const READ_AS: Record<string, Locale> = {
  us: "en-US",
  ca: "en-US",
  ph: "en-US",
  pr: "en-US",
  au: "en-AU",
  nz: "en-AU",
  in: "en-AU",
  pk: "en-AU",
  my: "en-AU",
  sg: "en-AU",
};

/** Returns the locale of a language tag such as `en-US` or `de-at`; undefined for a language that we do not have. */
export function localeOfTag(tag: string): Locale | undefined {
  if (isLanguage(tag)) return tag;
  const [language, ...parts] = tag.toLowerCase().split("-");
  if (!isLanguage(language)) return undefined;
  const region = parts.find((part) => /^[a-z]{2}$/.test(part));
  return (language === "en" && region && READ_AS[region]) || language;
}

/** Returns the writing direction of a language. */
export function directionOf(locale: string): "ltr" | "rtl" {
  return /^(ar|fa|he|ur)\b/.test(locale) ? "rtl" : "ltr";
}

/** Returns the locale for Intl: British English, with 24 hours, for English without a region. */
export function formattingLocale(locale: string): string {
  return locale === "en" || isPseudoLocale(locale) ? "en-GB" : locale;
}

/** Returns a stored language if it is one of ours, else the fallback; a row may be older than the list. */
export function localeOr(text: string | null | undefined, fallback: Locale = DEFAULT_LOCALE): Locale {
  return isLocale(text) ? text : fallback;
}

/**
 * Returns the first of our languages in an Accept-Language header, by its weights, with the region that the header names for
 * it; undefined if it names none. With `language` that one is used, whatever the header prefers.
 */
export function acceptedLocale(header: string | null, language?: Language): Locale | undefined {
  const accepted = acceptedTags(header);
  const chosen = language ?? accepted.map((tag) => tag.split("-")[0]).find(isLanguage);
  // "en-US,en": the bare language does not override the region.
  const own = accepted.filter((tag) => tag.split("-")[0] === chosen);
  const tag = own.find((each) => each.includes("-"));
  return (tag && localeOfTag(tag)) || chosen;
}

/** Returns the language tags of an Accept-Language header in lower case, in order of preference. */
function acceptedTags(header: string | null): string[] {
  const wishes = (header ?? "")
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const weight = parameters.map((each) => /^\s*q=([\d.]+)$/.exec(each)?.[1]).find(Boolean);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wishes.map(({ tag }) => tag);
}
