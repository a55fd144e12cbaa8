import type { ReactNode } from "react";
import { panelWords, seatWords } from "#app/events/seat-panel.ts";
import { SessionTime, YourTime } from "#app/events/session-time.tsx";
import { useWords } from "#app/i18n/words.tsx";
import { clockTime } from "#app/platform/dates.ts";
import * as paths from "#app/platform/http/paths.ts";
import { seatsAsTyped, typedSeats } from "#app/questions/booking-form.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import { Stepper } from "#app/ui/seats/stepper.tsx";
import { stockOf } from "#app/ui/seats/stocks.ts";
import { TextLink } from "#app/ui/text-link.tsx";
import { Ticket, TicketTitle } from "#app/ui/ticket.tsx";
import { confirmWords, DetailsForm } from "./details-form.tsx";
import type { DetailsPageData } from "./details-page.server.ts";
import { type DetailsProps, FORM, isOver, maxSeats } from "./details-props.ts";
import type { FormProblem } from "./form-problem.ts";
import { OfflineBar } from "./offline-bar.tsx";
import { FormGuard } from "./problem-notice.tsx";
import { sessionWords } from "./session-list.tsx";
import type { RerenderedForm } from "./submit-details.server.ts";
import type { Surface } from "./surface.ts";

/** The second page of a booking, on any surface: the attendee's details. */
export function DetailsPage({
  page: loaded,
  surface,
  answer,
}: {
  page: DetailsPageData;
  surface: Surface;
  answer?: FormProblem | RerenderedForm;
}) {
  const { t } = useWords();
  const rerendered = answer && "page" in answer ? answer : undefined;
  const problem = answer && "status" in answer ? answer : undefined;
  const page = rerendered?.page ?? loaded;
  const { event, hold, panel } = page;
  const typedCount = hold ? 0 : typedSeats(answer?.typed, 0, event.maxPerBooking);
  const seats = problem?.left || typedCount || page.seats;
  const isGone = hold !== undefined && isOver(hold.fate) && hold.free === 0;
  const elsewhere = (problem?.left === 0 || isGone) && page.others.length > 0;
  const done = rerendered?.done;
  const props = { page, surface, problem, done, seats, elsewhere, typed: answer?.typed };
  const canGoOn = elsewhere || hold?.fate === "pending" || (hold?.free ?? panel.maxSeats) > 0;
  return (
    <>
      <OfflineBar />
      {canGoOn && hold?.fate !== "confirmed" ? <DefaultButton {...props} /> : null}
      <Ticket
        compact
        stock={stockOf(event)}
        label={t("booking.what")}
        main={
          <>
            <TicketTitle>{t("booking.title", { seats: seatWords(t, event, seats) })}</TicketTitle>
            <Strip {...props} />
            <Change {...props} />
          </>
        }
      />
      {hold?.fate === "confirmed" ? <AlreadyBooked {...props} /> : null}
      {hold?.fate !== "confirmed" && canGoOn ? (
        <FormGuard keep>
          <DetailsForm {...props} />
        </FormGuard>
      ) : null}
      {canGoOn ? null : <NothingLeft {...props} />}
    </>
  );
}

/** Sums up the booking in a line or two, so that the form is visible without scrolling. */
function Strip({ page: { event, session, now } }: DetailsProps) {
  const { locale } = useWords();
  const moment = { locale, timeZone: event.timeZone };
  const own = (text: string) => (text ? <OwnWords lang={event.locale}>{text}</OwnWords> : null);
  return (
    <p className="strip">
      {own(event.title)}
      {session.label ? " · " : null}
      {own(session.label)}
      {" · "}
      <SessionTime session={session} moment={moment} now={now} />
      {event.price ? " · " : null}
      {own(event.price)}
      <YourTime event={event} session={session} />
    </p>
  );
}

/** A hidden first button: Enter activates the first one of a form, which has to be the one that confirms. */
function DefaultButton(props: DetailsProps) {
  const { t } = useWords();
  return (
    <button type="submit" form={FORM} className="sr-only" tabIndex={-1} aria-hidden="true">
      {confirmWords(t, props)}
    </button>
  );
}

