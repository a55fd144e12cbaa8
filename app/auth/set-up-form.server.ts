import { z } from "zod";
import { issue } from "#app/i18n/admin-server-translate.ts";
import { countryOfZone } from "#app/platform/countries.ts";
import { isTimeZone } from "#app/platform/time-zone.ts";
import { email, text } from "#app/questions/form-fields.ts";
import { newPasswordFor } from "./password-policy.server.ts";
import { country } from "./settings-form.ts";

/** Returns the schema of the set-up form, with which the first owner is created; `inputs` are those of `newPasswordFor`. */
const schemaFor = (inputs: readonly string[]) =>
  z
    .object({
      organization: text("admin.form.setUp.organization", 120),
      timeZone: z.string().default("UTC").refine(isTimeZone, issue("admin.form.event.timeZone")),
      country,
      name: text("admin.form.setUp.name", 120),
      email: email("admin.form.setUp.email"),
      emailPublic: z.boolean().default(false),
      password: newPasswordFor(inputs),
    })
    // Without JavaScript the country does not follow the chosen time zone: an empty choice means the country of the zone.
    .transform((owner) => ({ ...owner, country: owner.country ?? countryOfZone(owner.timeZone) ?? null }));

/** The schema of the set-up form before it is read. */
export const setUpForm = schemaFor([]);

/** Returns the schema of a submitted set-up form, whose password must not be one of its other values. */
export function setUpFormOf(form: FormData): typeof setUpForm {
  return schemaFor(
    ["organization", "name", "email"].map((name) => String(form.get(name) ?? "").slice(0, 300)),
  );
}
