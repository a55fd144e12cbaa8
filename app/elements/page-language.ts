/** The page's language for dates and numbers: English of no region is written as in Britain, with a clock of 24 hours. */
export function pageLanguage(): string | undefined {
  const { lang } = document.documentElement;
  return lang === "en" ? "en-GB" : lang || undefined;
}

/** The time of day in the page's language, in the visitor's own zone unless another is named. */
export function clockTime(date: Date, timeZone?: string): string {
  return date.toLocaleTimeString(pageLanguage(), { timeZone, timeStyle: "short" });
}
