/** A statement of constant text that is sent together with others, in one message. It must return rows. */
export interface FoldedStatement {
  /** A short description: part of the name under which a session prepares it. */
  name: string;
  /** With $1, $2 … for its values; each needs a cast unless its type follows from the context. */
  text: string;
  values: readonly (string | number | null)[];
}

/**
 * Returns a value as an SQL literal, safe for any `standard_conforming_strings`. The server infers its type from the context.
 * Throws a RangeError for a NUL character, which PostgreSQL text cannot contain.
 */
function literal(value: string | number | null): string {
  if (value === null) return "null";
  const text = String(value);
  if (text.includes("\0")) throw new RangeError("PostgreSQL text cannot contain a NUL character.");
  return text.includes("\\") ? `E'${text.replace(/[\\']/g, "$&$&")}'` : `'${text.replaceAll("'", "''")}'`;
}

/** Returns the text that executes a statement prepared under this name. */
export function executeText(name: string, values: FoldedStatement["values"]): string {
  return values.length === 0 ? `execute ${name}` : `execute ${name}(${values.map(literal).join(",")})`;
}

/** Returns the statement with its values inlined, for sessions that cannot prepare any. */
export function inlineText({ text, values }: FoldedStatement): string {
  return text.replace(/\$(\d+)/g, (_, number: string) => literal(values[Number(number) - 1] ?? null));
}

/** The number of distinct texts is unbounded, and each prepared one costs the server memory in each session. */
const MAX_PREPARED = 200;

/** The statements that a session has prepared, and their names. */
export class PreparedStatements {
  /** By their text; the most recently used one is last. */
  readonly #names = new Map<string, string>();
  #counter = 0;

  /** Returns the name of a statement, whether it is new, and which name to drop if there are too many. */
  nameOf({ name, text }: FoldedStatement): { name: string; isNew: boolean; dropped?: string } {
    const known = this.#names.get(text);
    const named = known ?? `${name}_${++this.#counter}`;
    this.#names.delete(text);
    this.#names.set(text, named);
    const [oldest] = this.#names.size > MAX_PREPARED ? this.#names : [];
    if (!oldest) return { name: named, isNew: known === undefined };
    this.#names.delete(oldest[0]);
    return { name: named, isNew: true, dropped: oldest[1] };
  }

  forget({ text }: FoldedStatement): void {
    this.#names.delete(text);
  }
}
