import type { LoaderFunction, MetaArgs, MetaDescriptor } from "@remix-run/node";
import { type AdminTranslate, adminTranslator } from "#app/i18n/admin-translate.ts";
import type { PageData } from "#app/platform/http/page-context.ts";
import { DEFAULT_LOCALE } from "#app/platform/locales.ts";
import { isolated } from "#app/platform/text/direction.ts";

/** Returns the words of an organisers' page for its `meta`, in the language that a loader of the page has given. */
export function wordsOfPage({ matches }: Pick<MetaArgs, "matches">): AdminTranslate {
  const given = matches.findLast((match) => (match.data as PageData | undefined)?.locale)?.data;
  return adminTranslator((given as PageData | undefined)?.locale ?? DEFAULT_LOCALE);
}

/** Returns a route's `meta`: the page's title before the name of the product. `data` is undefined where the loader failed. */
export function adminTitle<Loader extends LoaderFunction>(
  titleOf: (t: AdminTranslate, data: MetaArgs<Loader>["data"]) => string,
) {
  return (args: MetaArgs<Loader>): MetaDescriptor[] => [
    { title: `${isolated(titleOf(wordsOfPage(args), args.data))} · Reservo` },
  ];
}
