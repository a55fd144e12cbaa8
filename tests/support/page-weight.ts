import { get } from "node:http";

/** The size of a page at its first visit, in transferred bytes. */
export interface PageWeight {
  html: number;
  js: number;
  css: number;
  /** Fonts that are fetched immediately; those for rare characters are fetched when a page has such a character. */
  fonts: number;
  /** Every URL that the page makes a browser fetch, except the page itself. */
  requests: string[];
}

interface Part {
  kind: "js" | "css" | "fonts" | "other";
  url: string;
}

/**
 * Measures a page and the resources that its HTML references: style sheets, scripts, preloaded fonts, pictures, and those that
 * the style sheets reference.
 */
export async function weighPage(address: string): Promise<PageWeight> {
  const page = await fetchPacked(address);
  const html = await (await fetch(address, { headers: { Accept: "text/html" } })).text();
  const parts = partsOf(html, address);
  const weight: PageWeight = { html: page, js: 0, css: 0, fonts: 0, requests: parts.map(({ url }) => url) };
  for (const { kind, url } of parts) {
    if (kind === "other") continue;
    weight[kind] += await fetchPacked(url);
    if (kind === "css") weight.requests.push(...addressesIn(await (await fetch(url)).text(), url));
  }
  weight.requests = [...new Set(weight.requests)];
  return weight;
}

function partsOf(html: string, address: string): Part[] {
  const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`, "i").exec(tag)?.[1];
  return [...html.matchAll(/<(link|script|img|source|iframe|video|audio|object|embed)\b[^>]*>/gi)].flatMap(
    ([tag, name = ""]): Part[] => {
      const target = attribute(tag, name === "link" ? "href" : "src");
      if (target === undefined) return [];
      const url = new URL(target.replaceAll("&amp;", "&"), address).href;
      if (name === "script") return [{ kind: "js", url }];
      if (name !== "link") return [{ kind: "other", url }];
      const rel = attribute(tag, "rel") ?? "";
      if (rel === "stylesheet") return [{ kind: "css", url }];
      if (rel === "preload" && attribute(tag, "as") === "font") return [{ kind: "fonts", url }];
      // No browser fetches URLs of other pages.
      return /^(canonical|alternate)$/.test(rel) ? [] : [{ kind: "other", url }];
    },
  );
}

function addressesIn(css: string, base: string): string[] {
  return [...css.matchAll(/url\(\s*["']?([^"')]+)/g)].flatMap(([, target = ""]) =>
    target.startsWith("data:") ? [] : [new URL(target, base).href],
  );
}

/** Returns the size of a body as the server sends it to a browser that accepts gzip. */
function fetchPacked(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { "Accept-Encoding": "gzip", Accept: "text/html,*/*" } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.byteLength;
      });
      response.on("end", () => resolve(bytes));
      response.on("error", reject);
    }).on("error", reject);
  });
}
