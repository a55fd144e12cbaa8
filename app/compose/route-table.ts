import type { ServerBuild } from "@remix-run/node";
import {
  type RouteDeclaration,
  type RouteFacts,
  type RouteTable,
  type Surface,
  UNKNOWN_ROUTE,
} from "#app/platform/http/route-facts.ts";

/** The part of the server build that the table is made from. */
export type RouteManifest = Record<
  string,
  Pick<ServerBuild["routes"][string], "id" | "parentId" | "path" | "index"> & { module: { handle?: unknown } }
>;

/** A path without a route file. */
export interface HostAddress extends RouteDeclaration {
  /** Its pattern, in the notation of routes: `/e/:slug/live`, `/assets/*`. */
  path: string;
  surface: Surface;
  /** Matches the name of a file directly below the path. */
  file?: RegExp;
  /** Cache-Control of the files of the build at this path. */
  cacheControl?: string;
}

export interface AppRoutes extends RouteTable {
  /** Path prefixes that `robots.txt` disallows. */
  readonly disallowed: readonly string[];
}

/** A word in lower case, a parameter with its colon, a star for everything below, or a pattern for a file name. */
type PatternPart = string | RegExp;

/** A path of the app with its declaration. */
interface Declared {
  parts: readonly PatternPart[];
  isIndex: boolean;
  /** False for a path of the host, which has neither loader data nor a second spelling. */
  isPage: boolean;
  declaration: HostAddress;
}

interface Place {
  parts: readonly PatternPart[];
  isPage: boolean;
  facts: RouteFacts;
  /** Facts of the page with a trailing slash, which does not handle untrusted writes. */
  slashed: RouteFacts;
  /** Facts of its loader data. */
  data: RouteFacts;
}

/**
 * Creates the table of all paths from the routes of the server build and the paths of the host. It finds the route that the
 * page router finds: a word is preferred to a parameter, and a parameter to a star. A path without a route has the surface of
 * the routes below the same words: everything below `/b/` is private whether such a page exists or not. Throws if a route does
 * not declare its surface, if a private one is to be cached, or if the surface of a path without a route is ambiguous.
 */
export function createRouteTable(manifest: RouteManifest, hostAddresses: readonly HostAddress[]): AppRoutes {
  const declared = [...hostAddresses.map(declaredByHost), ...declaredByRoutes(manifest)];
  const exact = new Map<number, Place[]>();
  for (const each of declared.filter((one) => !isSplat(one)).sort((a, b) => rankOf(b) - rankOf(a))) {
    const { length } = each.parts;
    exact.set(length, [...(exact.get(length) ?? []), placeOf(each)]);
  }
  const splats = [...declared.filter(isSplat), ...areasOf(declared)].sort(deepestFirst).map(placeOf);

  const find = (path: string, isRespelled: boolean): Place | undefined => {
    const asked = partsOf(path);
    const fits = (place: Place) => (place.isPage || !isRespelled) && startsWithParts(place.parts, asked);
    return exact.get(asked.length)?.find(fits) ?? splats.find(({ parts }) => startsWithParts(parts, asked));
  };
  return {
    disallowed: disallowedBy(declared),
    resolve(path) {
      if (path.endsWith(DATA)) return find(path.slice(0, -DATA.length), true)?.data ?? UNKNOWN_DATA;
      const isSlashed = path.length > 1 && path.endsWith("/");
      const place = find(path, isSlashed);
      return (isSlashed ? place?.slashed : place?.facts) ?? UNKNOWN_ROUTE;
    },
  };
}

const DATA = ".data";
const STAR = "*";
const UNKNOWN_DATA: RouteFacts = { ...UNKNOWN_ROUTE, isStrayData: true };

const isParameter = (part: PatternPart | undefined) => typeof part === "string" && part.startsWith(":");
const isWord = (part: PatternPart): part is string =>
  typeof part === "string" && part !== STAR && !isParameter(part);
const isSplat = ({ parts }: Declared) => parts.at(-1) === STAR;
const deepestFirst = (a: Declared, b: Declared) => b.parts.length - a.parts.length;

/** Returns the segments of a path, without a trailing slash. */
function partsOf(path: string): string[] {
  const parts = path.split("/").slice(1);
  if (parts.at(-1) === "") parts.pop();
  return parts;
}

/** Returns whether a path starts with these parts, of which a star matches the rest. */
function startsWithParts(parts: readonly PatternPart[], asked: readonly string[]): boolean {
  return parts.every((part, index) => {
    if (part === STAR) return true;
    const given = asked[index] ?? "";
    if (part instanceof RegExp) return part.test(given);
    return part === given || (given !== "" && isParameter(part));
  });
}

function declaredByHost(address: HostAddress): Declared {
  const parts = [...patternParts(address.path), ...(address.file ? [address.file] : [])];
  return { parts, isIndex: false, isPage: false, declaration: address };
}

