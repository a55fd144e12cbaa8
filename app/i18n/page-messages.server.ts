import { type Locale, wordsLanguageOf } from "#app/platform/locales.ts";
import { adminServerCatalogue } from "./admin-server-catalogue.ts";
import type { PageMessages } from "./page-words.tsx";

/**
 * Returns the messages whose keys begin with `area`, for a loader whose page shows them through `PageWords`. They are loaded
 * with the page's data, so that pages which few members open do not enlarge the script with the words of all pages.
 */
export function pageMessages(
  locale: Locale,
  area: "admin.account." | "admin.team." | "admin.twoFactor.",
): PageMessages {
  const messages = Object.entries(adminServerCatalogue[wordsLanguageOf(locale)]);
  return Object.fromEntries(messages.filter(([key]) => key.startsWith(area)));
}
