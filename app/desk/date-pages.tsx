import { Link } from "@remix-run/react";
import { CancelForm } from "#app/events/editor/ending-form.tsx";
import type { SessionDraft } from "#app/events/editor/event-draft.ts";
import { ReadingField } from "#app/events/editor/reading-field.tsx";
import { StartField } from "#app/events/editor/start-field.tsx";
import type { Event, Session } from "#app/events/event.ts";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { MailPreview } from "#app/notifications/preview-mail.server.ts";
import { longSpan } from "#app/platform/dates.ts";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { DATE_TIME_BOUNDS } from "#app/platform/instants.ts";
import { isolated } from "#app/platform/text/direction.ts";
import { AdminForm } from "#app/ui/admin/admin-form.tsx";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { CancelLink, EditorForm } from "#app/ui/admin/editor-form.tsx";
import { ConfirmPage, FormPage } from "#app/ui/admin/page-shells.tsx";
import { Button, ButtonLink, buttonClass } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { Field } from "#app/ui/forms/field.tsx";
import { Notice } from "#app/ui/notice.tsx";

/** An organiser's input for a date. The form carries the new date's id, so that submitting it twice adds one date. */
export type DateDraft = SessionDraft & { id: string };

interface AddProps {
  event: Pick<Event, "id" | "title" | "timeZone">;
  draft: DateDraft;
  given: { draft: DateDraft; errors?: FormErrors } | undefined;
}

export function AddDatePage({ event, draft: fresh, given }: AddProps) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  const draft = given?.draft ?? fresh;
  const errors = given?.errors ?? {};
  const of = (name: keyof DateDraft) => ({ name, defaultValue: draft[name], errors: errors[name] });
  return (
    <FormPage
      title={t("admin.date.add.title", { title: event.title })}
      line={t("admin.date.add.zone", { zone: event.timeZone })}
    >
      <EditorForm key={draft.id} className="form" noValidate>
        <ErrorSummary title={t("admin.form.check")} errors={errors} />
        <input type="hidden" name="id" value={draft.id} />
        <StartField timeZone={event.timeZone} {...of("startsAt")} />
        <ReadingField time={draft.startsAt} {...of("startsAtReading")} />
        <Field
          label={t("admin.eventForm.ends")}
          type="datetime-local"
          {...DATE_TIME_BOUNDS}
          {...of("endsAt")}
        />
        <ReadingField time={draft.endsAt} {...of("endsAtReading")} />
        <Field label={t("admin.eventForm.capacity")} inputMode="numeric" {...of("capacity")} />
        <Field label={t("admin.eventForm.dateName")} optional maxLength={80} {...of("label")} />
        <div className="button-row">
          <Button name="intent" value="add">
            {t("admin.date.add")}
          </Button>
          <Button kind="quiet" name="intent" value="add-another">
            {t("admin.date.addAnother")}
          </Button>
          <CancelLink to={paths.event(event.id)} />
        </div>
      </EditorForm>
    </FormPage>
  );
}

interface EndingProps {
  event: Event;
  date: Session;
  /** Number of bookings of the date. */
  booked: number;
  now: Date;
}

function dateWords({ event, date, now }: EndingProps, locale: string): string {
  const when = longSpan(date, { locale, timeZone: event.timeZone }, now);
  return date.label ? `${when} (${isolated(date.label)})` : when;
}

interface CancelProps extends EndingProps {
  mail: MailPreview | undefined;
  /** Marks the place of the reason in the mail's text. */
  placeholder: string;
  given: { reason: string; notify: boolean; errors?: FormErrors } | undefined;
}

export function CancelDatePage(props: CancelProps) {
  const { event, booked, mail, placeholder, given } = props;
  const { t, locale } = useAdminWords();
  const paths = useAdminPaths();
  const words = dateWords(props, locale);
  return (
    <ConfirmPage title={t("admin.date.cancel.title", { date: words })}>
      <CancelForm
        what="date"
        line={booked === 0 ? t("admin.date.cancel.nobody") : t("admin.date.cancel.booked", { count: booked })}
        reason={given?.reason ?? ""}
        notify={booked === 0 ? undefined : (given?.notify ?? true)}
        errors={given?.errors}
        mailOf={(reason) => mail && { ...mail, text: mail.text.replace(placeholder, () => reason) }}
        back={paths.event(event.id)}
      />
    </ConfirmPage>
  );
}

interface RemoveProps extends EndingProps {
  /** Why an attempt to remove the date was refused. */
  refusal: "DATE_BOOKED" | "LAST_DATE" | undefined;
}

export function RemoveDatePage(props: RemoveProps) {
  const { event, date, booked, refusal } = props;
  const { t, locale } = useAdminWords();
  const paths = useAdminPaths();
  const words = dateWords(props, locale);
  const back = (
    <ButtonLink kind="quiet" href={paths.event(event.id)}>
      {t("admin.date.keep")}
    </ButtonLink>
  );
  if (refusal || booked > 0) {
    const isLast = refusal === "LAST_DATE";
    return (
      <ConfirmPage title={t("admin.date.remove.title", { date: words })}>
        <Notice
          tone="warn"
          title={isLast ? t("admin.date.remove.last") : t("admin.date.remove.booked", { count: booked })}
        >
          <p>{t(isLast ? "admin.date.remove.lastLine" : "admin.date.remove.bookedLine")}</p>
        </Notice>
        <p className="button-row">
          {date.cancelledAt ? null : (
            <Link to={paths.dateCancel(event.id, date.id)} className={buttonClass()}>
              {t("admin.date.cancelInstead")}
            </Link>
          )}
          {back}
        </p>
      </ConfirmPage>
    );
  }
  return (
    <ConfirmPage title={t("admin.date.remove.title", { date: words })}>
      <AdminForm className="form">
        <Notice tone="warn" title={t("admin.event.final")}>
          <p>{t("admin.date.remove.line")}</p>
        </Notice>
        <div className="button-row">
          <Button kind="danger">{t("admin.date.remove")}</Button>
          {back}
        </div>
      </AdminForm>
    </ConfirmPage>
  );
}
