import { adminWordsUrls } from "virtual:browser-files";
import { type Language, type Locale, wordsLanguageOf } from "#app/platform/locales.ts";
import type { AdminMessages } from "./admin-catalogue.ts";

// A browser loads the words of one language, from a script that the document names.

const loaded = new Map<Language, AdminMessages>();
const loading = new Map<Language, Promise<void>>();

/** Loads the words of a locale's language; resolves at once if they are loaded. */
export function loadAdminMessages(locale: Locale): Promise<void> {
  const language = wordsLanguageOf(locale);
  let under = loading.get(language);
  if (!under) {
    under = load(language);
    loading.set(language, under);
  }
  return under;
}

async function load(language: Language): Promise<void> {
  const module: Record<string, AdminMessages> = await import(/* @vite-ignore */ adminWordsUrls[language]);
  loaded.set(language, module[language] as AdminMessages);
}

/**
 * Returns the messages of a language. Throws a Promise while they are loading, after the member has chosen another language:
 * React keeps the current page until it resolves.
 */
export function adminMessages(language: Language): AdminMessages {
  const messages = loaded.get(language);
  if (!messages) throw loadAdminMessages(language).catch(loadDocument);
  return messages;
}

/** Reloads the page, as Remix does when a script is missing because a newer build has replaced the page's own. */
function loadDocument(): Promise<never> {
  location.reload();
  return new Promise(() => {});
}
