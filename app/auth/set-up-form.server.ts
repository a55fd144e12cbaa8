import { z } from "zod";
import { issue } from "#app/i18n/admin-server-translate.ts";
import { countryOfZone } from "#app/platform/countries.ts";
import { isTimeZone } from "#app/platform/time-zone.ts";
import { email, text } from "#app/questions/form-fields.ts";
import { newPassword } from "./password-policy.server.ts";
import { country } from "./settings-form.ts";

/** The schema of the set-up form, with which the first owner is created. */
export const setUpForm = z
  .object({
    organization: text("admin.form.setUp.organization", 120),
    timeZone: z.string().default("UTC").refine(isTimeZone, issue("admin.form.event.timeZone")),
    country,
    name: text("admin.form.setUp.name", 120),
    email: email("admin.form.setUp.email"),
    password: newPassword,
  })
  // Without JavaScript the country does not follow the chosen time zone: an empty choice means the country of the zone.
  .transform((owner) => ({ ...owner, country: owner.country ?? countryOfZone(owner.timeZone) ?? null }));
