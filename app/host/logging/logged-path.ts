import type { Surface } from "#app/platform/http/route-facts.ts";

const MAX_PATH_CHARACTERS = 300;

/**
 * Returns a path with its secrets masked for the log: everything after the first segment of a link page, since the link itself
 * grants access, and any segment that is as long as a token or holds an email address.
 */
export function loggedPath(path: string, surface: Surface): string {
  const shown = path.slice(0, MAX_PATH_CHARACTERS);
  const masked = surface === "link" ? shown.replace(/^(\/[^/]+\/).*/, "$1…") : shown;
  const parts = masked.split("/").map((part) => (part.length >= 40 || /@|%40/i.test(part) ? "…" : part));
  return parts.join("/");
}
