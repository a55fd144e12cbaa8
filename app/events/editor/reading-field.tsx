import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { Select } from "#app/ui/forms/field.tsx";

const READINGS = ["earlier", "later"] as const;

/** The choice between two equal local times when the clocks are set back. Rendered only for such a time. */
export function ReadingField({
  time,
  name,
  defaultValue,
  errors,
}: {
  /** Value of the time field, such as `2026-10-25T02:30`. */
  time: string;
  name: string;
  defaultValue: string | undefined;
  errors: string[] | undefined;
}) {
  const { t } = useAdminWords();
  if (!defaultValue && !errors) return null;
  return (
    <Select
      label={t("admin.eventForm.reading", { time: time.slice(11, 16) })}
      {...{ name, defaultValue, errors }}
    >
      <option value="">{t("admin.eventForm.reading.unsaid")}</option>
      {READINGS.map((reading) => (
        <option key={reading} value={reading}>
          {t(`admin.eventForm.reading.${reading}`)}
        </option>
      ))}
    </Select>
  );
}
