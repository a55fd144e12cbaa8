import { oneLine } from "./normalise.ts";

/** Maximum length of a query in characters, and maximum number of its words that are searched for. */
export const MAX_QUERY_CHARACTERS = 100;
const MAX_WORDS = 8;

/** Returns a search query as it is shown again. */
export function readQuery(typed: string): string {
  return oneLine(typed.toWellFormed().replaceAll("\0", ""))
    .slice(0, MAX_QUERY_CHARACTERS)
    .toWellFormed()
    .trim();
}

/** Letters that Unicode does not decompose, and what people type for them. */
export const LIGATURES: [letter: string, letters: string][] = [
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["ø", "o"],
  ["ł", "l"],
];

/** Returns the text in the form that search compares: lower case, without accents, in compatibility form. */
export function searchable(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\u200c\u200d]+/g, "")
    .toLowerCase();
  return LIGATURES.reduce((sofar, [letter, letters]) => sofar.replaceAll(letter, letters), plain);
}

/** Returns the words of a query; a match contains each of them, in any order. */
export function wordsOf(query: string): string[] {
  return searchable(query).split(/\s+/u).filter(Boolean).slice(0, MAX_WORDS);
}
