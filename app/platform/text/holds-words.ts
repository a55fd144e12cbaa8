import { and, type SQL, sql } from "drizzle-orm";
import { LIGATURES, wordsOf } from "./search.ts";

/** Returns the condition that a text contains every word of a query, in any order; undefined for a query without words. */
export function holdsWords(text: SQL, query: string): SQL | undefined {
  const words = wordsOf(query);
  if (words.length === 0) return undefined;
  const plain = inSearch(text);
  return and(...words.map((word) => sql`strpos(${plain}, ${word}) > 0`));
}

/** Applies the normalisation of `searchable` to a text of the database. */
function inSearch(text: SQL): SQL {
  const plain = sql`lower(regexp_replace(normalize(${text}, NFKD), '[\\u0300-\\u036f\\u200c\\u200d]+', '', 'g'))`;
  return LIGATURES.reduce((sofar, [letter, letters]) => sql`replace(${sofar}, ${letter}, ${letters})`, plain);
}
