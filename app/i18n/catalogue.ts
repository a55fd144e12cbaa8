import type { Language } from "#app/platform/locales.ts";
import type { KeyOf } from "./make-translators.ts";
import * as bookedDe from "./messages/booked/de.ts";
import * as bookedEn from "./messages/booked/en.ts";
import * as bookedEs from "./messages/booked/es.ts";
import * as bookedFr from "./messages/booked/fr.ts";
import * as bookingDe from "./messages/booking/de.ts";
import * as bookingEn from "./messages/booking/en.ts";
import * as bookingEs from "./messages/booking/es.ts";
import * as bookingFr from "./messages/booking/fr.ts";
import * as doorDe from "./messages/door/de.ts";
import * as doorEn from "./messages/door/en.ts";
import * as doorEs from "./messages/door/es.ts";
import * as doorFr from "./messages/door/fr.ts";
import * as embedDe from "./messages/embed/de.ts";
import * as embedEn from "./messages/embed/en.ts";
import * as embedEs from "./messages/embed/es.ts";
import * as embedFr from "./messages/embed/fr.ts";
import * as eventDe from "./messages/event/de.ts";
import * as eventEn from "./messages/event/en.ts";
import * as eventEs from "./messages/event/es.ts";
import * as eventFr from "./messages/event/fr.ts";
import * as findDe from "./messages/find/de.ts";
import * as findEn from "./messages/find/en.ts";
import * as findEs from "./messages/find/es.ts";
import * as findFr from "./messages/find/fr.ts";
import * as frameDe from "./messages/frame/de.ts";
import * as frameEn from "./messages/frame/en.ts";
import * as frameEs from "./messages/frame/es.ts";
import * as frameFr from "./messages/frame/fr.ts";
import * as lettersDe from "./messages/letters/de.ts";
import * as lettersEn from "./messages/letters/en.ts";
import * as lettersEs from "./messages/letters/es.ts";
import * as lettersFr from "./messages/letters/fr.ts";
import * as manageDe from "./messages/manage/de.ts";
import * as manageEn from "./messages/manage/en.ts";
import * as manageEs from "./messages/manage/es.ts";
import * as manageFr from "./messages/manage/fr.ts";
import * as organiserDe from "./messages/organiser/de.ts";
import * as organiserEn from "./messages/organiser/en.ts";
import * as organiserEs from "./messages/organiser/es.ts";
import * as organiserFr from "./messages/organiser/fr.ts";
import * as problemsDe from "./messages/problems/de.ts";
import * as problemsEn from "./messages/problems/en.ts";
import * as problemsEs from "./messages/problems/es.ts";
import * as problemsFr from "./messages/problems/fr.ts";

/** Each part of the product has a folder of messages with one file per language; the English one defines the keys. */
const en = {
  ...bookedEn.en,
  ...bookingEn.en,
  ...doorEn.en,
  ...embedEn.en,
  ...eventEn.en,
  ...findEn.en,
  ...frameEn.en,
  ...lettersEn.en,
  ...manageEn.en,
  ...organiserEn.en,
  ...problemsEn.en,
};

type StoredKey = keyof typeof en;

/** A message key as code uses it. */
export type MessageKey = KeyOf<typeof en>;

export const catalogue: Record<Language, Record<StoredKey, string>> = {
  en,
  de: {
    ...bookedDe.de,
    ...bookingDe.de,
    ...doorDe.de,
    ...embedDe.de,
    ...eventDe.de,
    ...findDe.de,
    ...frameDe.de,
    ...lettersDe.de,
    ...manageDe.de,
    ...organiserDe.de,
    ...problemsDe.de,
  },
  fr: {
    ...bookedFr.fr,
    ...bookingFr.fr,
    ...doorFr.fr,
    ...embedFr.fr,
    ...eventFr.fr,
    ...findFr.fr,
    ...frameFr.fr,
    ...lettersFr.fr,
    ...manageFr.fr,
    ...organiserFr.fr,
    ...problemsFr.fr,
  },
  es: {
    ...bookedEs.es,
    ...bookingEs.es,
    ...doorEs.es,
    ...embedEs.es,
    ...eventEs.es,
    ...findEs.es,
    ...frameEs.es,
    ...lettersEs.es,
    ...manageEs.es,
    ...organiserEs.es,
    ...problemsEs.es,
  },
};
