import { type Language, type Locale, wordsLanguageOf } from "#app/platform/locales.ts";
import type { KeyOf } from "./make-translators.ts";
import { de } from "./messages/admin/team/de.ts";
import { en } from "./messages/admin/team/en.ts";
import { es } from "./messages/admin/team/es.ts";
import { fr } from "./messages/admin/team/fr.ts";

export type TeamMessages = Record<keyof typeof en, string>;
export type TeamKey = KeyOf<TeamMessages>;

export const teamCatalogue: Record<Language, TeamMessages> = { en, de, fr, es };

/**
 * Returns the messages of the team's pages in the language of a locale, for loaders. They are sent with these pages, as they
 * would take a tenth of the script of words that every page of the admin loads.
 */
export function teamMessages(locale: Locale): TeamMessages {
  return teamCatalogue[wordsLanguageOf(locale)];
}
