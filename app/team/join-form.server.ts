import { z } from "zod";
import { newPasswordFor } from "#app/auth/password-policy.server.ts";
import { email, text } from "#app/questions/form-fields.ts";

/**
 * Returns the schema of a new account that accepts an invitation to an address; `inputs` are those of `newPasswordFor`.
 */
export const newUserForm = (inputs: readonly string[] = []) =>
  z.object({ name: text("admin.form.setUp.name", 120), password: newPasswordFor(inputs) });

/** Returns the schema of a new account that accepts a link, which knows no address. */
export const newUserWithEmailForm = (inputs: readonly string[] = []) =>
  newUserForm(inputs).extend({ email: email("admin.form.setUp.email") });
