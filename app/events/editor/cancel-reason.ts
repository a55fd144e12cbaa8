import { isStorable } from "#app/platform/text/normalise.ts";

/** Returns the reason that the form for cancelling an event has, valid or not. */
export function reasonOf(form: FormData): string {
  return String(form.get("reason") ?? "").trim();
}

/** Returns what is wrong with the reason; undefined where it can be kept. */
export function reasonProblem(reason: string): string | undefined {
  if (reason === "") return "Say why, so that people understand.";
  if (!isStorable(reason)) return "This has a character that cannot be kept.";
  return reason.length > 500 ? "Use at most 500 characters." : undefined;
}
