import { REFUSALS } from "#app/booking/refusals.ts";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import type { SaveResult } from "../save-event.server.ts";

/** Returns the errors of a save that was refused, at the capacity of the session that it was refused for. */
export function errorsOfSave(saved: Extract<SaveResult, { ok: false }>): FormErrors {
  return { [`sessions[${saved.index}].capacity`]: [wordsFor(saved)] };
}

function wordsFor({ refusal, needed }: Extract<SaveResult, { ok: false }>): string {
  if (refusal !== "CAPACITY_BELOW_BOOKED") return REFUSALS[refusal].words;
  const people = needed === 1 ? "1 seat is booked" : `${needed} seats are booked`;
  return `${people}. You can set ${needed} or more, or close booking.`;
}
