import { get } from "node:http";

/** What a page weighs when a browser opens it for the first time, in bytes as they travel. */
export interface PageWeight {
  html: number;
  js: number;
  css: number;
  /** Those that are fetched at once; the ones for rare letters come when a page has such a letter. */
  fonts: number;
  /** Every address that the page has a browser fetch, the page itself left out. */
  requests: string[];
}

interface Part {
  kind: "js" | "css" | "fonts" | "other";
  url: string;
}

/** Weighs a page by what its HTML names: style sheets, scripts, preloaded fonts, pictures, and what the style sheets name. */
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
      // Addresses of other pages are read by nobody's browser.
      return /^(canonical|alternate)$/.test(rel) ? [] : [{ kind: "other", url }];
    },
  );
}

function addressesIn(css: string, base: string): string[] {
  return [...css.matchAll(/url\(\s*["']?([^"')]+)/g)].flatMap(([, target = ""]) =>
    target.startsWith("data:") ? [] : [new URL(target, base).href],
  );
}

/** The bytes of a body as the server sends it to a browser that takes gzip. */
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
