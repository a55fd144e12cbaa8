/** The kinds of path that headers, origins and caching differ by. */
export type Surface = "admin" | "auth" | "link" | "embed" | "asset" | "api" | "status" | "public";

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

const under = (path: string, ...roots: string[]) =>
  roots.some((root) => path === root || path === `${root}.data` || path.startsWith(`${root}/`));

/** The surface of a canonical path. A page's data is of the surface of the page. */
export function surfaceOf(path: string): Surface {
  if (under(path, "/admin")) return "admin";
  if (under(path, "/sign-in", "/sign-out", "/setup", "/invite", "/reset")) return "auth";
  if (under(path, "/b", "/w", "/t")) return "link";
  if (/^\/embed\/v[\d.]+\.js$/.test(path) || under(path, "/assets")) return "asset";
  if (under(path, "/embed")) return "embed";
  if (under(path, "/api")) return "api";
  if (path === "/health" || path === "/ready" || path === "/metrics") return "status";
  return "public";
}

/** True for `*.data` outside the admin: loader data that no public page asks for and nobody needs to read. */
export function isStrayData(path: string): boolean {
  return path.endsWith(".data") && !under(path, "/admin");
}

/**
 * The path as it may be logged: without the query, without what follows /b, /w and /t, and without any part that is
 * long enough to be a token or that holds an e-mail address.
 */
export function loggedPath(pathname: string): string {
  const masked = pathname
    .slice(0, 300)
    .replace(/^\/(b|w|t)\/.*/i, "/$1/…")
    .split("/")
    .map((part) => (part.length >= 40 || /@|%40/i.test(part) ? "…" : part));
  return masked.join("/");
}

/** The path as a label of few values for the metrics. */
export function routeLabel(path: string): string {
  const [first = "", , third = ""] = path.slice(1).split("/");
  const surface = surfaceOf(path);
  if (surface === "status") return path;
  if (surface === "asset") return "asset";
  if (surface === "link") return `/${first}/:ref`;
  if (surface === "auth") return `/${first}`;
  if (surface === "api") return `/api/v1/${label(third, apiNouns)}`;
  if (surface === "admin") return adminLabel(path);
  if (surface === "embed") return "/embed/:event";
  if (first === "e" && third === "live") return "/e/:slug/live";
  if (first === "e" || first === "o") return `/${first}/:slug`;
  return path === "/" || path === "/find" || path === "/docs/api" ? path : "other";
}

/** Pages of an organisation stand at `/admin/o/:slug/…`. */
function adminLabel(path: string): string {
  const [, second = "", , noun = ""] = path.slice(1).split("/");
  if (second === "o") return noun === "" ? "/admin/o/:slug" : `/admin/o/:slug/${label(noun, adminNouns)}`;
  return second === "" ? "/admin" : `/admin/${label(second, adminNouns)}`;
}

const apiNouns = new Set(
  "resources reservations bookings availability settings clients analytics proof webhooks openapi.json".split(
    " ",
  ),
);
const adminNouns = new Set(
  "events bookings developers attendees settings team embed check-in analytics webhooks api-keys mailbox".split(
    " ",
  ),
);

function label(word: string, known: Set<string>): string {
  const noun = word.replace(/\.data$/, "");
  return known.has(noun) ? noun : "other";
}
