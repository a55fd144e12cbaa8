import { z } from "zod";
import { issue } from "#app/i18n/admin-translate.ts";
import { isTimeZone } from "#app/platform/time-zone.ts";
import { email, text } from "#app/questions/form-fields.ts";
import { newPassword } from "./password-policy.server.ts";

/** What somebody types to become the owner. */
export const setUpForm = z.object({
  organization: text("admin.form.setUp.organization", 120),
  timeZone: z.string().default("UTC").refine(isTimeZone, issue("admin.form.event.timeZone")),
  name: text("admin.form.setUp.name", 120),
  email: email("admin.form.setUp.email"),
  password: newPassword,
});
