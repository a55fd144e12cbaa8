import { adminWordsUrls } from "virtual:browser-files";
import { type Language, type Locale, wordsLanguageOf } from "#app/platform/locales.ts";
import type { AdminMessages } from "./admin-catalogue.ts";

// A browser has the words of one language, in a script of their own that the document names.

const loaded = new Map<Language, AdminMessages>();
const loading = new Map<Language, Promise<void>>();

/** Loads the words that a page in a locale needs; resolves at once where they are there. */
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
 * Returns the messages of a language. Throws the Promise of their arrival where they are still to be loaded, because the member has
 * chosen another language meanwhile: React keeps the page that is shown until they are there.
 */
export function adminMessages(language: Language): AdminMessages {
  const messages = loaded.get(language);
  if (!messages) throw loadAdminMessages(language).catch(loadDocument);
  return messages;
}

/** Loads the page anew, as Remix does where a script of a page is gone: a newer build has replaced the one that this page is of. */
function loadDocument(): Promise<never> {
  location.reload();
  return new Promise(() => {});
}
