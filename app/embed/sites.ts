/**
 * Which sites may frame a form, as expressions of a content policy: `https:`, `https://blog.example.org`,
 * `https://*.example.org`, `http://localhost:*`. The same list stands in `frame-ancestors` and in the page, so that the
 * browser and the frame agree. The frame's module is built from this file too: it imports nothing.
 */

/** Where nobody has named a site: every site that is served over TLS, and one in development on the visitor's machine. */
const ANY_SITE = ["https:", "http://localhost:*", "http://127.0.0.1:*"];

/** The sites that may frame, besides our own pages. */
export function framingSites(named: readonly string[], previewOrigin: string | undefined): string[] {
  const sites = named.length > 0 ? named : ANY_SITE;
  return [...sites, ...(previewOrigin ? [previewOrigin] : [])];
}

/** Whether an origin, as browsers write one, is among the expressions of a list. */
export function isAmong(sites: readonly string[], origin: string): boolean {
  // Nothing comes after an origin's host and port, so what has the right beginning and end is right in between.
  if (origin.lastIndexOf("/") > "https:/".length) return false;
  return sites.some((site) => {
    const [before = "", after] = site.split("*");
    if (after === undefined) return origin === site || origin.startsWith(`${site}//`);
    return origin.startsWith(before) && origin.endsWith(after);
  });
}
