import { isPlain, isSensitiveKey } from "./log-redaction.ts";

/**
 * The JSON prefix of a field by its name; undefined where its value is hidden or the name needs escaping. Code has few names;
 * the map is bounded, since some come from outside.
 */
const beginnings = new Map<string, string | undefined>();

function beginningOf(name: string): string | undefined {
  const known = beginnings.get(name);
  if (known !== undefined) return known;
  const beginning = isPlain(name) && !isSensitiveKey(name) ? `,"${name}":` : undefined;
  if (beginnings.size < 1_000) beginnings.set(name, beginning);
  return beginning;
}

/**
 * Returns the fields of a line as JSON, to be appended to others; undefined if any of them needs redaction or escaping. The
 * access log has only such fields, so most lines take this fast path; its output is identical to that of redaction and pino.
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