/** Returns the parts of a pattern. Words are in lower case, since the page router ignores case. */
const patternParts = (pattern: string): PatternPart[] =>
  partsOf(pattern).map((part) => (isParameter(part) ? part : part.toLowerCase()));

function declaredByRoutes(manifest: RouteManifest): Declared[] {
  // The others are the root and layouts, which no path has for itself.
  const addressed = Object.values(manifest).filter((route) => route.path || route.index);
  return addressed.map(({ id, index: isIndex = false }) => {
    const chain = chainOf(id, manifest);
    const path = `/${chain.flatMap((route) => route.path || []).join("/")}`;
    const handles = chain.map((route) => route.module.handle);
    const { surface, ...more }: RouteDeclaration = Object.assign({}, ...handles);
    if (!surface) throw new Error(undeclared(id, path));
    if (more.cachedAs && surface !== "public") throw new Error(privateCached(id, path, surface));
    return { parts: patternParts(path), isIndex, isPage: true, declaration: { ...more, surface, path } };
  });
}

const undeclared = (id: string, path: string) =>
  `The route ${id} (${path}) does not declare its surface. Export it from the route or from a layout above it: ` +
  `export const handle: RouteHandle = { surface: "public" }. See app/platform/http/route-facts.ts.`;

const privateCached = (id: string, path: string, surface: Surface) =>
  `The route ${id} (${path}) declares cachedAs, but pages of the surface ${surface} are never cached for other visitors.`;

/** Returns a route and its parents, outermost first. */
function chainOf(id: string | undefined, manifest: RouteManifest): RouteManifest[string][] {
  const route = id === undefined ? undefined : manifest[id];
  return route ? [...chainOf(route.parentId, manifest), route] : [];
}

/** Returns the rank of a path among others of as many parts, as the page router ranks them. */
function rankOf({ parts, isIndex }: Declared): number {
  const rank = (part: PatternPart) => (isWord(part) ? 10 : isParameter(part) ? 3 : 8);
  return parts.reduce((sum, part) => sum + rank(part), isIndex ? 2 : 0);
}

function placeOf({ parts, isPage, declaration }: Declared): Place {
  const { path, surface, cachedAs, untrustedAllowed = false, metricLabel, cacheControl } = declaration;
  const label = metricLabel ?? path;
  const facts = { surface, label, cachedAs, untrustedAllowed, isStrayData: false, cacheControl };
  const slashed = { ...facts, untrustedAllowed: false };
  const data = { ...slashed, cachedAs: undefined, isStrayData: surface !== "admin" };
  return { parts, isPage, facts, slashed, data };
}

/** Returns the words that a path starts with. */
function wordsOf({ parts }: Declared): string[] {
  const end = parts.findIndex((part) => !isWord(part));
  return (end < 0 ? parts : parts.slice(0, end)) as string[];
}

/**
 * Returns an area for the words at the start of each page's path: everything below them gets the page's surface, unless a star
 * route already gives it that surface. There the page router finds the "not found" page, whose response must be as private as
 * those of the pages.
 */
function areasOf(declared: readonly Declared[]): Declared[] {
  const splats = declared.filter(isSplat).sort(deepestFirst);
  const pages = declared.filter(({ isPage }) => isPage);
  const areas = new Map<string, Declared>();
  for (const page of pages) {
    const words = wordsOf(page);
    const { surface } = page.declaration;
    const above = splats.find(({ parts }) => startsWithParts(parts, words));
    const isDeclared = words.length === 0 || above?.parts.length === words.length + 1;
    if (isDeclared || surface === (above?.declaration ?? UNKNOWN_ROUTE).surface) continue;
    const path = `/${[...words, STAR].join("/")}`;
    const declaration = { surface, path, metricLabel: UNKNOWN_ROUTE.label };
    const others = pages.filter((each) => words.every((word, index) => each.parts[index] === word));
    const other = others.find((each) => each.declaration.surface !== surface);
    if (other) throw new Error(ambiguous(declaration, other.declaration));
    areas.set(path, { parts: [...words, STAR], isIndex: false, isPage: true, declaration });
  }
  return [...areas.values()];
}

const ambiguous = (area: HostAddress, other: HostAddress) =>
  `The surface of addresses below ${area.path} is ambiguous: ${other.path} declares ${other.surface}, others declare ` +
  `${area.surface}. Add a route for everything below ${area.path} that declares it.`;

/**
 * Returns the disallowed path prefixes: with a slash before a parameter, so that longer words with the same beginning are
 * allowed.
 */
function disallowedBy(declared: readonly Declared[]): string[] {
  const starts = declared
    .filter(({ declaration }) => declaration.disallowsRobots)
    .map((each) => {
      const words = wordsOf(each);
      return `/${words.join("/")}${isParameter(each.parts[words.length]) ? "/" : ""}`;
    });
  const isShortest = (start: string) => !starts.some((other) => other !== start && start.startsWith(other));
  return [...new Set(starts)].filter(isShortest).sort();
}
