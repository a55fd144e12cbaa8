import type { TimelineEntry } from "#app/attendees/timeline.server.ts";
import type { Event } from "#app/events/event.ts";
import { seatWords } from "#app/events/seat-panel.ts";
import { SessionTime } from "#app/events/session-time.tsx";
import { Phrase, useWords } from "#app/i18n/words.tsx";
import { lineStart, longTime, shortTime } from "#app/platform/dates.ts";
import * as paths from "#app/platform/http/paths.ts";
import { isolated } from "#app/platform/text/direction.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { BookingTicket } from "./booking-ticket.tsx";
import { doneWords } from "./done-words.ts";
import { EndedBooking } from "./ended-booking.tsx";
import { IntentForm } from "./intent-form.tsx";
import { MoveForm, PeopleForm, SeatsForm } from "./manage-forms.tsx";
import { ManagePart } from "./manage-parts.tsx";
import type { ManageProps } from "./manage-props.ts";

/** The page to view, change and cancel a booking. */
export function ManagePage(props: ManageProps) {
  const { t } = useWords();
  const { booking, people, open, now } = props;
  if (booking.fate !== "confirmed") return <Ended {...props} />;
  return (
    <>
      <PageTitle>{t("manage.title")}</PageTitle>
      <ManageNotice {...props} />
      <BookingTicket booking={booking} people={people} now={now} />
      <div className="acts">
        <ButtonLink href={paths.confirmationPage(booking.reference, props.token)}>
          {t("manage.confirmationPage")}
        </ButtonLink>
        <IntentForm {...props} intent="resend">
          <Button kind="quiet" busy={t("booked.sending")}>
            {t("manage.resend")}
          </Button>
        </IntentForm>
      </div>
      <div className="manage">
        {open ? (
          <>
            <PeopleForm {...props} />
            <SeatsForm {...props} />
            <MoveForm {...props} />
            <CancelForm {...props} />
          </>
        ) : (
          <DeadlineNotice {...props} />
        )}
        <Timeline {...props} />
      </div>
    </>
  );
}

/** Reports the change just made, or why it was refused. */
function ManageNotice({ done, problem, booking, asked, now }: ManageProps) {
  const { locale } = useWords();
  // The notices at the new guests' fields report it instead, and take the focus.
  if (done === "seats" && asked.length > 0 && !problem) return null;
  if (problem?.title) {
    return (
      <error-focus>
        <div tabIndex={-1} role="alert">
          <Notice tone="warn" title={problem.title} />
        </div>
      </error-focus>
    );
  }
  const words = doneWords({ booking, done, now, locale });
  return words ? <Notice tone={done === "justSent" ? "info" : "ok"} live title={words} /> : null;
}

/** Returns a function that formats a moment as "Saturday 14 March, 10:00". */
function useMoment({ booking, now }: Pick<ManageProps, "booking" | "now">): (at: Date) => string {
  const { locale } = useWords();
  const moment = { locale, timeZone: booking.event.timeZone };
  return (at) => longTime(at, moment, now);
}

/** The form to cancel a booking, with a summary of it and the consequences. */
function CancelForm(props: ManageProps) {
  const { t, locale } = useWords();
  const { booking, token, deadline, now } = props;
  const { event, sessions, seats } = booking;
  const until = useMoment(props)(deadline);
  const moment = { locale, timeZone: event.timeZone };
  return (
    <ManagePart page={props} name="cancel" title={t("manage.part.cancel")}>
      <p>
        <strong>
          <OwnWords lang={event.locale}>{event.title}</OwnWords>
        </strong>
        <span className="fact-line">{seatWords(t, event, seats)}</span>
        {sessions.map((session) => (
          <SessionTime
            key={session.id}
            className="fact-line"
            {...{ session, moment, now }}
            more={session.label ? ` · ${isolated(session.label)}` : undefined}
          />
        ))}
      </p>
      <p>{`${t("manage.cancelLine", { until })} ${t("manage.lostTickets")}`}</p>
      <IntentForm {...props} intent="cancel" className="button-row">
        <Button kind="danger" busy={t("manage.cancelling")}>
          {t("manage.cancel")}
        </Button>
        <ButtonLink kind="quiet" href={paths.managePage(booking.reference, token)}>
          {t("manage.keep")}
        </ButtonLink>
      </IntentForm>
    </ManagePart>
  );
}

function DeadlineNotice(props: ManageProps) {
  const { t } = useWords();
  const { booking, deadline } = props;
  const contact = booking.event.contactEmail ?? booking.organization.contactEmail;
  return (
    <Notice tone="info" title={t("manage.tooLateTitle")}>
      <p>{t("manage.tooLateLine", { until: useMoment(props)(deadline) })}</p>
      {contact ? (
        <p>
          <TextLink href={`mailto:${contact}`} alone>
            {t("manage.contact")}
          </TextLink>
        </p>
      ) : null}
    </Notice>
  );
}

function Ended(props: ManageProps) {
  const { t } = useWords();
  const { booking, people, now } = props;
  const line = t("manage.cancelledLine", { seats: seatWords(t, booking.event, booking.seats) });
  return (
    <>
      <EndedBooking {...{ booking, people, now }} cancelled={{ title: t("manage.cancelledTitle"), line }} />
      <div className="manage">
        <Timeline {...props} />
      </div>
    </>
  );
}

function Timeline({ booking, timeline, now }: ManageProps) {
  const { t, locale } = useWords();
  if (timeline.length === 0) return null;
  const moment = { locale, timeZone: booking.event.timeZone };
  return (
    <details className="part">
      <summary>
        <h2 id="part-history">{t("manage.history")}</h2>
      </summary>
      <ol className="timeline part-body">
        {timeline.map((entry) => (
          <li key={entry.id}>
            <time dateTime={entry.at.toISOString()}>{lineStart(shortTime(entry.at, moment), moment)}</time>
            <span>
              <TimelineText entry={entry} event={booking.event} now={now} />
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function TimelineText({ entry, event, now }: { entry: TimelineEntry; event: Event; now: Date }) {
  const { t, locale } = useWords();
  const { kind, by, session } = entry;
  if (kind === "cancelled") {
    return t(by === "guest" ? "manage.wasCancelled" : "manage.wasCancelledByOrganiser");
  }
  const changed = by === "guest" ? "manage.wasChanged" : "manage.wasChangedByOrganiser";
  const moment = { locale, timeZone: event.timeZone };
  return (
    <Phrase
      k={kind === "confirmed" ? "manage.wasConfirmed" : changed}
      values={{ seats: seatWords(t, event, entry.seats) }}
      nodes={{ when: session ? <SessionTime {...{ session, moment, now }} inSentence /> : null }}
    />
  );
}
