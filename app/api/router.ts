import { LRUCache } from "lru-cache";
import { BASE, type Route, routerPath } from "./route.ts";

/** The route that matches a request. */
export interface Found {
  route: Route;
  /** The path pattern, for logs and metrics. */
  label: string;
  /** Whether the response may be a stream. */
  streams: boolean;
  /** The path parameters, by name. */
  params: Record<string, string>;
  /** The validated parameters, cached here so that a frequently requested path is validated once. */
  checked?: unknown;
}

export interface Router {
  find(method: string, path: string): Found | undefined;
  /** Returns all routes with this path, for any method. */
  at(path: string): Route[];
}

interface Pattern extends Omit<Found, "params"> {
  /** The path segments; those in braces are parameters. */
  parts: readonly string[];
}

/** Creates a router. It matches full paths, percent-encoded as received. */
export function routerOf(routes: readonly Route[]): Router {
  const patterns = routes.map((route) => ({
    route,
    label: BASE + routerPath(route),
    streams: Object.values(route.responses).some((each) => each.contentType === EVENT_STREAM),
    parts: partsOf(BASE + route.path),
  }));
  // Literal segments take precedence over parameters.
  patterns.sort((a, b) => namesIn(a) - namesIn(b));
  const byShape = new Map<string, Pattern[]>();
  for (const pattern of patterns) {
    const shape = `${pattern.route.method.toUpperCase()} ${pattern.parts.length}`;
    byShape.set(shape, [...(byShape.get(shape) ?? []), pattern]);
  }
  const search = (method: string, path: string): Found | undefined => {
    const parts = partsOf(decoded(path));
    // HEAD is handled by the GET route.
    const shape = `${method === "HEAD" ? "GET" : method} ${parts.length}`;
    for (const pattern of byShape.get(shape) ?? []) {
      const params = match(pattern, parts);
      if (!params) continue;
      const { route, label, streams } = pattern;
      return { route, label, streams, params };
    }
    return undefined;
  };
  const known = new LRUCache<string, Found>({ max: MAX_CACHED_PATHS });
  return {
    find(method, path) {
      const address = `${method} ${path}`;
      const before = known.get(address);
      if (before) return before;
      const found = search(method, path);
      if (found && address.length <= MAX_CACHED_PATH_LENGTH) known.set(address, found);
      return found;
    },
    at(path) {
      const parts = partsOf(decoded(path));
      return patterns
        .filter((each) => each.parts.length === parts.length && match(each, parts))
        .map(({ route }) => route);
    },
  };
}

/** Bounds of the cache of matched paths. */
const MAX_CACHED_PATHS = 2_000;
const MAX_CACHED_PATH_LENGTH = 200;
const EVENT_STREAM = "text/event-stream";
const partsOf = (path: string) => path.split("/");
const isName = (part: string) => part.startsWith("{");
const namesIn = ({ parts }: Pattern) => parts.filter(isName).length;

function match(pattern: Pattern, parts: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  // An index loop for speed: this runs several times per request.
  for (let index = 0; index < parts.length; index++) {
    const wanted = pattern.parts[index] ?? "";
    const part = parts[index] ?? "";
    if (part === wanted) continue;
    if (!isName(wanted) || part === "") return undefined;
    params[wanted.slice(1, -1)] = part;
  }
  return params;
}

/** Decodes a path. The host has already rejected malformed encodings and encoded slashes. */
function decoded(path: string): string {
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
