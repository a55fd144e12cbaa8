import { localeNames, locales } from "./locales.ts";

/**
 * Languages that an organiser may write in besides those of the interface, by their own names. The page of such an event has
 * the interface in the visitor's language, or in English. Intl has these names too, but they differ between browsers.
 */
const OTHERS = {
  bs: "Bosanski",
  ca: "Català",
  cs: "Čeština",
  cy: "Cymraeg",
  da: "Dansk",
  et: "Eesti",
  eu: "Euskara",
  ga: "Gaeilge",
  gl: "Galego",
  hr: "Hrvatski",
  id: "Indonesia",
  is: "Íslenska",
  it: "Italiano",
  sw: "Kiswahili",
  lv: "Latviešu",
  lb: "Lëtzebuergesch",
  lt: "Lietuvių",
  hu: "Magyar",
  mt: "Malti",
  ms: "Melayu",
  nl: "Nederlands",
  nb: "Norsk bokmål",
  pl: "Polski",
  pt: "Português",
  ro: "Română",
  sq: "Shqip",
  sk: "Slovenčina",
  sl: "Slovenščina",
  fi: "Suomi",
  sv: "Svenska",
  vi: "Tiếng Việt",
  tr: "Türkçe",
  el: "Ελληνικά",
  bg: "Български",
  kk: "Қазақ тілі",
  mk: "Македонски",
  ru: "Русский",
  sr: "Српски",
  uk: "Українська",
  ka: "ქართული",
  hy: "Հայերեն",
  he: "עברית",
  ur: "اردو",
  ar: "العربية",
  fa: "فارسی",
  hi: "हिन्दी",
  bn: "বাংলা",
  ta: "தமிழ்",
  th: "ไทย",
  ko: "한국어",
  zh: "中文",
  ja: "日本語",
} as const;

/** Names of the languages of events, those of the interface first. */
export const contentLanguageNames = { ...localeNames, ...OTHERS };

/** Codes of these languages. */
export const contentLanguages = [...locales, ...(Object.keys(OTHERS) as (keyof typeof OTHERS)[])];
