import { isStorable, oneLine } from "./normalise.ts";

const MAX_NAME_CHARACTERS = 120;

export type NameProblem = "missing" | "long" | "character" | "address";

export type NameRead = { ok: true; name: string } | { ok: false; problem: NameProblem };

/** A scheme, `www.`, or a host with a path: what mail programs turn into a link. */
const ADDRESS = /[a-z][a-z0-9+.-]*:\/\/|\bwww\.[^\s.]|[\p{L}\p{N}-]+\.\p{L}{2,}\//iu;
/** A word that ends like a host in one of the domains that links in unwanted mail use; `Dr.Müller` and `J.Smith` do not. */
const HOST =
  /[\p{L}\p{N}-]{2,}\.(?:com|net|org|info|biz|xyz|top|site|online|shop|club|link|click|live|store|app|dev|io|co|me|ru|cn|tk|de|fr|es|uk|eu|example)(?![\p{L}\p{N}-])/iu;

/**
 * Reads the name of a person. Refuses one that shows nothing (an empty one is taken where none is required), one that is
 * too long, and one that looks like a web address: names stand in mails, where programs make links of such text.
 */
export function readName(typed: string, { required }: { required: boolean }): NameRead {
  const name = oneLine(typed).replaceAll(/\p{Zs}/gu, " ");
  if (name === "") return required ? { ok: false, problem: "missing" } : { ok: true, name };
  if (!isStorable(name)) return { ok: false, problem: "character" };
  if (name.length > MAX_NAME_CHARACTERS) return { ok: false, problem: "long" };
  return ADDRESS.test(name) || HOST.test(name) ? { ok: false, problem: "address" } : { ok: true, name };
}
