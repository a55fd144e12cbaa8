import { seatWords } from "#app/events/seat-panel.ts";
import type { Translate } from "#app/i18n/translate.ts";
import { useWords } from "#app/i18n/words.tsx";
import { GuestFields } from "#app/questions/guest-fields.tsx";
import { namedErrors } from "#app/questions/named-errors.ts";
import { PersonFields } from "#app/questions/person-fields.tsx";
import { QuestionFields } from "#app/questions/question-fields.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { radioGroupProps } from "#app/ui/forms/field-frame.tsx";
import { type DetailsProps, FORM, maxSeats } from "./details-props.ts";
import { HoldNotice } from "./hold-notice.tsx";
import { ProblemNotice } from "./problem-notice.tsx";
import { RecentMark, RecentNotice } from "./recent-notice.tsx";
import { sessionWords } from "./session-list.tsx";

/** The form for the attendee's details, below the state of the hold. */
export function DetailsForm(props: DetailsProps) {
  const { page, surface, problem, typed, seats, elsewhere } = props;
  const { t } = useWords();
  const { event, session, hold, questions } = page;
  const errors = problem?.errors;
  const recent = problem?.recent ?? page.recent;
  const isRefused = problem?.left !== undefined && hold?.fate !== "pending";
  // Without a hold, or if other seats than those of an ended hold are offered, the seats are taken when the form is submitted.
  const direct = !hold || elsewhere || isRefused;
  const h = direct ? undefined : hold.token;
  const action = surface.detailsStep(event.slug, { ...(h ? { h } : { session: session.id }), send: "1" });
  return (
    <form method="post" action={action} id={FORM} className="details form" noValidate>
      <h2>{t("booking.details")}</h2>
      <ErrorSummary title={t("booking.check")} errors={namedErrors(errors, questions, t)} />
      {recent && !problem?.recent ? <RecentNotice event={event} recent={recent} /> : null}
      <ProblemNotice problem={problem} event={event}>
        {isRefused && problem?.left ? <p>{t("booking.notHeld")}</p> : null}
      </ProblemNotice>
      {isRefused ? null : <HoldNotice {...props} />}
      <input type="hidden" name="formToken" value={problem?.formToken ?? page.formToken} />
      {problem?.attempt ? <input type="hidden" name="attempt" value={problem.attempt} /> : null}
      <RecentMark recent={recent} />
      {surface.formFields?.(typed)}
      {maxSeats({ page, seats }) ? null : <input type="hidden" name="seats" value={seats} />}
      {elsewhere ? <OtherDates {...props} /> : <input type="hidden" name="session" value={session.id} />}
      <BookerFields {...props} />
      <GuestFields event={event} questions={questions} seats={seats} typed={typed} errors={errors} />
      <Button wide busy={t("booking.confirming")}>
        {confirmWords(t, props)}
      </Button>
    </form>
  );
}

/** Returns the label of the booking button. It says that the seats are further ones if this browser has just booked some. */
export function confirmWords(t: Translate, { page, problem, seats }: DetailsProps): string {
  const { event, recent } = page;
  if (problem?.recent ?? recent) return t(`booking.more.${event.seatNoun}`, { count: seats });
  return seats === 1 ? t("booking.confirm") : t("booking.confirmMany", { seats: seatWords(t, event, seats) });
}

/** The fields about the person who books, in a separate fieldset if guests have the same fields. */
function BookerFields({ page, problem, typed, seats }: DetailsProps) {
  const { t } = useWords();
  const { event, questions } = page;
  const errors = problem?.errors;
  const isAlone = seats === 1 || questions.every(({ per }) => per !== "person");
  const fields = (
    <>
      <PersonFields typed={typed} errors={errors} last={questions.length === 0 && seats === 1} />
      <QuestionFields
        event={event}
        questions={questions}
        person={0}
        typed={typed}
        errors={errors}
        whose={isAlone ? undefined : t("booking.you")}
      />
    </>
  );
  if (isAlone) return fields;
  return (
    <fieldset className="guest">
      <legend>{t("booking.you")}</legend>
      {fields}
    </fieldset>
  );
}

function OtherDates({ page }: DetailsProps) {
  const { t, locale } = useWords();
  const { event, others } = page;
  return (
    <fieldset className="choices" {...radioGroupProps({ id: "session" })}>
      <legend>{t("booking.otherDates")}</legend>
      {others.map((each, index) => (
        <label key={each.id} className="choice">
          <input type="radio" name="session" value={each.id} required defaultChecked={index === 0} />
          {sessionWords(event, each, locale)}
        </label>
      ))}
    </fieldset>
  );
}
