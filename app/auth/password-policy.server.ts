import { z } from "zod";
import { issue } from "#app/i18n/admin-server-translate.ts";

/** The schema of a new password: 8 to 128 characters of any kind, and not a common password. */
export const newPassword = z
  .string({ error: issue("admin.form.password.missing") })
  .min(8, issue("admin.form.password.tooShort"))
  .max(128, issue("admin.form.tooLong"))
  .refine(async (password) => !(await isCommon(password)), issue("admin.form.password.common"));

let commonPasswords: Promise<Set<string>> | undefined;

/** Returns whether a password is on the list of the most leaked ones. The list is loaded on first use. */
async function isCommon(password: string): Promise<boolean> {
  commonPasswords ??= import("@zxcvbn-ts/language-common").then(
    (module) => new Set(module.dictionary["passwords-common"]),
  );
  return (await commonPasswords).has(password.toLowerCase());
}
