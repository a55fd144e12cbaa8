import { isStorable, oneLine } from "./normalise.ts";

const MAX_NAME_CHARACTERS = 120;

export type NameProblem = "missing" | "long" | "character" | "address";

export type NameRead = { ok: true; name: string } | { ok: false; problem: NameProblem };

/**
 * What only a web address has: a scheme, `www.`, a label in Punycode, or a host whose end is written small and followed by a port or
 * a path. Names hold dots and slashes of their own: `Ana.de la Cruz`, `J.Smith/A.Jones`; `unlinked` sees to their dots.
 */
const ADDRESS = [
  /[a-z][a-z0-9+.-]*:\/\//iu,
  /(?<![\p{L}\p{N}])(?:mailto|tel|sms|javascript|data):\S/iu,
  /(?<![\p{L}\p{N}])www\.[^\s.]/iu,
  /(?<![\p{L}\p{N}])xn--[a-z0-9]/iu,
  /[\p{L}\p{N}]\.\p{Ll}{2,}(?::\d|[/?#][^\s/?#])/u,
];

/** The dots that browsers take for one between the labels of a host. */
const DOTS = ".\u3002\uff0e\uff61";

/** Returns whether a text holds a web address, in whatever width its letters and dots are written. */
function holdsAddress(text: string): boolean {
  const plain = text.normalize("NFKC").replace(/[\u3002]/g, ".");
  return ADDRESS.some((pattern) => pattern.test(plain));
}

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
  return holdsAddress(name) ? { ok: false, problem: "address" } : { ok: true, name };
}

const DOT_IN_WORD = new RegExp(`(?<=[\\p{L}\\p{M}\\p{N}])[${DOTS}](?=[\\p{L}\\p{N}])`, "gu");

/**
 * Returns a name as it stands in mails and in the calendars that come with them: with a word joiner (U+2060) behind each dot
 * inside a word, since mail programs make a link of `evil.com`. It looks the same.
 */
export function unlinked(name: string): string {
  return name.replace(DOT_IN_WORD, "$&\u2060");
}
