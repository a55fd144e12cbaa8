import { z } from "zod";

/** A new password: 8 to 128 characters, of any kind, that is not among the ones that everybody tries first. */
export const newPassword = z
  .string({ error: "Choose a password." })
  .min(8, "Use at least 8 characters.")
  .max(128, "Use at most 128 characters.")
  .refine(
    async (password) => !(await isCommon(password)),
    "Many people use this password. Choose another one.",
  );

let commonPasswords: Promise<Set<string>> | undefined;

/** Whether a password is on the list of those found most often in leaks. The list is read when it is first needed. */
async function isCommon(password: string): Promise<boolean> {
  commonPasswords ??= import("@zxcvbn-ts/language-common").then(
    (module) => new Set(module.dictionary.passwords as string[]),
  );
  return (await commonPasswords).has(password.toLowerCase());
}
