import { isTelling, scrubText } from "./log-redaction.ts";

/** Words that are the same in JSON as they are, and in which there is nothing to take out. */
const PLAIN = /^[\w.:/…-]{0,200}$/;

/**
 * The fields of a line as JSON, to stand behind others; undefined where any of them needs more than to be written down
 * as it is. The line of a request is made of such fields alone, so this is what most lines are written with; what it
 * writes is to the letter what the long way of redaction and pino would have written.
 */
export function plainFields(fields: object): string | undefined {
  let text = "";
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (!PLAIN.test(name) || isTelling(name)) return undefined;
    if (typeof value === "number" && Number.isFinite(value)) text += `,"${name}":${value}`;
    else if (typeof value === "string" && isPlain(value)) text += `,"${name}":"${value}"`;
    else return undefined;
  }
  return text;
}

function isPlain(text: string): boolean {
  return PLAIN.test(text) && scrubText(text) === text;
}
