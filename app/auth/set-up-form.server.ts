import { z } from "zod";
import { isTimeZone } from "#app/platform/time-zone.ts";
import { newPassword } from "./password-policy.server.ts";

/** What whoever opens the set-up link types to become the owner. */
export const setUpForm = z.object({
  organization: z
    .string({ error: "Say who takes bookings: a club, a studio, a name." })
    .trim()
    .min(1, "Say who takes bookings: a club, a studio, a name.")
    .max(120, "Use at most 120 characters."),
  timeZone: z.string().default("UTC").refine(isTimeZone, "Choose a time zone from the list."),
  name: z
    .string({ error: "Type your name." })
    .trim()
    .min(1, "Type your name.")
    .max(120, "Use at most 120 characters."),
  email: z.email("Type your e-mail in full: you sign in with it.").max(254, "That e-mail is too long."),
  password: newPassword,
});
