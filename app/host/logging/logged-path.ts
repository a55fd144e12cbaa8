import type { Surface } from "#app/platform/http/route-facts.ts";

const LONGEST_PATH = 300;

/**
 * Returns a path as it may be logged: without what follows the first word of a link, which lets in whoever has it, and
 * without any part that is long enough to be a token or that holds an e-mail address.
 */
export function loggedPath(path: string, surface: Surface): string {
  const shown = path.slice(0, LONGEST_PATH);
  const masked = surface === "link" ? shown.replace(/^(\/[^/]+\/).*/, "$1…") : shown;
  const parts = masked.split("/").map((part) => (part.length >= 40 || /@|%40/i.test(part) ? "…" : part));
  return parts.join("/");
}
