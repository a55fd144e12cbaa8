import { goneField, knowsGuests } from "#app/attendees/people-form.ts";
import { seatWords } from "#app/events/seat-panel.ts";
import { useWords } from "#app/i18n/words.tsx";
import {
  asksGuests,
  type FieldErrors,
  guestField,
  seatsAsTyped,
  type Typed,
  textOf,
} from "#app/questions/booking-form.ts";
import { namedErrors } from "#app/questions/named-errors.ts";
import { QuestionFields } from "#app/questions/question-fields.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { CheckField, Field } from "#app/ui/forms/field.tsx";
import { FieldErrors as Messages, radioGroupProps } from "#app/ui/forms/field-frame.tsx";
import { Stepper } from "#app/ui/seats/stepper.tsx";
import { sessionWords } from "./booking-facts.tsx";
import { IntentForm } from "./intent-form.tsx";
import type { ManageProblem, ManageProps } from "./manage-props.ts";

const problemOf = (problem: ManageProblem | undefined, intent: ManageProblem["intent"]) =>
  problem?.intent === intent ? problem : undefined;

/** Names and answers of everyone, and who does not come after all. */
export function PeopleForm(props: ManageProps) {
  const { t } = useWords();
  const { booking, places, questions } = props;
  const problem = problemOf(props.problem, "people");
  const typed = problem?.typed ?? props.typed;
  const shown = knowsGuests({ event: booking.event, questions, places }) ? places : [0];
  return (
    <section aria-labelledby="people">
      <h2 id="people">{t("manage.people")}</h2>
      <ErrorSummary title={t("manage.check")} errors={namedErrors(problem?.errors, questions, t)} />
      <IntentForm {...props} intent="people" className="form">
        {shown.map((position) => (
          <PersonFields
            key={position}
            {...props}
            position={position}
            typed={typed}
            before={props.typed}
            errors={problem?.errors}
          />
        ))}
        <Button kind="quiet" busy={t("manage.busy")}>
          {t("manage.save")}
        </Button>
      </IntentForm>
    </section>
  );
}

function PersonFields({
  booking,
  questions,
  places,
  position,
  typed,
  errors,
  before,
}: ManageProps & { position: number; typed: Typed; errors: FieldErrors | undefined; before: Typed }) {
  const { t } = useWords();
  const { event } = booking;
  const asked = questions.filter((question) => position === 0 || question.per === "person");
  const field = position === 0 ? "name" : guestField(position);
  const named = position === 0 || asksGuests(event, places.length);
  return (
    <div className="person-fields">
      {named ? (
        <Field
          label={position === 0 ? t("manage.yourName") : t("booking.guestName", { number: position + 1 })}
          name={field}
          optional={position > 0 && event.guestNames !== "required"}
          autoComplete={position === 0 ? "name" : "off"}
          defaultValue={textOf(typed, field)}
          errors={errors?.[field]}
          maxLength={120}
        />
      ) : (
        <h3>{t("booking.guest", { number: position + 1 })}</h3>
      )}
      <QuestionFields event={event} questions={asked} person={position} {...{ typed, errors, before }} />
      {position > 0 ? (
        <CheckField
          label={t("manage.notComing")}
          name={goneField(position)}
          value="yes"
          defaultChecked={Boolean(typed[goneField(position)])}
        />
      ) : null}
    </div>
  );
}

/** More seats, and fewer where it does not matter whose. */
export function SeatsForm(props: ManageProps) {
  const { t } = useWords();
  const { booking, places, questions, most } = props;
  const { event, seats } = booking;
  const least = knowsGuests({ event, questions, places }) && seats > 1 ? seats : 1;
  if (most <= least) return null;
  const problem = problemOf(props.problem, "seats");
  return (
    <section aria-labelledby="seats-title">
      <h2 id="seats-title">{t(`event.choose.${event.seatNoun}`)}</h2>
      <p>{t("manage.seatsHint", { seats: seatWords(t, event, seats), most })}</p>
      <IntentForm {...props} intent="seats" className="form">
        <Stepper
          label={t(`event.choose.${event.seatNoun}`)}
          name="seats"
          defaultValue={seatsAsTyped(problem?.typed, seats)}
          min={least}
          max={most}
          errors={problem?.errors?.seats}
          fewer={t(`event.fewer.${event.seatNoun}`)}
          more={t(`event.more.${event.seatNoun}`)}
        />
        <Button kind="quiet" busy={t("manage.busy")}>
          {t("manage.changeNumber")}
        </Button>
      </IntentForm>
    </section>
  );
}

/** Other dates of the event that have room for the whole booking. */
export function MoveForm(props: ManageProps) {
  const { t, locale } = useWords();
  const { booking, others, now } = props;
  if (others.length === 0) return null;
  const problem = problemOf(props.problem, "move");
  const moment = { locale, timeZone: booking.event.timeZone };
  const chosen = textOf(problem?.typed, "session");
  const errors = problem?.errors?.session;
  return (
    <section aria-labelledby="move">
      <h2 id="move">{t("manage.move")}</h2>
      <p>{t("manage.moveLine", { seats: seatWords(t, booking.event, booking.seats) })}</p>
      <ErrorSummary title={t("manage.check")} errors={problem?.errors} />
      <IntentForm {...props} intent="move" className="form">
        <fieldset className="choices" {...radioGroupProps({ id: "session", errors })}>
          <legend className="sr-only">{t("manage.move")}</legend>
          {others.map((each, index) => (
            <label key={each.id} className="choice">
              <input
                type="radio"
                // The summary of errors leads to the first of them.
                id={index === 0 ? "session" : undefined}
                name="session"
                value={each.id}
                required
                defaultChecked={each.id === chosen}
              />
              {sessionWords(each, moment, now, true)}
            </label>
          ))}
          <Messages id="session" errors={errors} />
        </fieldset>
        <Button kind="quiet" busy={t("manage.busy")}>
          {t("manage.moveButton")}
        </Button>
      </IntentForm>
    </section>
  );
}
