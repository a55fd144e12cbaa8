import { formsOf } from "#app/events/live-words.ts";
import { seatWords } from "#app/events/seat-panel.ts";
import { useWords } from "#app/i18n/words.tsx";
import { seatsAsTyped, typedSeats } from "#app/questions/booking-form.ts";
import { PersonFields } from "#app/questions/person-fields.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { Stepper } from "#app/ui/seats/stepper.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import type { EventPageData } from "./event-page.server.ts";
import type { FormProblem } from "./form-problem.ts";
import { FormGuard, ProblemNotice } from "./problem-notice.tsx";
import { RecentMark } from "./recent-notice.tsx";
import { dateWords } from "./session-list.tsx";
import type { Surface } from "./surface.ts";

interface Props {
  page: EventPageData;
  surface: Surface;
  problem?: FormProblem;
}

/** The form with the number of seats and the button that holds them. */
export function SeatForm({ page, surface, problem }: Props) {
  const { t, locale } = useWords();
  const { event, session, panel } = page;
  const onDate = dateOnButton(page, locale);
  const typedCount = typedSeats(problem?.typed, page.seats, event.maxPerBooking);
  const start = Math.min(Math.max(1, problem?.left || typedCount), panel.maxSeats);
  const words = formsOf((count) => t("event.book", { seats: seatWords(t, event, count) }));
  return (
    <FormGuard>
      <form
        method="post"
        action={surface.eventStep(event.slug, { session: session.id, send: "1" })}
        className="seat-form"
        noValidate
      >
        <ProblemNotice problem={problem} event={event}>
          {problem?.code === "RENEWAL_LIMIT" ? (
            <TextLink href={surface.detailsStep(event.slug, { session: session.id, seats: start })}>
              {t("booking.withoutHold")}
            </TextLink>
          ) : null}
        </ProblemNotice>
        <FormMarks page={page} surface={surface} problem={problem} />
        {/* Rendered even if one seat is left, since more may become free while the page is open: until then it is hidden by CSS. */}
        {event.maxPerBooking > 1 ? (
          <Stepper
            label={t(`event.choose.${event.seatNoun}`)}
            name="seats"
            defaultValue={problem?.left ? start : seatsAsTyped(problem?.typed, start)}
            min={1}
            max={panel.maxSeats}
            errors={problem?.errors?.seats}
            cta={{ id: "book", one: words.one + onDate, many: words.other + onDate }}
            fewer={t(`event.fewer.${event.seatNoun}`)}
            more={t(`event.more.${event.seatNoun}`)}
          />
        ) : (
          <input type="hidden" name="seats" value="1" />
        )}
        <Button id="book" wide kind={page.hold ? "quiet" : "primary"} busy={t("booking.working")}>
          {t("event.book", { seats: seatWords(t, event, start) }) + onDate}
        </Button>
        <p className="ticket-fine">{t("event.heldFor", { count: event.holdMinutes })}</p>
      </form>
    </FormGuard>
  );
}

/** The complete booking form on the event's page: one seat, a name and an e-mail address. */
export function BookForm({ page, surface, problem }: Props) {
  const { t, locale } = useWords();
  const { event, session } = page;
  return (
    <FormGuard keep>
      <form
        method="post"
        action={surface.eventStep(event.slug, { session: session.id, send: "1" })}
        className="seat-form"
        noValidate
      >
        <ErrorSummary title={t("booking.check")} errors={problem?.errors} />
        <ProblemNotice problem={problem} event={event} />
        <RecentMark recent={problem?.recent} />
        <FormMarks page={page} surface={surface} problem={problem} />
        <input type="hidden" name="seats" value="1" />
        <PersonFields typed={problem?.typed} errors={problem?.errors} last />
        <Button id="book" wide busy={t("booking.confirming")}>
          {(problem?.recent
            ? t(`booking.more.${event.seatNoun}`, { count: 1 })
            : t("event.book", { seats: seatWords(t, event, 1) })) + dateOnButton(page, locale)}
        </Button>
      </form>
    </FormGuard>
  );
}

/** Returns the date on a booking button if the event has several. No-break spaces let a narrow button wrap before it only. */
function dateOnButton(page: EventPageData, locale: string): string {
  return page.upcoming > 1 ? ` · ${dateWords(page, locale).replaceAll(" ", "\u00a0")}` : "";
}

/** Hidden fields: the session, and the token that makes the form idempotent. */
function FormMarks({ page, surface, problem }: Props) {
  return (
    <>
      <input type="hidden" name="formToken" value={problem?.formToken ?? page.formToken} />
      <input type="hidden" name="session" value={page.session.id} />
      {problem?.attempt ? <input type="hidden" name="attempt" value={problem.attempt} /> : null}
      {surface.formFields?.(problem?.typed)}
    </>
  );
}
