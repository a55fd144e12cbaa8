import { z } from "zod";
import { type AdminServerKey, issue } from "#app/i18n/admin-server-translate.ts";
import { emailOrText, readEmail } from "#app/platform/text/email.ts";
import { oneLine, severalLines } from "#app/platform/text/normalise.ts";

/** Field schemas of organisers' forms, with messages that say what to do. */

export const text = (required: AdminServerKey, longest: number) =>
  z.string({ error: required }).overwrite(oneLine).min(1, required).max(longest, issue("admin.form.tooLong"));

export const optionalText = (longest: number) =>
  z.string().overwrite(oneLine).max(longest, issue("admin.form.tooLong")).default("");

export const optionalLines = (longest: number) =>
  z.string().overwrite(severalLines).max(longest, issue("admin.form.tooLong")).default("");

/** A normalised email address. */
export const email = (required: AdminServerKey) =>
  z
    .string({ error: required })
    .overwrite(emailOrText)
    .max(254, issue("admin.form.tooLong"))
    .refine((address) => readEmail(address).ok, required);

export const wholeNumber = (required: AdminServerKey, least: number, most: number) =>
  z
    .number({ error: required })
    .int(issue("admin.form.notWhole"))
    .min(least, issue("admin.form.tooSmall"))
    .max(most, issue("admin.form.tooLarge"));

/** Returns the non-empty lines of a text. */
export function linesOf(lines: string): string[] {
  return lines
    .split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/)
    .map(oneLine)
    .filter(Boolean);
}

/** Returns the first line that `read` does not accept. */
export function lineProblem(lines: string, read: (line: string) => unknown): string | undefined {
  return linesOf(lines).find((line) => read(line) === undefined);
}
