import { newReference } from "../ids.ts";
import { isStorable, oneLine } from "./normalise.ts";

/** The least letters and digits of a code, so that it is not guessed within the tries that a network has. */
export const MIN_CODE_CHARACTERS = 6;

/** Maximum characters of a code as it is written. */
export const MAX_CODE_CHARACTERS = 60;

/**
 * Returns what an access code is compared by: its letters and digits, whatever their case and width, without the spaces and
 * hyphens that people leave out or add.
 */
export function accessKeyOf(typed: string): string {
  return oneLine(typed)
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, "");
}

/** Reads an access code that an organiser chooses; undefined where it is too short, too long or cannot be kept. */
export function readAccessCode(typed: string): string | undefined {
  const code = oneLine(typed);
  // As it is written too: a ligature alone may stand for many letters.
  const isLong = [accessKeyOf(code), code].every((each) => Array.from(each).length >= MIN_CODE_CHARACTERS);
  return isLong && code.length <= MAX_CODE_CHARACTERS && isStorable(code) ? code : undefined;
}

/** Returns a random code that survives being read aloud, such as "K7F2-QM9P". */
export function newAccessCode(): string {
  const reference = newReference();
  return `${reference.slice(0, 4)}-${reference.slice(4)}`;
}
