import { createContext, useContext, useMemo } from "react";
import type { Locale } from "#app/platform/locales.ts";
import { LocaleContext } from "./locale-context.ts";
import { type KeyOf, makeTranslators, type Values } from "./make-translators.ts";
import type { en as account } from "./messages/admin/account/en.ts";
import type { en as team } from "./messages/admin/team/en.ts";
import type { en as twoFactor } from "./messages/admin/two-factor/en.ts";

/** Messages that a loader has returned (`pageMessages`), by key. */
export type PageMessages = Record<string, string>;

type PageMessageKey = KeyOf<typeof account & typeof team & typeof twoFactor>;
/** Translates a message of a page into the page's language. */
export type PageTranslate = (key: PageMessageKey, values?: Values) => string;

const MessagesContext = createContext<PageMessages>({});

/** Provides the messages of a page that are not part of the browser's catalogue. */
export const PageWords = MessagesContext.Provider;

/** Returns the page's locale, and the translator of the messages that `PageWords` provides. */
export function usePageWords(): { t: PageTranslate; locale: Locale } {
  const messages = useContext(MessagesContext);
  const locale = useContext(LocaleContext);
  const t = useMemo(() => pageTranslator(messages, locale), [messages, locale]);
  return { t, locale };
}

/** Returns the translator of messages that a loader has returned. */
export function pageTranslator(messages: PageMessages, locale: Locale): PageTranslate {
  return makeTranslators<PageMessageKey>(() => messages)(locale);
}
