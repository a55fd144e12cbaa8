import { Link } from "@remix-run/react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { MailPreview as MailPreviewOf } from "#app/notifications/preview-mail.server.ts";
import { AdminForm } from "#app/ui/admin/admin-form.tsx";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { DetailPage } from "#app/ui/admin/page-shells.tsx";
import { Button } from "#app/ui/button.tsx";
import { CheckField } from "#app/ui/forms/field.tsx";
import { MailPreview } from "#app/ui/mail-preview.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { BookingRecord } from "./booking-record.server.ts";
import { BookingFactsOf, BookingTimeline } from "./booking-record.tsx";

interface Props {
  record: BookingRecord;
  /** What the guest would be sent; undefined where the booking cannot be cancelled. */
  mail: MailPreviewOf | undefined;
  now: Date;
  mayEdit: boolean;
}

/** Shows one booking to an organiser, who may resend its mail or cancel it. */
export function BookingPage({ record, mail, now, mayEdit }: Props) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  const { booking } = record;
  const { fate } = booking;
  const active = fate === "confirmed";
  return (
    <DetailPage
      title={booking.person.name}
      line={<Link to={paths.event(booking.event.id)}>{booking.event.title}</Link>}
      actions={mayEdit && active ? <ResendForm /> : undefined}
    >
      {active ? null : <Notice tone="info" title={t(`admin.booking.ended.${fate}`)} />}
      <BookingFactsOf record={record} now={now} />
      <section>
        <h2>{t("admin.booking.history")}</h2>
        <BookingTimeline record={record} now={now} />
      </section>
      {mail ? <CancelForm seats={booking.seats} mail={mail} /> : null}
    </DetailPage>
  );
}

function ResendForm() {
  const { t } = useAdminWords();
  return (
    <AdminForm>
      <Button kind="quiet" name="intent" value="resend">
        {t("admin.booking.resend")}
      </Button>
    </AdminForm>
  );
}

function CancelForm({ seats, mail }: { seats: number; mail: MailPreviewOf }) {
  const { t } = useAdminWords();
  return (
    <section>
      <h2>{t("admin.booking.cancel.title", { count: seats })}</h2>
      <p>{t("admin.booking.cancel.line", { count: seats })}</p>
      <AdminForm className="form">
        <CheckField label={t("admin.booking.cancel.notify")} name="notify" value="yes" defaultChecked />
        <MailPreview title={t("admin.event.previewEmail")} mail={mail} />
        <Button kind="danger" name="intent" value="cancel">
          {t("admin.booking.cancel.button")}
        </Button>
      </AdminForm>
    </section>
  );
}
