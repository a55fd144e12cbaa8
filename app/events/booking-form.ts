import { z } from "zod";

/** What a guest types to book. */
export const bookingForm = z.object({
  session: z.uuid("Choose a date."),
  seats: z
    .number({ error: "Say how many seats you want." })
    .int("Use a whole number.")
    .min(1, "Book at least 1 seat.")
    .max(1_000, "That is more than one booking may take."),
  name: z
    .string({ error: "Tell us your name." })
    .trim()
    .min(1, "Tell us your name.")
    .max(120, "Use at most 120 characters.")
    .refine(isKeepable, "This has a character that cannot be kept."),
  email: z
    .string({ error: "Tell us your e-mail, so that we can send your booking." })
    .trim()
    .max(254, "That e-mail is too long. Check it.")
    .superRefine((email, refinement) => {
      const message = emailProblem(email);
      if (message) refinement.addIssue({ code: "custom", message });
    }),
  formToken: z.string().default(""),
});

export type BookingInput = z.output<typeof bookingForm>;

/** What is wrong with an address, in words that say what to do; undefined when nothing is. */
export function emailProblem(email: string): string | undefined {
  if (!email.includes("@")) return "That e-mail has no @. Check it.";
  if (/\s/.test(email)) return "That e-mail has a space in it. Check it.";
  if (!z.email().safeParse(email).success) return "That e-mail is not complete. Check it.";
  return undefined;
}

/** PostgreSQL keeps every character but one; half of a surrogate pair is no character at all. */
function isKeepable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}
