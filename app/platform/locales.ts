/** The languages that public pages and mails speak; the first is the one where nothing closer is known. */
export const locales = ["en", "de", "fr", "es"] as const;

export type Language = (typeof locales)[number];

/**
 * Regions of a language that write dates and times otherwise than the language does without a region: Americans put the month
 * first and have a clock of 12 hours, Australians the day first and a clock of 12 hours. The words are the language's.
 */
const regionalLocales = ["en-US", "en-AU"] as const;

/** What a page or a mail is in: a language of ours, with the region where dates and times differ by it. */
export type Locale = Language | (typeof regionalLocales)[number];

export const DEFAULT_LOCALE: Language = "en";

/** The languages by their own names, as a chooser lists them. */
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

/** Returns whether there are words in a language. */
function isLanguage(text: string | null | undefined): text is Language {
  return locales.some((language) => language === text) || (speaksPseudoLocales && isPseudoLocale(text));
}

export function isLocale(text: string | null | undefined): text is Locale {
  return isLanguage(text) || regionalLocales.some((locale) => locale === text);
}

/** Returns the language of a locale, which its words are in. A browser is not told whether made-up languages are spoken. */
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

/** The regions of English whose people read dates and times as another region does. All others read them as the British do. */
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

/** Returns the locale for a language tag such as `en-US` or `de-at`; undefined for a language that we do not speak. */
export function localeOfTag(tag: string): Locale | undefined {
  if (isLanguage(tag)) return tag;
  const [language, ...parts] = tag.toLowerCase().split("-");
  if (!isLanguage(language)) return undefined;
  const region = parts.find((part) => /^[a-z]{2}$/.test(part));
  return (language === "en" && region && READ_AS[region]) || language;
}

/** Which way a language is written. */
export function directionOf(locale: string): "ltr" | "rtl" {
  return /^(ar|fa|he|ur)\b/.test(locale) ? "rtl" : "ltr";
}

/** Returns the locale by whose rules Intl writes: British English for English of no region, with 24 hours. */
export function formattingLocale(locale: string): string {
  return locale === "en" || isPseudoLocale(locale) ? "en-GB" : locale;
}

/** A stored language as one that we speak; what a row says may be older than the list. */
export function localeOr(text: string | null | undefined, fallback: Locale = DEFAULT_LOCALE): Locale {
  return isLocale(text) ? text : fallback;
}

/**
 * Returns the first of our languages that an Accept-Language header asks for, by its weights, with the region that the header
 * names for it; undefined when it asks for none. With `language` that one is taken, whatever the header prefers.
 */
export function acceptedLocale(header: string | null, language?: Language): Locale | undefined {
  const accepted = acceptedTags(header);
  const chosen = language ?? accepted.map((tag) => tag.split("-")[0]).find(isLanguage);
  // "en-US,en": the language alone says nothing of the region.
  const own = accepted.filter((tag) => tag.split("-")[0] === chosen);
  const tag = own.find((each) => each.includes("-"));
  return (tag && localeOfTag(tag)) || chosen;
}

/** Returns the language tags of an Accept-Language header in lower case, the most wanted first. */
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
