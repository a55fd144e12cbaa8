import { z } from "zod";
import { issue } from "#app/i18n/admin-server-translate.ts";
import { isStrongPassword } from "./password-strength.server.ts";

/**
 * Returns the schema of a new password: 8 to 128 characters of any kind that are hard to guess. `inputs` are what others know
 * about the account, such as its name, its email address and the name of its organisation; they make a password easy to guess.
 */
export const newPasswordFor = (inputs: readonly string[]) =>
  z
    .string({ error: issue("admin.form.password.missing") })
    // One message is enough: a password of a wrong length is not judged.
    .min(8, { error: issue("admin.form.password.tooShort"), abort: true })
    .max(128, { error: issue("admin.form.tooLong"), abort: true })
    .refine((password) => isStrongPassword(password, inputs), issue("admin.form.password.common"));
