import { useLocation } from "@remix-run/react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { clockTime, shortDate } from "#app/platform/dates.ts";
import { useFocusOn } from "#app/ui/admin/focus-on.ts";
import { Notice } from "#app/ui/notice.tsx";
import type { SaveConflict } from "./save-conflict.ts";

/**
 * Names the member who saved the event after the form was opened, and lists the fields that differ. The form keeps what was
 * typed; submitting it again overwrites the saved event.
 */
export function ConflictNotice({ conflict, timeZone }: { conflict: SaveConflict; timeZone: string }) {
  const { t, locale } = useAdminWords();
  const { pathname } = useLocation();
  const element = useFocusOn(conflict.version);
  const at = new Date(conflict.savedAt);
  const moment = { locale, timeZone };
  const when = `${shortDate(at, moment)}, ${clockTime(at, moment)}`;
  const title = conflict.savedBy
    ? t("admin.eventForm.conflict.titleBy", { name: conflict.savedBy, when })
    : t("admin.eventForm.conflict.title", { when });
  // Isolated, so that words of another direction leave the sentence around them as it is.
  const quoted = (value: string) =>
    value === ""
      ? t("admin.eventForm.conflict.empty")
      : t("admin.eventForm.conflict.value", { value: `\u2068${value}\u2069` });
  return (
    <div ref={element} tabIndex={-1} role="alert">
      <Notice tone="warn" title={title}>
        <p>{t("admin.eventForm.conflict.line")}</p>
        <ul>
          {conflict.differences.map(({ label, values }) => (
            <li key={label}>
              {values
                ? t("admin.eventForm.conflict.values", {
                    label: t(label),
                    saved: quoted(values.saved),
                    typed: quoted(values.typed),
                  })
                : t(label)}
            </li>
          ))}
        </ul>
        <p>
          <a href={pathname} className="link">
            {t("admin.eventForm.conflict.reload")}
          </a>
        </p>
      </Notice>
    </div>
  );
}
