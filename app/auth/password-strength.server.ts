import type { ZxcvbnFactory } from "@zxcvbn-ts/core";

/** Scores go from 0 to 4; 3 means more than 10^8 guesses. */
const MIN_SCORE = 3;
/**
 * The estimator takes quadratic time, more with substitutions: 128 characters of `p@55w0rd` block the event loop for a second,
 * 32 of them for 50 ms. A password whose first 32 characters are easy to guess is refused.
 */
const JUDGED_CHARACTERS = 32;
const MAX_SUBSTITUTIONS = 20;

let estimator: Promise<ZxcvbnFactory> | undefined;

/**
 * Returns whether a password is hard to guess, by the patterns that crackers try: leaked passwords, words, substitutions,
 * repeats, sequences, dates, and `inputs`, such as the person's name and address. The dictionaries are loaded on first use.
 */
export async function isStrongPassword(password: string, inputs: readonly string[]): Promise<boolean> {
  estimator ??= loadEstimator();
  const { score } = (await estimator).check(password, wordsOf(["Reservo", ...inputs]));
  return score >= MIN_SCORE;
}

async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [core, common] = await Promise.all([import("@zxcvbn-ts/core"), import("@zxcvbn-ts/language-common")]);
  return new core.ZxcvbnFactory({
    dictionary: common.dictionary,
    graphs: common.adjacencyGraphs,
    maxLength: JUDGED_CHARACTERS,
    l33tMaxSubstitutions: MAX_SUBSTITUTIONS,
  });
}

const MAX_WORDS = 50;

/** Returns each text and its words of three letters or more: a part of a name is as easy to guess as the name. */
function wordsOf(texts: readonly string[]): string[] {
  const words = texts.flatMap((text) => [
    text,
    text.replace(/\s+/g, ""),
    ...text.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= 3),
  ]);
  return [...new Set(words.map((word) => word.toLowerCase()).filter(Boolean))].slice(0, MAX_WORDS);
}
