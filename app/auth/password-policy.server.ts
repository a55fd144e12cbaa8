import { z } from "zod";
import { issue } from "#app/i18n/admin-server-translate.ts";

/** A new password: 8 to 128 characters, of any kind, that is not among the ones that everybody tries first. */
export const newPassword = z
  .string({ error: issue("admin.form.password.missing") })
  .min(8, issue("admin.form.password.tooShort"))
  .max(128, issue("admin.form.tooLong"))
  .refine(async (password) => !(await isCommon(password)), issue("admin.form.password.common"));

let commonPasswords: Promise<Set<string>> | undefined;

/** Whether a password is on the list of those found most often in leaks. The list is read when it is first needed. */
async function isCommon(password: string): Promise<boolean> {
  commonPasswords ??= import("@zxcvbn-ts/language-common").then(
    (module) => new Set(module.dictionary["passwords-common"]),
  );
  return (await commonPasswords).has(password.toLowerCase());
}
