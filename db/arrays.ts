export type ArrayElement = string | number | bigint | boolean | null;

/**
 * A PostgreSQL array literal, to be passed as one parameter (`$1::text[]`). Survives null, quotes, backslashes, commas,
 * braces, white space, empty strings and the word NULL. Throws a RangeError for a NUL character, which no PostgreSQL
 * text can hold.
 */
export function arrayLiteral(values: readonly ArrayElement[]): string {
  return `{${values.map(element).join(",")}}`;
}

function element(value: ArrayElement): string {
  if (value === null) return "NULL";
  if (typeof value !== "string") return String(value);
  if (value.includes("\0")) throw new RangeError("PostgreSQL text cannot hold a NUL character.");
  // Everything is quoted: only so are an empty string and the word NULL told apart from nothing and from null.
  return `"${value.replace(/[\\"]/g, "\\$&")}"`;
}

export type ParsedArray<T> = (T | null | ParsedArray<T>)[];

/** Reads an array as PostgreSQL writes it; `parse` turns each element's text into a value. Nested arrays stay nested. */
export function parseArray<T>(text: string, parse: (element: string) => T): ParsedArray<T> {
  // An array whose lower bound is not 1 is written with its bounds in front: [0:1]={a,b}.
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
