import type { LoaderFunction, MetaArgs, MetaDescriptor } from "@remix-run/node";
import { createContext, type ReactNode, useContext } from "react";
import { LocaleContext } from "#app/i18n/locale-context.ts";
import { makeTranslators, type Values } from "#app/i18n/make-translators.ts";
import type { TeamKey, TeamMessages } from "#app/i18n/team-messages.ts";
import { DEFAULT_LOCALE, type Locale } from "#app/platform/locales.ts";
import { isolated } from "#app/platform/text/direction.ts";

export type TeamTranslate = (key: TeamKey, values?: Values) => string;

/** The data of a loader that sends the messages of the team's pages. */
interface WithWords {
  teamWords: TeamMessages;
  locale: Locale;
}

const MessagesContext = createContext<TeamMessages | undefined>(undefined);
const translators = new WeakMap<TeamMessages, (locale: Locale) => TeamTranslate>();

/** Provides the messages that the page's loader has sent. */
export function TeamWords({ messages, children }: { messages: TeamMessages; children: ReactNode }) {
  return <MessagesContext.Provider value={messages}>{children}</MessagesContext.Provider>;
}

/** Returns the page's locale and the translator of the team's pages. */
export function useTeamWords(): { t: TeamTranslate; locale: Locale } {
  const locale = useContext(LocaleContext);
  const messages = useContext(MessagesContext);
  if (!messages) throw new Error("useTeamWords must be called inside TeamWords.");
  return { t: translatorOf(messages, locale), locale };
}

function translatorOf(messages: TeamMessages, locale: Locale): TeamTranslate {
  let translator = translators.get(messages);
  if (!translator) {
    translator = makeTranslators<TeamKey>(() => messages);
    translators.set(messages, translator);
  }
  return translator(locale);
}

/** Returns a route's `meta` with the page's title, translated by the messages that one of its loaders sent. */
export function teamTitle<Loader extends LoaderFunction>(
  titleOf: (t: TeamTranslate, data: MetaArgs<Loader>["data"]) => string,
) {
  return ({ matches, data }: MetaArgs<Loader>): MetaDescriptor[] => {
    const sent = matches
      .map((match) => match.data as WithWords | undefined)
      .findLast((each) => each?.teamWords);
    if (!sent) return [];
    const t = translatorOf(sent.teamWords, sent.locale ?? DEFAULT_LOCALE);
    return [{ title: `${isolated(titleOf(t, data))} · Reservo` }];
  };
}
