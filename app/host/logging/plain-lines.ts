import { isPlain, isTelling } from "./log-redaction.ts";

/**
 * How a name begins its field, or undefined where it hides its value or needs more than to be written down. Code has few
 * names; the map stays small where they come from outside all the same.
 */
const beginnings = new Map<string, string | undefined>();

function beginningOf(name: string): string | undefined {
  const known = beginnings.get(name);
  if (known !== undefined) return known;
  const beginning = isPlain(name) && !isTelling(name) ? `,"${name}":` : undefined;
  if (beginnings.size < 1_000) beginnings.set(name, beginning);
  return beginning;
}

/**
 * The fields of a line as JSON, to stand behind others; undefined where any of them needs more than to be written down
 * as it is. The line of a request is made of such fields alone, so this is what most lines are written with; what it
 * writes is to the letter what the long way of redaction and pino would have written.
 */
export function plainFields(fields: object): string | undefined {
  if (fields instanceof Error) return undefined;
  let text = "";
  for (const name in fields) {
    const value: unknown = fields[name as keyof typeof fields];
    if (value === undefined) continue;
    const beginning = beginningOf(name);
    if (beginning === undefined) return undefined;
    if (typeof value === "number" && Number.isFinite(value)) text += beginning + value;
    else if (typeof value === "string" && isPlain(value)) text += `${beginning}"${value}"`;
    else return undefined;
  }
  return text;
}
