import type { MetaDescriptor } from "@remix-run/node";
import { isLocale, type Language, type Locale, languageOf, locales } from "../locales.ts";
import { absolute } from "./paths.ts";
import { LOCALE_PARAMETER } from "./preferences.ts";

/** A page that search engines may know, as they and those who share it are told of it. */
export interface PublicPage {
  title: string;
  description: string;
  /** Whose page it is. */
  site: string;
  origin: string;
  /** The page's one address, without what only a visit needs. */
  path: string;
  /** What the visitor's address asks for: a language that it names is part of the page's own address. */
  search: string;
  locale: Locale;
  /** The path of a picture of 1200 by 630. */
  picture?: { path: string; words: string };
  /** Feeds that go with it. */
  feed?: { path: string; title: string };
  /** What is said of it to programs, in the words of schema.org. */
  facts?: Record<string, unknown>;
}

const REGIONS: Record<Language, string> = { en: "en_GB", de: "de_DE", fr: "fr_FR", es: "es_ES" };
const LONGEST_DESCRIPTION = 160;

/** Title, description, address in each language, and how it looks where it is shared. */
export function metaOfPublicPage(page: PublicPage): MetaDescriptor[] {
  const { title, site, origin, path, locale, picture, feed, facts } = page;
  const description = shortened(page.description, LONGEST_DESCRIPTION);
  const asked = new URLSearchParams(page.search).get(LOCALE_PARAMETER);
  const own = absolute(origin, isLocale(asked) ? inLanguage(path, languageOf(asked)) : path);
  const link = (rel: string, more: Record<string, string>) => ({ tagName: "link", rel, ...more });
  const property = (name: string, content: string) => ({ property: name, content });
  return [
    { title },
    { name: "description", content: description },
    link("canonical", { href: own }),
    ...locales.map((each) =>
      link("alternate", { hrefLang: each, href: absolute(origin, inLanguage(path, each)) }),
    ),
    link("alternate", { hrefLang: "x-default", href: absolute(origin, path) }),
    ...(feed
      ? [
          link("alternate", {
            type: "application/rss+xml",
            title: feed.title,
            href: absolute(origin, feed.path),
          }),
        ]
      : []),
    property("og:type", "website"),
    property("og:title", title),
    property("og:description", description),
    property("og:url", own),
    property("og:site_name", site),
    property("og:locale", REGIONS[languageOf(locale)] ?? REGIONS.en),
    ...(picture ? metaOfPicture(absolute(origin, picture.path), picture.words) : []),
    { name: "twitter:card", content: picture ? "summary_large_image" : "summary" },
    ...(facts ? [{ "script:ld+json": facts as never }] : []),
  ];
}

function metaOfPicture(url: string, words: string): MetaDescriptor[] {
  return [
    { property: "og:image", content: url },
    { property: "og:image:type", content: "image/png" },
    { property: "og:image:width", content: "1200" },
    { property: "og:image:height", content: "630" },
    { property: "og:image:alt", content: words },
  ];
}

function inLanguage(path: string, language: Language): string {
  return `${path}${path.includes("?") ? "&" : "?"}${LOCALE_PARAMETER}=${language}`;
}

/** At most so many characters, ended at a word. */
function shortened(text: string, longest: number): string {
  const plain = text.replace(/\s+/g, " ").trim();
  if (plain.length <= longest) return plain;
  const cut = plain.slice(0, longest - 1).toWellFormed();
  const end = cut.lastIndexOf(" ");
  return `${cut.slice(0, end > longest / 2 ? end : cut.length).replace(/[\s,.;:–-]+$/, "")}…`;
}
