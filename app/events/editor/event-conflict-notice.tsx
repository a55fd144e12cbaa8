import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { clockTime, shortDate } from "#app/platform/dates.ts";
import { ConflictNotice } from "#app/ui/admin/conflict-notice.tsx";
import type { EventConflict } from "./save-conflict.ts";

/** Names the member who saved the event after the form was opened, and lists the fields that differ. */
export function EventConflictNotice({ conflict, timeZone }: { conflict: EventConflict; timeZone: string }) {
  const { t, locale } = useAdminWords();
  const at = new Date(conflict.savedAt);
  const moment = { locale, timeZone };
  const when = `${shortDate(at, moment)}, ${clockTime(at, moment)}`;
  const title = conflict.savedBy
    ? t("admin.eventForm.conflict.titleBy", { name: conflict.savedBy, when })
    : t("admin.eventForm.conflict.title", { when });
  return <ConflictNotice conflict={conflict} title={title} />;
}
