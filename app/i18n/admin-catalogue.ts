import type { KeyOf } from "./make-translators.ts";
import type { en } from "./messages/admin/en.ts";

export type AdminMessageKey = KeyOf<typeof en>;

/** The messages of organisers' pages in one language: every key that English has. */
export type AdminMessages = Record<keyof typeof en, string>;
