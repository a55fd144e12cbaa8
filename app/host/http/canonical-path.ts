/**
 * The path as the page router will understand it: decoded and in lower case, since the router decodes and ignores case.
 * Undefined for a path that is malformed or hides a separator, which no page of ours has: such a path is not found.
 */
export function canonicalPath(pathname: string): string | undefined {
  if (/\/\/|\\|%2f|%5c|%00/i.test(pathname)) return undefined;
  try {
    return decodeURIComponent(pathname).toLowerCase();
  } catch {
    return undefined;
  }
}
