import type { KeyOf } from "./make-translators.ts";
import type { en } from "./messages/admin/en.ts";

export type AdminMessageKey = KeyOf<typeof en>;

/** The messages of organisers' pages in one language, with every key of the English ones. */
export type AdminMessages = Record<keyof typeof en, string>;
