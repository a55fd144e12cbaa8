/**
 * Returns the page's language for dates and numbers: English without a region is formatted as British, with a 24-hour clock.
 */
export function pageLanguage(): string | undefined {
  const { lang } = document.documentElement;
  return lang === "en" ? "en-GB" : lang || undefined;
}

/** Returns the time of day in the page's language, in the visitor's own zone unless another is given. */
export function clockTime(date: Date, timeZone?: string): string {
  return date.toLocaleTimeString(pageLanguage(), { timeZone, timeStyle: "short" });
}
