import { emailOrText } from "#app/platform/text/email.ts";
import { readName } from "#app/platform/text/name.ts";
import { readNetwork } from "#app/platform/text/network.ts";
import { asciiFigures, oneLine, severalLines } from "#app/platform/text/normalise.ts";
import { readNumber } from "#app/platform/text/number.ts";
import { readPhone } from "#app/platform/text/phone.ts";
import { readSite } from "#app/platform/text/site.ts";
import { wholeSlugOf } from "#app/platform/text/slug.ts";
import { linesOf } from "#app/questions/form-fields.ts";
import type { Control } from "./controls.ts";

type Field = Pick<Control, "type" | "name" | "inputMode">;

/**
 * Returns what a control may hold when the form is opened again after the text was accepted in it: what one of the readers
 * of typed text makes of it. Anything else was changed silently.
 */
export function acceptedForms(control: Field, text: string): string[] {
  if (control.type === "textarea") {
    const sites = linesOf(text).flatMap((line) => readSite(line) ?? []);
    const listed = text.split(/[\s,]+/).flatMap((word) => readSite(word) ?? []);
    const networks = linesOf(text).flatMap((line) => readNetwork(line) ?? []);
    const lists = [sites, [...new Set(listed)], [...new Set(networks)]];
    return [severalLines(text), linesOf(text).join("\n"), ...lists.map((list) => list.join("\n"))];
  }
  const line = oneLine(text);
  const name = readName(text, { required: false });
  const phone = readPhone(text, undefined);
  const forms = [line, emailOrText(text)];
  if (name.ok) forms.push(name.name);
  if (phone.ok) forms.push(phone.phone.typed);
  if (control.name === "slug") forms.push(wholeSlugOf(text));
  if (URL.canParse(line)) forms.push(new URL(line).href);
  for (const locale of ["en", "de"]) {
    const number = readNumber(text, locale);
    if (number.ok && isNumeric(control)) forms.push(String(number.value));
  }
  if (control.type === "datetime-local") forms.push(...localTimes(asciiFigures(line)));
  return forms;
}

/** Returns whether a field is for a number. */
export const isNumeric = ({ inputMode }: Pick<Control, "inputMode">) =>
  inputMode === "numeric" || inputMode === "decimal";

/** A field for local times holds them without the seconds where those are zero. */
function localTimes(text: string): string[] {
  const time = text.replace(" ", "T");
  return [time, time.replace(/:00(\.0+)?$/, ""), time.replace(/\.000$/, "")];
}

/** Returns whether a text that shows nothing is as good as left out. */
export const isLeftOut = (text: string) => oneLine(text) === "";
