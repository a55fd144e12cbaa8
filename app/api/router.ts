import { LRUCache } from "lru-cache";
import { BASE, type Route, routerPath } from "./route.ts";

/** A call that a request is for. */
export interface Found {
  route: Route;
  /** The pattern of its path, as logs and metrics have it. */
  label: string;
  /** Whether it may be answered with a stream. */
  streams: boolean;
  /** What stands in the address where the pattern has a name. */
  params: Record<string, string>;
  /** The same once it was checked; what is asked again and again is checked once. */
  checked?: unknown;
}

export interface Router {
  find(method: string, path: string): Found | undefined;
  /** All calls whose path this is, whatever their methods. */
  at(path: string): Route[];
}

interface Pattern extends Omit<Found, "params"> {
  /** Its parts; those in braces are names. */
  parts: readonly string[];
}

/** Finds calls by where they stand. `path` is the whole path of an address, encoded as it came. */
export function routerOf(routes: readonly Route[]): Router {
  const patterns = routes.map((route) => ({
    route,
    label: BASE + routerPath(route),
    streams: Object.values(route.answers).some((each) => each.contentType === EVENT_STREAM),
    parts: partsOf(BASE + route.path),
  }));
  // What stands there as a word goes before what stands for anything.
  patterns.sort((a, b) => namesIn(a) - namesIn(b));
  const byShape = new Map<string, Pattern[]>();
  for (const pattern of patterns) {
    const shape = `${pattern.route.method.toUpperCase()} ${pattern.parts.length}`;
    byShape.set(shape, [...(byShape.get(shape) ?? []), pattern]);
  }
  const search = (method: string, path: string): Found | undefined => {
    const parts = partsOf(decoded(path));
    // Whoever asks for the headers alone asks for the same call.
    const shape = `${method === "HEAD" ? "GET" : method} ${parts.length}`;
    for (const pattern of byShape.get(shape) ?? []) {
      const params = match(pattern, parts);
      if (!params) continue;
      const { route, label, streams } = pattern;
      return { route, label, streams, params };
    }
    return undefined;
  };
  const known = new LRUCache<string, Found>({ max: MOST_KNOWN });
  return {
    find(method, path) {
      const address = `${method} ${path}`;
      const before = known.get(address);
      if (before) return before;
      const found = search(method, path);
      if (found && address.length <= LONGEST_KNOWN) known.set(address, found);
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

/** Addresses that are found again without looking: those that many ask for. */
const MOST_KNOWN = 2_000;
const LONGEST_KNOWN = 200;
const EVENT_STREAM = "text/event-stream";
const partsOf = (path: string) => path.split("/");
const isName = (part: string) => part.startsWith("{");
const namesIn = ({ parts }: Pattern) => parts.filter(isName).length;

function match(pattern: Pattern, parts: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  // By its number: this is the first thing that happens to a request, several times.
  for (let index = 0; index < parts.length; index++) {
    const wanted = pattern.parts[index] ?? "";
    const part = parts[index] ?? "";
    if (part === wanted) continue;
    if (!isName(wanted) || part === "") return undefined;
    params[wanted.slice(1, -1)] = part;
  }
  return params;
}

/** The host lets nothing pass that cannot be decoded or hides a slash. */
function decoded(path: string): string {
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
