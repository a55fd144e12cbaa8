import type { AdminServerTranslate } from "#app/i18n/admin-server-translate.ts";
import { isStorable, severalLines } from "#app/platform/text/normalise.ts";

const LONGEST = 500;

/** Returns the reason that the form for cancelling an event has, valid or not. */
export function reasonOf(form: FormData): string {
  return severalLines(String(form.get("reason") ?? ""));
}

/** Returns what is wrong with the reason; undefined where it can be kept. */
export function reasonProblem(reason: string, t: AdminServerTranslate): string | undefined {
  if (reason === "") return t("admin.form.reason");
  if (!isStorable(reason)) return t("admin.form.notStorable");
  return reason.length > LONGEST ? t("admin.form.tooLong", { maximum: LONGEST }) : undefined;
}
