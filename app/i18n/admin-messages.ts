import type { Language } from "#app/platform/locales.ts";
import type { AdminMessages } from "./admin-catalogue.ts";
import { de } from "./messages/admin/de.ts";
import { en } from "./messages/admin/en.ts";
import { es } from "./messages/admin/es.ts";
import { fr } from "./messages/admin/fr.ts";

/**
 * The messages of organisers' pages; scripts of public pages never contain them. In browsers, `admin-messages.browser.ts`
 * replaces this module (`#admin-messages.ts` in package.json).
 */
export const adminCatalogue: Record<Language, AdminMessages> = { en, de, fr, es };

/** Returns the messages of a language. */
export function adminMessages(language: Language): AdminMessages {
  return adminCatalogue[language];
}
