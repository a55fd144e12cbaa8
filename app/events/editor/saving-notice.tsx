import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { clockTime, lineStart, shortDate } from "#app/platform/dates.ts";
import { AdminForm } from "#app/ui/admin/admin-form.tsx";
import { Button } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import type { Event } from "../event.ts";
import type { DatesSaving, RefusedDate } from "../save-dates-task.server.ts";

interface Props {
  event: Pick<Event, "timeZone">;
  saving: DatesSaving;
  mayEdit: boolean;
}

const REFRESH_MS = 2_000;

/** The progress of saving an event's dates, or the dates that were refused until the organiser dismisses them. */
export function SavingNotice(props: Props) {
  return props.saving.state === "unfinished" ? <InProgress {...props} /> : <Ended {...props} />;
}

function InProgress({ saving, mayEdit }: Props) {
  const { t } = useAdminWords();
  const { done, total, isRetried } = saving;
  useRefresh();
  return (
    <Notice tone="info" title={t("admin.saving.title", { done, total })} live>
      <progress className="progress" value={done} max={total} aria-label={t("admin.event.dates")} />
      <p>{t("admin.saving.line")}</p>
      {isRetried ? <p>{t("admin.saving.retried")}</p> : null}
      {mayEdit ? (
        <AdminForm className="button-row">
          <Button kind="quiet" name="intent" value="stop-saving">
            {t("admin.saving.stop")}
          </Button>
        </AdminForm>
      ) : null}
    </Notice>
  );
}

function Ended({ event, saving, mayEdit }: Props) {
  const { t } = useAdminWords();
  const { state, done, total, refused, refusedDates } = saving;
  const more = refused - refusedDates.length;
  return (
    <Notice
      tone="warn"
      title={
        state === "stopped"
          ? t("admin.saving.stopped", { done, total })
          : t("admin.saving.refused", { count: refused })
      }
    >
      {state === "stopped" ? <p>{t("admin.saving.stoppedLine")}</p> : null}
      {refusedDates.length > 0 ? (
        <ul>
          {refusedDates.map((date) => (
            <Refused key={date.id} event={event} date={date} />
          ))}
          {more > 0 ? <li>{t("admin.saving.moreRefused", { number: more })}</li> : null}
        </ul>
      ) : null}
      {mayEdit ? (
        <AdminForm className="button-row">
          <input type="hidden" name="task" value={saving.id} />
          <Button kind="quiet" name="intent" value="dismiss-saving">
            {t("admin.saving.dismiss")}
          </Button>
        </AdminForm>
      ) : null}
    </Notice>
  );
}

function Refused({ event, date }: { event: Props["event"]; date: RefusedDate }) {
  const { t, locale } = useAdminWords();
  const startsAt = new Date(date.startsAt);
  const moment = { locale, timeZone: event.timeZone };
  return (
    <li>
      {lineStart(shortDate(startsAt, moment), moment)}, {clockTime(startsAt, moment)}
      {date.label ? (
        <>
          {" "}
          <OwnWords>{date.label}</OwnWords>
        </>
      ) : null}
      {": "}
      {t("admin.saving.taken", { count: date.quantity })}
    </li>
  );
}

/** Reloads the page's data every two seconds. */
function useRefresh() {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (state !== "idle") return;
    const timer = setTimeout(revalidate, REFRESH_MS);
    return () => clearTimeout(timer);
  }, [revalidate, state]);
}
