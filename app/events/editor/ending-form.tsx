import { useState } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { severalLines } from "#app/platform/text/normalise.ts";
import { AdminForm } from "#app/ui/admin/admin-form.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { CheckField, TextArea } from "#app/ui/forms/field.tsx";
import { MailPreview } from "#app/ui/mail-preview.tsx";
import { Notice } from "#app/ui/notice.tsx";

/** The form that confirms cancelling an event or a date, with the reason for its attendees. */
export function CancelForm({
  what,
  line,
  reason,
  errors,
  mailOf,
  notify,
  back,
}: {
  what: "event" | "date";
  /** A sentence about the bookings that are cancelled, with their number. */
  line: string;
  reason: string;
  /** Whether the attendees get a mail; undefined if the organiser cannot choose. */
  notify?: boolean;
  errors: Record<string, string[]> | undefined;
  /** Returns the mail that an attendee would get with that reason; undefined if there are no attendees. */
  mailOf(reason: string): Parameters<typeof MailPreview>[0]["mail"] | undefined;
  back: string;
}) {
  const { t } = useAdminWords();
  const [typed, setTyped] = useState(reason);
  const mail = mailOf(severalLines(typed) || "…");
  return (
    <AdminForm className="form" noValidate>
      <ErrorSummary title={t("admin.event.cancel.check")} errors={errors} />
      <Notice tone="warn" title={t("admin.event.final")}>
        <p>{line}</p>
      </Notice>
      <TextArea
        label={t("admin.event.cancel.reason")}
        name="reason"
        hint={t(what === "event" ? "admin.event.cancel.reasonHint" : "admin.date.cancel.reasonHint")}
        defaultValue={reason}
        errors={errors?.reason}
        maxLength={500}
        onChange={(event) => setTyped(event.target.value)}
      />
      {notify === undefined ? null : (
        <>
          <input type="hidden" name="asked" value="1" />
          <CheckField
            label={t("admin.date.cancel.notify")}
            name="notify"
            value="yes"
            defaultChecked={notify}
          />
        </>
      )}
      {mail ? <MailPreview title={t("admin.event.previewEmail")} mail={mail} /> : null}
      <div className="button-row">
        <Button kind="danger">{t(what === "event" ? "admin.event.cancel" : "admin.date.cancel")}</Button>
        <ButtonLink kind="quiet" href={back}>
          {t(what === "event" ? "admin.event.keep" : "admin.date.keep")}
        </ButtonLink>
      </div>
    </AdminForm>
  );
}

/** The form that confirms removing an event. */
export function RemoveEventForm({ booked, back }: { booked: number; back: string }) {
  const { t } = useAdminWords();
  if (booked > 0) {
    return (
      <>
        <Notice tone="warn" title={t("admin.event.remove.booked", { count: booked })}>
          <p>{t("admin.event.remove.cancelFirst")}</p>
        </Notice>
        <p className="button-row">
          <ButtonLink kind="quiet" href={back}>
            {t("admin.event.back")}
          </ButtonLink>
        </p>
      </>
    );
  }
  return (
    <AdminForm className="form">
      <Notice tone="warn" title={t("admin.event.final")}>
        <p>{t("admin.event.remove.line")}</p>
      </Notice>
      <div className="button-row">
        <Button kind="danger">{t("admin.event.remove")}</Button>
        <ButtonLink kind="quiet" href={back}>
          {t("admin.event.keep")}
        </ButtonLink>
      </div>
    </AdminForm>
  );
}
