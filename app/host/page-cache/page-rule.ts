import { type MaybePromise, when } from "#app/platform/maybe-promise.ts";
import type { IncomingRequest } from "../http/incoming-request.ts";

/** What of a page's URL distinguishes its cache entries, and which visitors share them. */
export interface PageRule {
  /**
   * Returns the parameters that the page reads, as it interprets them, in a fixed order; invalid ones are undefined. All others
   * are dropped before the page is rendered. Without it, the page reads none.
   */
  query?(search: URLSearchParams): Record<string, string | undefined>;
  /** Parameters that make the page one visitor's own if their value is genuine; otherwise they are dropped. */
  own?: Readonly<Record<string, (value: string) => MaybePromise<boolean>>>;
  /**
   * Returns whether a cookie makes the page at this path the visitor's own for now. It is called once per request, and may
   * return false for a visitor who comes too often. When the visitor's own page is not rendered, because of the work bound or a
   * rate limit, the shared one is sent.
   */
  isOwnByCookie?(incoming: IncomingRequest, path: string): boolean;
  /** The page is the same for members who are signed in, too. */
  sameForMembers?: boolean;
  /** A file for programs: the same for all clients, whatever their language and theme, with its own Cache-Control. */
  isFile?: boolean;
}

/** The canonical URL of a cached page, however it was requested. */
export interface PageAddress {
  path: string;
  /** The parameters that the page reads, with the question mark. */
  search: string;
}

/** Paths without percent-encoding. No cached page has another, so that each has one spelling. */
const PLAIN_PATH = /^[a-z0-9\-._~/]+$/;

/** Returns the canonical URL of a cached page; undefined for a path that no cached page has. */
export function addressOf({ path, url }: IncomingRequest, rule: PageRule): PageAddress | undefined {
  if (path === undefined || !PLAIN_PATH.test(path)) return undefined;
  const plain = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
  if (url.search === "" || !rule.query) return { path: plain, search: "" };
  const kept = new URLSearchParams();
  for (const [name, value] of Object.entries(rule.query(url.searchParams))) {
    if (value !== undefined) kept.set(name, value);
  }
  return { path: plain, search: kept.size > 0 ? `?${kept}` : "" };
}

/** Returns whether a page of the rule is one visitor's own, by their cookies or by a genuine parameter of the URL. */
export function isOwn(
  { request, url }: IncomingRequest,
  rule: PageRule,
  isPersonal: (request: Request) => MaybePromise<boolean>,
): MaybePromise<boolean> {
  const isMembers = !rule.isFile && !rule.sameForMembers && isPersonal(request);
  return when(isMembers, (is) => is || hasOwnParameter(url, rule));
}

function hasOwnParameter(url: URL, { own = {} }: PageRule): MaybePromise<boolean> {
  if (url.search === "") return false;
  const checks = Object.entries(own).flatMap(([name, isGenuine]) => {
    const value = url.searchParams.get(name);
    return value === null ? [] : [isGenuine(value)];
  });
  return checks.length > 0 && Promise.all(checks).then((found) => found.includes(true));
}
