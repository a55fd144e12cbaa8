import type { LoaderFunction, MetaArgs, MetaDescriptor } from "@remix-run/node";
import { type PageMessages, type PageTranslate, pageTranslator } from "#app/i18n/page-words.tsx";
import { DEFAULT_LOCALE, type Locale } from "#app/platform/locales.ts";
import { isolated } from "#app/platform/text/direction.ts";

/** The data of a loader that returns the messages of the team's pages. */
interface WithMessages {
  messages: PageMessages;
  locale: Locale;
}

/** Returns a route's `meta` with the page's title, translated by the messages that one of its loaders returned. */
export function teamTitle<Loader extends LoaderFunction>(
  titleOf: (t: PageTranslate, data: MetaArgs<Loader>["data"]) => string,
) {
  return ({ matches, data }: MetaArgs<Loader>): MetaDescriptor[] => {
    const found = matches
      .map((match) => match.data as WithMessages | undefined)
      .findLast((each) => each?.messages);
    if (!found) return [];
    const t = pageTranslator(found.messages, found.locale ?? DEFAULT_LOCALE);
    return [{ title: `${isolated(titleOf(t, data))} · Reservo` }];
  };
}
