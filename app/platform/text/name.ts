import { isStorable, oneLine } from "./normalise.ts";

const MAX_NAME_CHARACTERS = 120;

export type NameProblem = "missing" | "long" | "character" | "address";

export type NameRead = { ok: true; name: string } | { ok: false; problem: NameProblem };

/**
 * Features that only a web address has: a scheme, `www.`, a label in Punycode, or a host whose lower-case end is followed by a
 * port or a path. Dots and slashes also occur in names: `Ana.de la Cruz`, `J.Smith/A.Jones`; `unlinked` handles their dots.
 */
const ADDRESS = [
  /[a-z][a-z0-9+.-]*:\/\//iu,
  /(?<![\p{L}\p{N}])(?:mailto|tel|sms|javascript|data):\S/iu,
  /(?<![\p{L}\p{N}])www\.[^\s.]/iu,
  /(?<![\p{L}\p{N}])xn--[a-z0-9]/iu,
  /[\p{L}\p{N}]\.\p{Ll}{2,}(?::\d|[/?#][^\s/?#])/u,
];

/** The dots that browsers accept between the labels of a host. */
const DOTS = ".\u3002\uff0e\uff61";

/** Returns whether a text contains a web address, in any width of letters and dots. */
function holdsAddress(text: string): boolean {
  const plain = text.normalize("NFKC").replace(/[\u3002]/g, ".");
  return ADDRESS.some((pattern) => pattern.test(plain));
}

/**
 * Reads the name of a person. Refuses a name that shows nothing (an empty one is accepted if none is required), one that is too
 * long, and a web address. Everything else is a name: of one letter or one word, in any script, with digits, dots, apostrophes
 * and hyphens.
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
 * Returns a name for mails and their calendar files: with a word joiner (U+2060) after each dot inside a word, since mail
 * programs turn `evil.com` into a link. It looks the same.
 */
export function unlinked(name: string): string {
  return name.replace(DOT_IN_WORD, "$&\u2060");
}
