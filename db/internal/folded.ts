/** A statement of constant text that is sent together with others, in one message. It has to answer rows. */
export interface FoldedStatement {
  /** What it does, in a word: part of the name under which a session keeps it. */
  name: string;
  /** With $1, $2 … for its values; each has to be cast where its type does not follow from where it stands. */
  text: string;
  values: readonly (string | number | null)[];
}

/**
 * A value as it stands in SQL text, safe whatever `standard_conforming_strings` is set to. The server gives it the type
 * of the place where it stands. Throws a RangeError for a NUL character, which no PostgreSQL text can hold.
 */
function literal(value: string | number | null): string {
  if (value === null) return "null";
  const text = String(value);
  if (text.includes("\0")) throw new RangeError("PostgreSQL text cannot hold a NUL character.");
  return text.includes("\\") ? `E'${text.replace(/[\\']/g, "$&$&")}'` : `'${text.replaceAll("'", "''")}'`;
}

/** Runs a statement that the session keeps under that name. */
export function executeText(name: string, values: FoldedStatement["values"]): string {
  return values.length === 0 ? `execute ${name}` : `execute ${name}(${values.map(literal).join(",")})`;
}

/** The statement with its values in it, for sessions that can keep nothing. */
export function inlineText({ text, values }: FoldedStatement): string {
  return text.replace(/\$(\d+)/g, (_, number: string) => literal(values[Number(number) - 1] ?? null));
}

/** Statements come in more texts than one can foresee, and each costs the server memory in each session. */
const MOST_KEPT = 200;

/** Which statements a session keeps, under which names. */
export class KeptStatements {
  /** By their text; the one used last stands last. */
  readonly #names = new Map<string, string>();
  #given = 0;

  /** The name of a statement, whether it is a new one, and which name it takes the place of, where there are too many. */
  nameOf({ name, text }: FoldedStatement): { name: string; isNew: boolean; dropped?: string } {
    const known = this.#names.get(text);
    const named = known ?? `${name}_${++this.#given}`;
    this.#names.delete(text);
    this.#names.set(text, named);
    const [oldest] = this.#names.size > MOST_KEPT ? this.#names : [];
    if (!oldest) return { name: named, isNew: known === undefined };
    this.#names.delete(oldest[0]);
    return { name: named, isNew: true, dropped: oldest[1] };
  }

  forget({ text }: FoldedStatement): void {
    this.#names.delete(text);
  }
}
