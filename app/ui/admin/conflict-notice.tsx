import { useLocation } from "@remix-run/react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { Notice } from "../notice.tsx";
import { useFocusOn } from "./focus-on.ts";
import type { Difference, SaveConflict } from "./save-conflict.ts";

/**
 * Lists the fields in which a form differs from the version that another user saved after it was opened. The form keeps the
 * typed values; submitting it again overwrites the saved ones.
 */
export function ConflictNotice({
  conflict,
  title,
}: {
  conflict: SaveConflict<number | string>;
  title: string;
}) {
  const { t } = useAdminWords();
  const { pathname, search } = useLocation();
  const element = useFocusOn(conflict.version);
  // Isolated, so that text of another direction does not reorder the sentence.
  const quoted = (value: string) =>
    value === ""
      ? t("admin.form.conflict.empty")
      : t("admin.form.conflict.value", { value: `\u2068${value}\u2069` });
  const labelOf = ({ label }: Difference) => (typeof label === "string" ? t(label) : label.text);
  return (
    <div ref={element} tabIndex={-1} role="alert">
      <Notice tone="warn" title={title}>
        <p>{t("admin.form.conflict.line")}</p>
        <ul>
          {conflict.differences.map((difference) => (
            <li key={labelOf(difference)}>
              {difference.values
                ? t("admin.form.conflict.values", {
                    label: labelOf(difference),
                    saved: quoted(difference.values.saved),
                    typed: quoted(difference.values.typed),
                  })
                : labelOf(difference)}
            </li>
          ))}
        </ul>
        <p>
          <a href={pathname + search} className="link">
            {t("admin.form.conflict.reload")}
          </a>
        </p>
      </Notice>
    </div>
  );
}
