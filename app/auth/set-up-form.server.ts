import { z } from "zod";
import { issue } from "#app/i18n/admin-translate.ts";
import { isTimeZone } from "#app/platform/time-zone.ts";
import { newPassword } from "./password-policy.server.ts";

/** What whoever opens the set-up link types to become the owner. */
export const setUpForm = z.object({
  organization: z
    .string({ error: issue("admin.form.setUp.organization") })
    .trim()
    .min(1, issue("admin.form.setUp.organization"))
    .max(120, issue("admin.form.tooLong")),
  timeZone: z.string().default("UTC").refine(isTimeZone, issue("admin.form.event.timeZone")),
  name: z
    .string({ error: issue("admin.form.setUp.name") })
    .trim()
    .min(1, issue("admin.form.setUp.name"))
    .max(120, issue("admin.form.tooLong")),
  email: z.email(issue("admin.form.setUp.email")).max(254, issue("admin.form.tooLong")),
  password: newPassword,
});
