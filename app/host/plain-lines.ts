import { isPlain, isTelling } from "./log-redaction.ts";

/**
 * The fields of a line as JSON, to stand behind others; undefined where any of them needs more than to be written down
 * as it is. The line of a request is made of such fields alone, so this is what most lines are written with; what it
 * writes is to the letter what the long way of redaction and pino would have written.
 */
export function plainFields(fields: object): string | undefined {
  let text = "";
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (!isPlain(name) || isTelling(name)) return undefined;
    if (typeof value === "number" && Number.isFinite(value)) text += `,"${name}":${value}`;
    else if (typeof value === "string" && isPlain(value)) text += `,"${name}":"${value}"`;
    else return undefined;
  }
  return text;
}
