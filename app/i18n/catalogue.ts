import type { Locale } from "#app/platform/locales.ts";
import * as frameDe from "./messages/frame/de.ts";
import * as frameEn from "./messages/frame/en.ts";
import * as frameEs from "./messages/frame/es.ts";
import * as frameFr from "./messages/frame/fr.ts";
import * as problemsDe from "./messages/problems/de.ts";
import * as problemsEn from "./messages/problems/en.ts";
import * as problemsEs from "./messages/problems/es.ts";
import * as problemsFr from "./messages/problems/fr.ts";

/** Each part of the product has a folder of messages with a file a language; English says which keys there are. */
const en = { ...frameEn.en, ...problemsEn.en };

type StoredKey = keyof typeof en;

/** What code asks for: forms of a plural (`_one`, `_other`) are one message. */
export type MessageKey = StoredKey extends infer Key
  ? Key extends `${infer Stem}_one` | `${infer Stem}_other`
    ? Stem
    : Key
  : never;

export const catalogue: Record<Locale, Record<StoredKey, string>> = {
  en,
  de: { ...frameDe.de, ...problemsDe.de },
  fr: { ...frameFr.fr, ...problemsFr.fr },
  es: { ...frameEs.es, ...problemsEs.es },
};
