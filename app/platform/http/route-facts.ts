/** The kinds of address that headers, origins and caching differ by. */
export type Surface = "admin" | "auth" | "link" | "embed" | "asset" | "api" | "status" | "public";

/** The rules by which the page cache keeps pages. */
export type CacheRuleName = "event" | "opening" | "listing" | "file" | "reference";

/** What a route declares to the host in its `handle`. A child's declaration overrides its parents'. */
export interface RouteDeclaration {
  /** Required of every route, by its own handle or by one of its parents'. */
  surface?: Surface;
  /** The rule by which its pages are kept, where they are the same for all visitors. Rendered for each request unless given. */
  cachedAs?: CacheRuleName;
  /** The page reads `context.trusted` and answers an untrusted write itself. The host refuses such a write unless given. */
  untrustedAllowed?: boolean;
  /** `robots.txt` disallows it. */
  disallowsRobots?: boolean;
  /** Its label in the metrics, one of few whatever is requested; the pattern of its path unless given. */
  metricLabel?: string;
}

/** What the host reads of the address of a request. */
export interface RouteFacts {
  readonly surface: Surface;
  /** Labels its requests in the metrics, and is the kind of page by which work is expected. */
  readonly label: string;
  readonly cachedAs: CacheRuleName | undefined;
  readonly untrustedAllowed: boolean;
  /** Loader data that no page requests: `*.data` outside of the admin. */
  readonly isStrayData: boolean;
  /** How long others may keep a file of the build that stands here; an hour unless given. */
  readonly cacheControl: string | undefined;
}

/** The addresses of the app, as its routes and its host declare them. */
export interface RouteTable {
  /** Returns the facts of a canonical path: decoded, in lower case. */
  resolve(path: string): RouteFacts;
}

/** The facts of an address that nothing declares. */
export const UNKNOWN_ROUTE: RouteFacts = {
  surface: "public",
  label: "other",
  cachedAs: undefined,
  untrustedAllowed: false,
  isStrayData: false,
  cacheControl: undefined,
};
