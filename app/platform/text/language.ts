/** Languages of the Latin script; those that it does not know are taken to be. */
function isLatin(language: string): boolean {
  const { script = "Latn" } = new Intl.Locale(language).maximize();
  return script === "Latn";
}

/**
 * Returns what the `lang` of somebody's own words is: `language` (the event's, or none where the page's is right), and "" for an
 * unknown one where most of their letters are of another script. Screen readers then find out themselves, instead of spelling
 * Arabic as English.
 */
export function languageOfWords(words: string, language?: string): string | undefined {
  const letters = words.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return language;
  const latin = words.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return latin * 2 >= letters === isLatin(language ?? "en") ? language : "";
}
