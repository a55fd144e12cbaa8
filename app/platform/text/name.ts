import { isStorable, oneLine } from "./normalise.ts";

const MAX_NAME_CHARACTERS = 120;

export type NameProblem = "missing" | "long" | "character" | "address";

export type NameRead = { ok: true; name: string } | { ok: false; problem: NameProblem };

/** A scheme or `www.`. Names hold dots and slashes of their own: `Ana.de la Cruz`, `J.Smith/A.Jones`. */
const ADDRESS = /[a-z][a-z0-9+.-]*:\/\/|(?<![\p{L}\p{N}])www\.[^\s.]/iu;

/**
 * Reads the name of a person. Refuses one that shows nothing (an empty one is taken where none is required), one that is
 * too long, and a web address. Everything else is a name: of one letter or one word, in any script, with digits, dots,
 * apostrophes and hyphens.
 */
export function readName(typed: string, { required }: { required: boolean }): NameRead {
  const name = oneLine(typed).replaceAll(/\p{Zs}/gu, " ");
  if (name === "") return required ? { ok: false, problem: "missing" } : { ok: true, name };
  if (!isStorable(name)) return { ok: false, problem: "character" };
  if (name.length > MAX_NAME_CHARACTERS) return { ok: false, problem: "long" };
  return ADDRESS.test(name) ? { ok: false, problem: "address" } : { ok: true, name };
}

/**
 * Returns a name as it stands in mails: with a word joiner (U+2060) behind each dot inside a word, since mail programs make
 * a link of `evil.com`. It looks the same.
 */
export function unlinked(name: string): string {
  return name.replace(/(?<=[\p{L}\p{M}\p{N}])\.(?=[\p{L}\p{N}])/gu, ".\u2060");
}
