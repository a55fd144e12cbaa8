import { type MaybePromise, when } from "#app/platform/maybe-promise.ts";
import type { IncomingRequest } from "../http/incoming-request.ts";

/** What of the address of a page tells it apart from others that are kept, and for which visitors it is the same. */
export interface PageRule {
  /**
   * Returns the parameters that the page reads, as it understands them, in a fixed order; what it does not understand is
   * undefined. All others are dropped before the page is rendered. It reads none unless given.
   */
  query?(search: URLSearchParams): Record<string, string | undefined>;
  /** Parameters with which the page is somebody's own where their value is genuine; they are dropped where it is not. */
  own?: Readonly<Record<string, (value: string) => MaybePromise<boolean>>>;
  /**
   * Returns whether a cookie makes the page at this path the visitor's own for now. It is asked once a request, and may say no to
   * one that comes too often. Where the page is not rendered, for lack of room or by a rate limit, the shared one is sent.
   */
  isOwnByCookie?(incoming: IncomingRequest, path: string): boolean;
  /** The page is the same for those who are signed in, too. */
  sameForMembers?: boolean;
  /** A file for programs: the same for everybody, whatever their language and theme, with a Cache-Control of its own. */
  isFile?: boolean;
}

/** The address of a kept page in one spelling, however it was requested. */
export interface PageAddress {
  path: string;
  /** The part that the page reads, with its question mark. */
  search: string;
}

/** Paths that need no encoding. No kept page has another, so that each is kept under one spelling. */
const PLAIN_PATH = /^[a-z0-9\-._~/]+$/;

/** Returns the address under which a page is kept; undefined for a path that no kept page has. */
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

/** Returns whether a page of the rule is one visitor's own, by their cookies or by a genuine parameter of the address. */
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
