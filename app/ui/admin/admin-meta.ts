import type { LoaderFunction, MetaArgs, MetaDescriptor } from "@remix-run/node";
import { type AdminTranslate, adminTranslator } from "#app/i18n/admin-translate.ts";
import type { PageData } from "#app/platform/http/page-context.ts";
import { DEFAULT_LOCALE } from "#app/platform/locales.ts";
import { isolated } from "#app/platform/text/direction.ts";

/** Returns the translator for an admin page's `meta`, in the language that one of the page's loaders returned. */
export function wordsOfPage({ matches }: Pick<MetaArgs, "matches">): AdminTranslate {
  const given = matches.findLast((match) => (match.data as PageData | undefined)?.locale)?.data;
  return adminTranslator((given as PageData | undefined)?.locale ?? DEFAULT_LOCALE);
}

/** Returns a route's `meta` with the page's title and the product's name. `data` is undefined if the loader failed. */
export function adminTitle<Loader extends LoaderFunction>(
  titleOf: (t: AdminTranslate, data: MetaArgs<Loader>["data"]) => string,
) {
  return (args: MetaArgs<Loader>): MetaDescriptor[] => [
    { title: `${isolated(titleOf(wordsOfPage(args), args.data))} · Reservo` },
  ];
}
