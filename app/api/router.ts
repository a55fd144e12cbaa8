import { BASE, type Route, routerPath } from "./route.ts";

/** A call that a request is for. */
export interface Found {
  route: Route;
  /** The pattern of its path, as logs and metrics have it. */
  label: string;
  /** What stands in the address where the pattern has a name. */
  params: Record<string, string>;
}

export interface Router {
  find(method: string, path: string): Found | undefined;
  /** All calls whose path this is, whatever their methods. */
  at(path: string): Route[];
}

interface Pattern {
  route: Route;
  label: string;
  /** Its parts; those in braces are names. */
  parts: readonly string[];
}

/** Finds calls by where they stand. `path` is the whole path of an address, encoded as it came. */
export function routerOf(routes: readonly Route[]): Router {
  const patterns = routes.map((route) => ({
    route,
    label: BASE + routerPath(route),
    parts: partsOf(BASE + route.path),
  }));
  // What stands there as a word goes before what stands for anything.
  patterns.sort((a, b) => namesIn(a) - namesIn(b));
  const byShape = new Map<string, Pattern[]>();
  for (const pattern of patterns) {
    const shape = `${pattern.route.method.toUpperCase()} ${pattern.parts.length}`;
    byShape.set(shape, [...(byShape.get(shape) ?? []), pattern]);
  }
  return {
    find(method, path) {
      const parts = partsOf(decoded(path));
      // Whoever asks for the headers alone asks for the same call.
      const shape = `${method === "HEAD" ? "GET" : method} ${parts.length}`;
      for (const pattern of byShape.get(shape) ?? []) {
        const params = match(pattern, parts);
        if (params) return { route: pattern.route, label: pattern.label, params };
      }
      return undefined;
    },
    at(path) {
      const parts = partsOf(decoded(path));
      return patterns
        .filter((each) => each.parts.length === parts.length && match(each, parts))
        .map(({ route }) => route);
    },
  };
}

const partsOf = (path: string) => path.split("/");
const isName = (part: string) => part.startsWith("{");
const namesIn = ({ parts }: Pattern) => parts.filter(isName).length;

function match(pattern: Pattern, parts: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, wanted] of pattern.parts.entries()) {
    const part = parts[index] ?? "";
    if (!isName(wanted)) {
      if (part !== wanted) return undefined;
    } else {
      if (part === "") return undefined;
      params[wanted.slice(1, -1)] = part;
    }
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
