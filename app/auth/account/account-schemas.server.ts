import { z } from "zod";
import { issue } from "#app/i18n/admin-server-translate.ts";
import { readName } from "#app/platform/text/name.ts";
import { email, text } from "#app/questions/form-fields.ts";
import { newPasswordFor } from "../password-policy.server.ts";

/** The name of a user. Mails contain it, so it must not contain a web address. */
export const nameForm = z.object({
  name: text("admin.form.setUp.name", 120).refine((name) => {
    const read = readName(name, { required: true });
    return read.ok || read.problem !== "address";
  }, issue("admin.account.rename.address")),
});

/** Checked against the stored hash, not by the rules for new passwords. */
const currentPassword = z.string({ error: issue("admin.account.password.missing") });

/** Returns the schema of the form that changes a password; `inputs` are those of `newPasswordFor`. */
export const passwordFormFor = (inputs: readonly string[] = []) =>
  z.object({ currentPassword, password: newPasswordFor(inputs) });

export const emailForm = z.object({ email: email("admin.account.address.missing"), currentPassword });
