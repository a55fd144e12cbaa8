/** Returns whether a language is written in the Latin script; languages without data count as Latin. */
function isLatin(language: string): boolean {
  const { script = "Latn" } = new Intl.Locale(language).maximize();
  return script === "Latn";
}

/**
 * Returns the `lang` attribute of a user's text: `language` (the event's, or none if the page's applies), or "" for an unknown
 * one if most letters are of another script. Screen readers then detect the language, instead of spelling Arabic as English.
 */
export function languageOfWords(words: string, language?: string): string | undefined {
  const letters = words.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return language;
  const latin = words.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return latin * 2 >= letters === isLatin(language ?? "en") ? language : "";
}
