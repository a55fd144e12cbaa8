/** The languages that public pages and mails speak; the first is the one where nothing closer is known. */
export const locales = ["en", "de", "fr", "es"] as const;

export type Locale = (typeof locales)[number];

export const DEFAULT_LOCALE: Locale = "en";

export function isLocale(text: string | null | undefined): text is Locale {
  return locales.some((locale) => locale === text);
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
