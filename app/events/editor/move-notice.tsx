import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { useFocusOn } from "#app/ui/admin/focus-on.ts";
import { Button } from "#app/ui/button.tsx";
import { CheckField } from "#app/ui/forms/field.tsx";
import { Notice } from "#app/ui/notice.tsx";

/** Warns before saving that a change concerns existing bookings, and lets the organiser choose whether attendees get a mail. */
export function MoveNotice({ concerned }: { concerned: number }) {
  const { t } = useAdminWords();
  const element = useFocusOn(concerned);
  return (
    <div ref={element} tabIndex={-1} role="alert">
      <Notice tone="warn" title={t("admin.eventForm.move.title", { count: concerned })}>
        <p>{t("admin.eventForm.move.line")}</p>
        <input type="hidden" name="asked" value="1" />
        <CheckField
          label={t("admin.eventForm.move.notify")}
          name="notify"
          hint={t("admin.eventForm.move.notifyHint")}
          defaultChecked
        />
        <Button name="intent" value="save">
          {t("admin.eventForm.move.save")}
        </Button>
      </Notice>
    </div>
  );
}
