/**
 * Returns the path as the page router reads it: decoded and in lower case, since the router decodes and ignores case. Returns
 * undefined for a path that is malformed or hides a separator; no page has such a path, so it is not found.
 */
export function canonicalPath(pathname: string): string | undefined {
  if (/\/\/|\\|%2f|%5c|%00/i.test(pathname)) return undefined;
  try {
    return decodeURIComponent(pathname).toLowerCase();
  } catch {
    return undefined;
  }
}
