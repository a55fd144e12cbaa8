/**
 * The sites that may frame a form, as CSP source expressions: `https:`, `https://blog.example.org`,
 * `https://*.example.org`, `http://localhost:*`. The header `frame-ancestors` and the page use the same list, so that the
 * browser and the frame agree. The frame's module is built from this file too: it imports nothing.
 */

/** The default without named sites: every site served over TLS, and sites in development on the visitor's machine. */
const ANY_SITE = ["https:", "http://localhost:*", "http://127.0.0.1:*"];

/** Returns the sites that may frame a form, besides our own pages. */
export function framingSites(named: readonly string[], previewOrigin: string | undefined): string[] {
  const sites = named.length > 0 ? named : ANY_SITE;
  return [...sites, ...(previewOrigin ? [previewOrigin] : [])];
}

/** Returns whether an origin, as browsers serialise it, matches one of the source expressions. */
export function matchesSite(sites: readonly string[], origin: string): boolean {
  // Without a path after the host and port, a matching prefix and suffix suffice.
  if (origin.lastIndexOf("/") > "https:/".length) return false;
  return sites.some((site) => {
    const [before = "", after] = site.split("*");
    if (after === undefined) return origin === site || origin.startsWith(`${site}//`);
    return origin.startsWith(before) && origin.endsWith(after);
  });
}
