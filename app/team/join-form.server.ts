import { z } from "zod";
import { newPassword } from "#app/auth/password-policy.server.ts";
import { email, text } from "#app/questions/form-fields.ts";

const NEW_USER = { name: text("admin.form.setUp.name", 120), password: newPassword };

/** The schema of a new account that accepts an invitation to an address. */
export const newUserForm = z.object(NEW_USER);

/** The schema of a new account that accepts a link, which knows no address. */
export const newUserWithEmailForm = z.object({ ...NEW_USER, email: email("admin.form.setUp.email") });
