import type { LoaderFunction, MetaArgs, MetaDescriptor } from "@remix-run/node";
import { type AdminTranslate, adminTranslator } from "#app/i18n/admin-translate.ts";
import type { PageData } from "#app/platform/http/page-context.ts";
import { DEFAULT_LOCALE, type Locale } from "#app/platform/locales.ts";
import { isolated } from "#app/platform/text/direction.ts";

/**
 * Returns the translator for an admin page's `meta`, in the language that one of the page's loaders returned, else that of
 * the problem shown in its place.
 */
export function wordsOfPage({ matches, error }: Pick<MetaArgs, "matches" | "error">): AdminTranslate {
  const given = matches.findLast((match) => localeIn(match.data))?.data;
  const thrown = (error as { data?: unknown } | undefined)?.data;
  return adminTranslator(localeIn(given) ?? localeIn(thrown) ?? DEFAULT_LOCALE);
}

function localeIn(data: unknown): Locale | undefined {
  return (data as PageData | null | undefined)?.locale;
}

/** Returns a route's `meta` with the page's title and the product's name. `data` is undefined if the loader failed. */
export function adminTitle<Loader extends LoaderFunction>(
  titleOf: (t: AdminTranslate, data: MetaArgs<Loader>["data"]) => string,
) {
  return (args: MetaArgs<Loader>): MetaDescriptor[] => [
    { title: `${isolated(titleOf(wordsOfPage(args), args.data))} · Reservo` },
  ];
}
