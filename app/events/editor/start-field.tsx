import { useState } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { now } from "#app/platform/clock.ts";
import { localMinute } from "#app/platform/dates.ts";
import { DATE_TIME_BOUNDS } from "#app/platform/instants.ts";
import { Field } from "#app/ui/forms/field.tsx";

interface StartFieldProps {
  name: string;
  defaultValue: string | undefined;
  errors: string[] | undefined;
  timeZone: string;
}

/** The field for the start of a date. Warns about a time in the past, which is allowed but often a wrong year. */
export function StartField({ timeZone, ...field }: StartFieldProps) {
  const { t } = useAdminWords();
  const [typed, setTyped] = useState(field.defaultValue ?? "");
  return (
    <>
      <Field
        label={t("admin.eventForm.starts")}
        type="datetime-local"
        {...DATE_TIME_BOUNDS}
        {...field}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <p className="field-hint" role="status">
        {isPast(typed, timeZone) ? t("admin.eventForm.started") : null}
      </p>
    </>
  );
}

/** Compares the texts, which sort like the local times. The typed zone may be invalid; then nothing counts as past. */
function isPast(typed: string, timeZone: string): boolean {
  try {
    return typed !== "" && typed < localMinute(now(), timeZone);
  } catch {
    return false;
  }
}
