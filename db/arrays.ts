export type ArrayElement = string | number | bigint | boolean | null;

/**
 * Returns a PostgreSQL array literal, to be passed as one parameter (`$1::text[]`). Preserves null, quotes, backslashes,
 * commas, braces, white space, empty strings and the word NULL. Throws a RangeError for a NUL character, which PostgreSQL text
 * cannot contain.
 */
export function arrayLiteral(values: readonly ArrayElement[]): string {
  return `{${values.map(element).join(",")}}`;
}

function element(value: ArrayElement): string {
  if (value === null) return "NULL";
  if (typeof value !== "string") return String(value);
  if (value.includes("\0")) throw new RangeError("PostgreSQL text cannot contain a NUL character.");
  // Every element is quoted, or an empty string would be missing and the word NULL would be read as null.
  return `"${value.replace(/[\\"]/g, "\\$&")}"`;
}

export type ParsedArray<T> = (T | null | ParsedArray<T>)[];

/** Parses PostgreSQL's text of an array; `parse` converts the text of each element. Nested arrays stay nested. */
export function parseArray<T>(text: string, parse: (element: string) => T): ParsedArray<T> {
  // An array whose lower bound is not 1 has its bounds as prefix: [0:1]={a,b}.
  let at = text.indexOf("{");

  function list(): ParsedArray<T> {
    const items: ParsedArray<T> = [];
    at++;
    while (at < text.length && text[at] !== "}") {
      if (text[at] === ",") at++;
      else if (text[at] === "{") items.push(list());
      else if (text[at] === '"') items.push(parse(quoted()));
      else items.push(bare());
    }
    at++;
    return items;
  }

  function quoted(): string {
    let value = "";
    for (at++; at < text.length && text[at] !== '"'; at++) {
      if (text[at] === "\\") at++;
      value += text[at];
    }
    at++;
    return value;
  }

  function bare(): T | null {
    const start = at;
    while (at < text.length && text[at] !== "," && text[at] !== "}") at++;
    const word = text.slice(start, at);
    return word === "NULL" ? null : parse(word);
  }

  return at < 0 ? [] : list();
}
