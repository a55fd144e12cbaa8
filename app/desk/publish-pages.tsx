import { Link } from "@remix-run/react";
import type { Event } from "#app/events/event.ts";
import type { PublishWarnings } from "#app/events/publish-warnings.server.ts";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { longSpan } from "#app/platform/dates.ts";
import { AdminForm } from "#app/ui/admin/admin-form.tsx";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { ConfirmPage } from "#app/ui/admin/page-shells.tsx";
import { Button, ButtonLink, buttonClass } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";

interface PublishProps {
  event: Event;
  warnings: PublishWarnings;
  /** Minimum length in days of the dates to warn about. */
  longDays: number;
  now: Date;
}

/** Asks for confirmation before publishing an event with suspicious dates: past or unusually long. */
export function PublishPage({ event, warnings, longDays, now }: PublishProps) {
  const { t, locale } = useAdminWords();
  const paths = useAdminPaths();
  const { isOver, begun, long, first } = warnings;
  const moment = { locale, timeZone: event.timeZone };
  return (
    <ConfirmPage title={t("admin.event.publish.title", { title: event.title })}>
      <AdminForm className="form">
        <Notice tone="warn" title={t("admin.event.publish.check")}>
          {isOver ? <p>{t("admin.event.publish.over")}</p> : null}
          {begun > 0 ? <p>{t("admin.event.publish.begun", { count: begun })}</p> : null}
          {first ? (
            <p>
              {t("admin.event.publish.long", {
                count: long,
                days: longDays,
                span: longSpan(first, moment, now),
              })}
            </p>
          ) : null}
        </Notice>
        <div className="button-row">
          <Button>{t("admin.event.publish.anyway")}</Button>
          <Link to={paths.eventEdit(event.id)} className={buttonClass({ kind: "quiet" })}>
            {t("admin.event.publish.editDates")}
          </Link>
          <ButtonLink kind="quiet" href={paths.event(event.id)}>
            {t("admin.event.back")}
          </ButtonLink>
        </div>
      </AdminForm>
    </ConfirmPage>
  );
}

/** Asks for confirmation before unpublishing an event with bookings. */
export function UnpublishPage({ event, booked }: { event: Event; booked: number }) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  return (
    <ConfirmPage title={t("admin.event.unpublish.title", { title: event.title })}>
      <AdminForm className="form">
        <Notice tone="warn" title={t("admin.event.unpublish.booked", { count: booked })}>
          <p>{t("admin.event.unpublish.line")}</p>
        </Notice>
        <div className="button-row">
          <Button>{t("admin.event.unpublish")}</Button>
          <ButtonLink kind="quiet" href={paths.event(event.id)}>
            {t("admin.event.back")}
          </ButtonLink>
        </div>
      </AdminForm>
    </ConfirmPage>
  );
}