/** Controls for another number of seats or another date. A hold's seats change in place, and the typed details stay. */
function Change({ page, surface, problem, seats }: DetailsProps) {
  const { t } = useWords();
  const { event, session } = page;
  const eventStep = surface.eventStep(event.slug, { session: session.id, seats });
  const most = maxSeats({ page, seats });
  if (most === undefined) {
    return (
      <p className="ticket-fine">
        <TextLink href={eventStep} alone>
          {t("booking.changeDate")}
        </TextLink>
      </p>
    );
  }
  return (
    <details className="change" open={problem?.left !== undefined || problem?.errors?.seats !== undefined}>
      <summary className="link">{t("booking.change")}</summary>
      <div className="change-row">
        <Stepper
          label={t(`event.choose.${event.seatNoun}`)}
          name="seats"
          form={FORM}
          defaultValue={problem?.left || seatsAsTyped(problem?.typed, seats)}
          min={1}
          max={most}
          errors={problem?.errors?.seats}
          fewer={t(`event.fewer.${event.seatNoun}`)}
          more={t(`event.more.${event.seatNoun}`)}
        />
        <Button kind="quiet" name="intent" value="seats" form={FORM} busy={t("booking.working")}>
          {t("booking.changeSeats")}
        </Button>
        <p>
          <TextLink href={eventStep} alone>
            {t("booking.changeDate")}
          </TextLink>
        </p>
      </div>
    </details>
  );
}

function AlreadyBooked({ page, surface }: DetailsProps) {
  const { t } = useWords();
  const { event, seats } = page;
  return (
    <section className="details">
      <Notice
        tone="info"
        title={t("booking.alreadyBooked", { count: seats, seats: seatWords(t, event, seats) })}
      />
      <p className="button-row">
        <ButtonLink kind="quiet" href={paths.findBooking()}>
          {t("booking.seeBooking")}
        </ButtonLink>
        <ButtonLink kind="quiet" href={surface.eventStep(event.slug)}>
          {t("booking.bookMore")}
        </ButtonLink>
      </p>
    </section>
  );
}

/** Moves the focus to the result of a form; a notice on the initial page does not take it. */
function FocusedAlert({ focus, children }: { focus: boolean; children: ReactNode }) {
  if (!focus) return children;
  return (
    <error-focus>
      <div tabIndex={-1} role="alert">
        {children}
      </div>
    </error-focus>
  );
}

/** Shown if the session has no bookable seats: the reason, and the other dates that can be booked. */
function NothingLeft({ page, surface, problem, seats }: DetailsProps) {
  const { t, locale } = useWords();
  const { event, session, panel, others, now, hold } = page;
  const words = panelWords(t, { event, session, panel, now, locale });
  const gone = (until: Date) =>
    t("booking.gone", { time: clockTime(until, { locale, timeZone: event.timeZone }) });
  const title = problem?.title ?? (hold ? gone(hold.expiresAt) : words.headline);
  return (
    <section className="details">
      <FocusedAlert focus={problem !== undefined}>
        <Notice tone="warn" title={title}>
          {words.line && !problem && panel.state !== "all-held" ? <p>{words.line}</p> : null}
          {hold && !problem ? <p>{t("booking.nothingBooked")}</p> : null}
          <p>{others.length > 0 ? t("event.otherDates") : t("booking.noOtherDates")}</p>
          {others.length > 0 ? (
            <ul>
              {others.map((each) => (
                <li key={each.id}>
                  <TextLink href={surface.detailsStep(event.slug, { session: each.id, seats })} alone>
                    {sessionWords(event, each, locale)}
                  </TextLink>
                </li>
              ))}
            </ul>
          ) : null}
        </Notice>
      </FocusedAlert>
      <ButtonLink href={surface.eventStep(event.slug)}>{t("booking.seeEvent")}</ButtonLink>
    </section>
  );
}
