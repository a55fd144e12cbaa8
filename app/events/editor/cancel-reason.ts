import type { AdminServerTranslate } from "#app/i18n/admin-server-translate.ts";
import { isStorable, severalLines } from "#app/platform/text/normalise.ts";

const MAX_CHARACTERS = 500;

/** Returns the typed reason for cancelling an event, valid or not. */
export function reasonOf(form: FormData): string {
  return severalLines(String(form.get("reason") ?? ""));
}

/** Returns the error of a reason; undefined if it is valid. */
export function reasonProblem(reason: string, t: AdminServerTranslate): string | undefined {
  if (reason === "") return t("admin.form.reason");
  if (!isStorable(reason)) return t("admin.form.notStorable");
  return reason.length > MAX_CHARACTERS ? t("admin.form.tooLong", { maximum: MAX_CHARACTERS }) : undefined;
}
