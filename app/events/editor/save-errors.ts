import type { AdminServerTranslate } from "#app/i18n/admin-server-translate.ts";
import { memberMessage } from "#app/i18n/refusal-messages.ts";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import type { SaveResult } from "../save-event.server.ts";

type Refused = Extract<SaveResult, { index: number }>;

/** Returns the errors of a refused save, at the capacity of the session that caused the refusal. */
export function errorsOfSave(saved: Refused, t: AdminServerTranslate): FormErrors {
  return { [`sessions[${saved.index}].capacity`]: [wordsFor(saved, t)] };
}

function wordsFor({ refusal, needed }: Refused, t: AdminServerTranslate): string {
  if (refusal !== "CAPACITY_BELOW_BOOKED") return t(memberMessage(refusal));
  return t("admin.form.event.belowBooked", { count: needed });
}
