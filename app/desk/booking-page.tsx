import { Link } from "@remix-run/react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { MailPreview as MailPreviewOf } from "#app/notifications/preview-mail.server.ts";
import { lineStart, longSpan } from "#app/platform/dates.ts";
import { AdminForm } from "#app/ui/admin/admin-form.tsx";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { ClosedAction } from "#app/ui/admin/closed-action.tsx";
import { DetailPage } from "#app/ui/admin/page-shells.tsx";
import { Button } from "#app/ui/button.tsx";
import { CheckField, Select } from "#app/ui/forms/field.tsx";
import { MailPreview } from "#app/ui/mail-preview.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import type { BookingRecord } from "./booking-record.server.ts";
import { BookingFactsOf, BookingTimeline } from "./booking-record.tsx";

interface Props {
  record: BookingRecord;
  /** The mail that a cancellation sends; undefined if the booking has no recipient or cannot be cancelled. */
  mail: MailPreviewOf | undefined;
  now: Date;
  mayEdit: boolean;
  /** The texts of overridden booking rules, by the id of their timeline entry. */
  notes: Record<string, string[]>;
}

/** One booking, with forms to resend its mail, move it and cancel it. */
export function BookingPage({ record, mail, now, mayEdit, notes }: Props) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  const { booking } = record;
  const { fate } = booking;
  const active = fate === "confirmed";
  return (
    <DetailPage
      title={nameOfBooking(booking) ?? t("admin.bookings.noName")}
      line={
        <Link to={paths.event(booking.event.id)}>
          <OwnWords lang={booking.event.locale}>{booking.event.title}</OwnWords>
        </Link>
      }
      actions={
        active && !mayEdit ? (
          <ClosedAction label={t("admin.booking.cancel.button")} reason={t("admin.shell.notInRole")} />
        ) : active && booking.person ? (
          <ResendForm />
        ) : undefined
      }
    >
      {active ? null : <Notice tone="info" title={t(`admin.booking.ended.${fate}`)} />}
      <BookingFactsOf record={record} now={now} />
      <section>
        <h2>{t("admin.booking.history")}</h2>
        <BookingTimeline record={record} now={now} notes={notes} />
      </section>
      {mayEdit && record.others.length > 0 ? <MoveForm record={record} now={now} /> : null}
      {mayEdit && active ? <CancelForm seats={booking.seats} mail={mail} /> : null}
    </DetailPage>
  );
}

/** Returns the name of the person who booked; for API bookings without a person, the client id. */
export function nameOfBooking({ person, source, clientId }: BookingRecord["booking"]): string | undefined {
  return person?.name || (source === "api" ? clientId : undefined);
}

function MoveForm({ record, now }: Pick<Props, "record" | "now">) {
  const { t, locale } = useAdminWords();
  const { booking, others } = record;
  const moment = { locale, timeZone: booking.event.timeZone };
  return (
    <section>
      <h2>{t("admin.booking.move.title")}</h2>
      <p>{t(booking.person ? "admin.booking.move.line" : "admin.booking.cancel.noEmail")}</p>
      <AdminForm className="form">
        <Select label={t("admin.booking.move.date")} name="session">
          {others.map((each) => (
            <option key={each.id} value={each.id}>
              {lineStart(longSpan(each, moment, now), moment)}
            </option>
          ))}
        </Select>
        <Button kind="quiet" name="intent" value="move">
          {t("admin.booking.move.button")}
        </Button>
      </AdminForm>
    </section>
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

function CancelForm({ seats, mail }: { seats: number; mail: MailPreviewOf | undefined }) {
  const { t } = useAdminWords();
  return (
    <section>
      <h2>{t("admin.booking.cancel.title", { count: seats })}</h2>
      <p>{t("admin.booking.cancel.line", { count: seats })}</p>
      <AdminForm className="form">
        {mail ? (
          <>
            <CheckField label={t("admin.booking.cancel.notify")} name="notify" value="yes" defaultChecked />
            <MailPreview title={t("admin.event.previewEmail")} mail={mail} />
          </>
        ) : (
          <p>{t("admin.booking.cancel.noEmail")}</p>
        )}
        <Button kind="danger" name="intent" value="cancel">
          {t("admin.booking.cancel.button")}
        </Button>
      </AdminForm>
    </section>
  );
}
