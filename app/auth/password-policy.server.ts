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
    .min(8, issue("admin.form.password.tooShort"))
    .max(128, issue("admin.form.tooLong"))
    .refine(
      (password) => isStrongPassword(password.slice(0, 128), inputs),
      issue("admin.form.password.common"),
    );

/** The schema of a new password, for forms that are read before it is known whose password it is. */
export const newPassword = newPasswordFor([]);
