import { useLocation } from "@remix-run/react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { Notice } from "../notice.tsx";
import { useFocusOn } from "./focus-on.ts";
import type { SaveConflict } from "./save-conflict.ts";

/**
 * Lists the fields in which a form differs from the version that another user saved after it was opened. The form keeps the
 * typed values; submitting it again overwrites the saved ones.
 */
export function ConflictNotice({ conflict, title }: { conflict: SaveConflict; title: string }) {
  const { t } = useAdminWords();
  const { pathname, search } = useLocation();
  const element = useFocusOn(conflict.version);
  // Isolated, so that text of another direction does not reorder the sentence.
  const quoted = (value: string) =>
    value === ""
      ? t("admin.form.conflict.empty")
      : t("admin.form.conflict.value", { value: `\u2068${value}\u2069` });
  return (
    <div ref={element} tabIndex={-1} role="alert">
      <Notice tone="warn" title={title}>
        <p>{t("admin.form.conflict.line")}</p>
        <ul>
          {conflict.differences.map(({ label, values }) => (
            <li key={label}>
              {values
                ? t("admin.form.conflict.values", {
                    label: t(label),
                    saved: quoted(values.saved),
                    typed: quoted(values.typed),
                  })
                : t(label)}
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
