import type { Locale } from "#app/platform/locales.ts";
import * as bookingDe from "./messages/booking/de.ts";
import * as bookingEn from "./messages/booking/en.ts";
import * as bookingEs from "./messages/booking/es.ts";
import * as bookingFr from "./messages/booking/fr.ts";
import * as embedDe from "./messages/embed/de.ts";
import * as embedEn from "./messages/embed/en.ts";
import * as embedEs from "./messages/embed/es.ts";
import * as embedFr from "./messages/embed/fr.ts";
import * as eventDe from "./messages/event/de.ts";
import * as eventEn from "./messages/event/en.ts";
import * as eventEs from "./messages/event/es.ts";
import * as eventFr from "./messages/event/fr.ts";
import * as frameDe from "./messages/frame/de.ts";
import * as frameEn from "./messages/frame/en.ts";
import * as frameEs from "./messages/frame/es.ts";
import * as frameFr from "./messages/frame/fr.ts";

/** Each part of the product has a folder of messages with a file a language; English says which keys there are. */
const en = { ...bookingEn.en, ...embedEn.en, ...eventEn.en, ...frameEn.en };

type StoredKey = keyof typeof en;

/** What code asks for: forms of a plural (`_one`, `_other`) are one message. */
export type MessageKey = StoredKey extends infer Key
  ? Key extends `${infer Stem}_one` | `${infer Stem}_other`
    ? Stem
    : Key
  : never;

export const catalogue: Record<Locale, Record<StoredKey, string>> = {
  en,
  de: { ...bookingDe.de, ...embedDe.de, ...eventDe.de, ...frameDe.de },
  fr: { ...bookingFr.fr, ...embedFr.fr, ...eventFr.fr, ...frameFr.fr },
  es: { ...bookingEs.es, ...embedEs.es, ...eventEs.es, ...frameEs.es },
};
