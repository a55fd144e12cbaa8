import { escapeMarkup } from "#app/platform/escape-markup.ts";
import * as paths from "#app/platform/http/paths.ts";
import type { PreviewSiteOptions } from "./preview-site-options.ts";

interface Page {
  title: string;
  dark: boolean;
  /** Escaped HTML. */
  body: string;
  /** Escaped attributes of the loader's script. */
  loader?: string;
}

/** Renders a page of the example website; undefined for an unknown address. */
export async function pageOfSite(url: URL, options: PreviewSiteOptions): Promise<string | undefined> {
  const dark = url.searchParams.get("host") === "dark";
  if (url.pathname === "/preview") return frame(options, { dark, ...previewOf(url.searchParams, options) });
  const [event, other] = await options.listEvents();
  const slug = event?.slug ?? "";
  const title = escapeMarkup(event?.title ?? "");
  const link = `${options.reservo()}${paths.eventPage(slug)}`;
  const pages: Record<string, Omit<Page, "dark">> = {
    "/": {
      title: "The Lantern Hall",
      body: `<h1>What’s on at the Lantern Hall</h1><p>A small stage, a long table and a kitchen. This is an example of somebody
else’s website: the form below is Reservo’s, the rest is not.</p><h2>Book</h2>${inlineOf(slug, title, link)}
<h2>Afterwards</h2><p>Soup is served until ten. The last tram leaves at a quarter to twelve.</p>`,
    },
    "/popup": {
      title: "A form in a popup",
      body: `<h1>An evening with us</h1><p>Any link to the event becomes a popup.</p>
<p><a class="button" href="${link}" data-reservo-popup>Book now</a></p>`,
    },
    "/button": {
      title: "A floating button",
      loader: `data-reservo-float="${slug}" data-label="Book a seat" data-position="bottom-end"`,
      body: `<h1>Always at hand</h1><p>The button at the edge of the window opens the form.</p>`,
    },
    "/calendar": {
      title: "Everything we have planned",
      body: `<h1>Everything we have planned</h1><reservo-embed org="${escapeMarkup(event?.organization ?? "")}"></reservo-embed>`,
    },
    "/two": {
      title: "Two forms on a page",
      body: `<h1>Two evenings</h1>${inlineOf(slug, title, link)}<h2>And another</h2>${inlineOf(other?.slug ?? slug, "", link)}`,
    },
  };
  const page = pages[url.pathname];
  return page && frame(options, { dark, ...page });
}

const inlineOf = (slug: string, title: string, link: string) =>
  `<reservo-embed event="${slug}"><a href="${link}">Book ${title}</a></reservo-embed>`;

const ATTRIBUTES = ["embed", "theme", "stock", "font", "locale", "seats", "hide", "success", "test"];

/** Returns the page in which the admin previews a form that is being configured. */
function previewOf(query: URLSearchParams, { reservo }: PreviewSiteOptions): Omit<Page, "dark"> {
  const slug = escapeMarkup((query.get("event") ?? "").replace(/[^a-z0-9-]/g, ""));
  const given = ATTRIBUTES.flatMap((name) => {
    const value = query.get(name);
    return value ? [[name, escapeMarkup(value)] as const] : [];
  });
  const attributes = (prefix = "") => given.map(([name, value]) => `${prefix}${name}="${value}"`).join(" ");
  const label = escapeMarkup(query.get("label") || "Book");
  const link = `${reservo()}${paths.eventPage(slug)}`;
  const framed = new URL(paths.embedEvent(slug), reservo());
  for (const [name] of given) framed.searchParams.set(name, query.get(name) ?? "");
  const position = query.get("position") === "bottom-start" ? "bottom-start" : "bottom-end";
  const text = "<p>A page of somebody else’s website, with your form on it.</p>";
  const bodies: Record<string, Omit<Page, "dark" | "title">> = {
    inline: {
      body: `<reservo-embed event="${slug}" ${attributes()}><a href="${link}">${label}</a></reservo-embed>`,
    },
    popup: {
      body: `<p><a class="button" href="${link}" data-reservo-popup ${attributes("data-")}>${label}</a></p>`,
    },
    float: {
      loader: `data-reservo-float="${slug}" data-label="${label}" data-position="${position}" ${attributes("data-")}`,
      body: "",
    },
    plain: {
      body: `<iframe src="${escapeMarkup(framed.href)}" title="${label}" width="100%" height="760" frameborder="0"></iframe>`,
    },
  };
  const mode = bodies[query.get("mode") ?? "inline"] ?? bodies.inline;
  return { title: "Your page", ...mode, body: `<h1>Your page</h1>${text}${mode?.body}` };
}

function frame({ reservo }: PreviewSiteOptions, { title, dark, body, loader = "" }: Page): string {
  const more = dark ? "?host=dark" : "";
  const links = [
    ["/", "Inline"],
    ["/popup", "Popup"],
    ["/button", "Button"],
    ["/calendar", "Calendar"],
    ["/two", "Two forms"],
  ];
  return `<!doctype html>
<html lang="en" data-admin="${escapeMarkup(reservo())}"${dark ? ' data-host="dark"' : ""}>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/site.css">
<script src="/site.js"></script><script async src="${escapeMarkup(reservo())}/embed/v1.js" ${loader}></script></head>
<body><header><strong>The Lantern Hall</strong>
${links.map(([href, words]) => `<a href="${href}${more}">${words}</a>`).join("\n")}
<a href="?host=${dark ? "light" : "dark"}">${dark ? "Light" : "Dark"}</a></header>
<main>${body}</main><footer>An example website, served by Reservo on an origin of its own.</footer></body></html>`;
}
