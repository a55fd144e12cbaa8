/** The kinds of URL that differ in headers, origins and caching. */
export type Surface = "admin" | "auth" | "link" | "embed" | "asset" | "api" | "status" | "public";

/** Names of the rules of the page cache. */
export type CacheRuleName = "event" | "opening" | "listing" | "file" | "reference";

/** The declarations of a route for the host, in its `handle`. A child's declaration overrides its parents'. */
export interface RouteDeclaration {
  /** Required of every route, in its own handle or in one of its parents'. */
  surface?: Surface;
  /** The rule by which its pages are cached, if they are the same for all visitors. Rendered for each request unless given. */
  cachedAs?: CacheRuleName;
  /** The page reads `context.trusted` and handles an untrusted write itself. The host refuses such a write unless given. */
  untrustedAllowed?: boolean;
  /** `robots.txt` disallows it. */
  disallowsRobots?: boolean;
  /** Its label in the metrics, one of few for all requests; the pattern of its path unless given. */
  metricLabel?: string;
}

/** The host's facts about the path of a request. */
export interface RouteFacts {
  readonly surface: Surface;
  /** Label of its requests in the metrics, and the kind of page whose cost is measured. */
  readonly label: string;
  readonly cachedAs: CacheRuleName | undefined;
  readonly untrustedAllowed: boolean;
  /** Loader data that no page requests: `*.data` outside the admin. */
  readonly isStrayData: boolean;
  /** Cache-Control of a file of the build at this path; an hour unless given. */
  readonly cacheControl: string | undefined;
}

/** The URLs of the app, as its routes and its host declare them. */
export interface RouteTable {
  /** Returns the facts of a canonical path: decoded, in lower case. */
  resolve(path: string): RouteFacts;
}

/** Facts of a path that nothing declares. */
export const UNKNOWN_ROUTE: RouteFacts = {
  surface: "public",
  label: "other",
  cachedAs: undefined,
  untrustedAllowed: false,
  isStrayData: false,
  cacheControl: undefined,
};
