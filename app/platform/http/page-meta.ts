import type { MetaDescriptor } from "@remix-run/node";
import { isLocale, type Language, type Locale, languageOf, locales } from "../locales.ts";
import { absolute } from "./paths.ts";
import { LOCALE_PARAMETER } from "./preferences.ts";

/** A page that search engines may index, with its metadata for them and for link previews. */
export interface PublicPage {
  title: string;
  description: string;
  /** Name of the site that the page belongs to. */
  site: string;
  origin: string;
  /** The canonical path of the page, without parameters of one visit. */
  path: string;
  /** The query of the request: a language in it is part of the page's own URL. */
  search: string;
  locale: Locale;
  /** Path of a picture of 1200 by 630 pixels. */
  picture?: { path: string; words: string };
  /** Feed of the page. */
  feed?: { path: string; title: string };
  /** Structured data in the vocabulary of schema.org. */
  facts?: Record<string, unknown>;
}

const REGIONS: Record<Language, string> = { en: "en_GB", de: "de_DE", fr: "fr_FR", es: "es_ES" };
const MAX_DESCRIPTION_CHARACTERS = 160;

/** Returns title, description, URL in each language, and link preview of a public page. */
export function metaOfPublicPage(page: PublicPage): MetaDescriptor[] {
  const { title, site, origin, path, locale, picture, feed, facts } = page;
  const description = shortened(page.description, MAX_DESCRIPTION_CHARACTERS);
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

/** Shortens a text to at most `longest` characters, at the end of a word. */
function shortened(text: string, longest: number): string {
  const plain = text.replace(/\s+/g, " ").trim();
  if (plain.length <= longest) return plain;
  const cut = plain.slice(0, longest - 1).toWellFormed();
  const end = cut.lastIndexOf(" ");
  return `${cut.slice(0, end > longest / 2 ? end : cut.length).replace(/[\s,.;:–-]+$/, "")}…`;
}
