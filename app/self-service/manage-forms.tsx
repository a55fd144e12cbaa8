import {
  ADDED_GUESTS_FIELD,
  hasGuestFields,
  readAddedGuests,
  removedField,
} from "#app/attendees/people-form.ts";
import { seatWords } from "#app/events/seat-panel.ts";
import { SessionTime } from "#app/events/session-time.tsx";
import { useWords } from "#app/i18n/words.tsx";
import { lineStart, type Moment, shortTime } from "#app/platform/dates.ts";
import { isolated } from "#app/platform/text/direction.ts";
import {
  type FieldErrors,
  guestField,
  hasGuestNameFields,
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
import { Notice } from "#app/ui/notice.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import { Stepper } from "#app/ui/seats/stepper.tsx";
import { IntentForm } from "./intent-form.tsx";
import { ManagePart } from "./manage-parts.tsx";
import type { ManageProblem, ManageProps } from "./manage-props.ts";

const problemOf = (problem: ManageProblem | undefined, intent: ManageProblem["intent"]) =>
  problem?.intent === intent ? problem : undefined;

/** The form for the names and answers of all people, and for removing guests. */
export function PeopleForm(props: ManageProps) {
  const { t } = useWords();
  const { booking, people, places, questions, asked } = props;
  const problem = problemOf(props.problem, "people");
  const typed = problem?.typed ?? props.typed;
  const shown = hasGuestFields({ event: booking.event, questions, places }) ? places : [0];
  const required = problem ? readAddedGuests(problem.typed) : asked;
  return (
    <ManagePart
      page={props}
      name="people"
      title={t("manage.people")}
      now={people.map(({ name }) => isolated(name)).join(", ")}
    >
      <ErrorSummary title={t("manage.check")} errors={namedErrors(problem?.errors, questions, t)} />
      <IntentForm {...props} intent="people" className="form">
        {required.map((position) => (
          <input key={position} type="hidden" name={ADDED_GUESTS_FIELD} value={position} />
        ))}
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
    </ManagePart>
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
  asked: askedFor,
}: ManageProps & { position: number; typed: Typed; errors: FieldErrors | undefined; before: Typed }) {
  const { t } = useWords();
  const { event } = booking;
  const asked = questions.filter((question) => position === 0 || question.per === "person");
  const field = position === 0 ? "name" : guestField(position);
  const named = position === 0 || hasGuestNameFields(event, places.length);
  const whose = position === 0 ? t("booking.you") : t("booking.guest", { number: position + 1 });
  return (
    <fieldset className="person-fields" aria-label={whose}>
      <NewGuestNotice {...{ booking, asked: askedFor, position }} />
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
        <h3>{whose}</h3>
      )}
      <QuestionFields
        event={event}
        questions={asked}
        person={position}
        whose={places.length > 1 ? whose : undefined}
        {...{ typed, errors, before }}
      />
      {position > 0 ? (
        <CheckField
          label={
            <>
              {t("manage.notComing")}
              <span className="sr-only">{` (${whose})`}</span>
            </>
          }
          name={removedField(position)}
          value="yes"
          defaultChecked={Boolean(typed[removedField(position)])}
        />
      ) : null}
    </fieldset>
  );
}

/** Asks for the details of a guest whose seat was just added. The first notice takes the focus. */
function NewGuestNotice({
  booking,
  asked,
  position,
}: Pick<ManageProps, "booking" | "asked"> & { position: number }) {
  const { t } = useWords();
  if (!asked.includes(position)) return null;
  const number = position + 1;
  if (position !== asked[0]) return <Notice tone="info" title={t("manage.tellUsToo", { number })} />;
  const seats = seatWords(t, booking.event, booking.seats);
  return (
    <error-focus>
      <div tabIndex={-1} role="alert">
        <Notice tone="info" title={t("manage.tellUs", { seats, number })} />
      </div>
    </error-focus>
  );
}

/** The form for the number of seats. Asks whose seats to release if guests have names or answers. */
export function SeatsForm(props: ManageProps) {
  const { t } = useWords();
  const { booking, most } = props;
  const { event, seats } = booking;
  const problem = problemOf(props.problem, "seats");
  const words = seatWords(t, event, seats);
  return (
    <ManagePart page={props} name="seats" title={t(`event.choose.${event.seatNoun}`)} now={words}>
      <p>
        {most > seats || seats === event.maxPerBooking
          ? t("manage.seatsHint", { seats: words, most })
          : t("manage.noMoreSeats", { seats: words })}
      </p>
      {most > 1 ? (
        <IntentForm {...props} intent="seats" className="form">
          <Stepper
            label={t(`event.choose.${event.seatNoun}`)}
            name="seats"
            defaultValue={seatsAsTyped(problem?.typed, seats)}
            min={1}
            max={most}
            errors={problem?.errors?.seats}
            fewer={t(`event.fewer.${event.seatNoun}`)}
            more={t(`event.more.${event.seatNoun}`)}
          />
          {problem?.wanted === undefined ? null : <ReleasedGuests {...props} wanted={problem.wanted} />}
          <Button kind="quiet" busy={t("manage.busy")}>
            {t(problem?.wanted === undefined ? "manage.changeNumber" : "manage.release")}
          </Button>
        </IntentForm>
      ) : null}
    </ManagePart>
  );
}

/** The choice of guests whose seats are released. The booker, who owns the booking, cannot be chosen. */
function ReleasedGuests({ booking, people, places, problem, wanted }: ManageProps & { wanted: number }) {
  const { t } = useWords();
  const title = t("manage.whoGoes", { count: booking.seats - wanted });
  return (
    <error-focus>
      <fieldset className="choices" tabIndex={-1}>
        <legend>{title}</legend>
        {places
          .filter((position) => position > 0)
          .map((position) => (
            <CheckField
              key={position}
              id={`seats-${removedField(position)}`}
              label={
                <OwnWords>
                  {people.find((person) => person.position === position)?.name ||
                    t("booking.guest", { number: position + 1 })}
                </OwnWords>
              }
              name={removedField(position)}
              value="yes"
              defaultChecked={Boolean(problem?.typed?.[removedField(position)])}
            />
          ))}
      </fieldset>
    </error-focus>
  );
}

/** The form to move a booking to a date with enough free seats. A booking of several dates cannot be moved. */
export function MoveForm(props: ManageProps) {
  const { t, locale } = useWords();
  const { booking, others, now } = props;
  if (booking.sessions.length > 1) return null;
  const problem = problemOf(props.problem, "move");
  const moment = { locale, timeZone: booking.event.timeZone };
  const seats = seatWords(t, booking.event, booking.seats);
  const current = lineStart(shortTime(booking.session.startsAt, moment), moment);
  return (
    <ManagePart page={props} name="move" title={t("manage.move")} now={current}>
      {others.length === 0 ? (
        <p>{t("manage.noOtherDate", { seats })}</p>
      ) : (
        <>
          <p>{t("manage.moveLine", { seats })}</p>
          <ErrorSummary title={t("manage.check")} errors={problem?.errors} />
          <IntentForm {...props} intent="move" className="form">
            <Dates {...{ others, problem, moment, now }} />
            <Button kind="quiet" busy={t("manage.busy")}>
              {t("manage.moveButton")}
            </Button>
          </IntentForm>
        </>
      )}
    </ManagePart>
  );
}

function Dates({
  others,
  problem,
  moment,
  now,
}: Pick<ManageProps, "others" | "problem" | "now"> & { moment: Moment }) {
  const { t } = useWords();
  const chosen = textOf(problem?.typed, "session");
  const errors = problem?.errors?.session;
  return (
    <fieldset className="choices" {...radioGroupProps({ id: "session", errors })}>
      <legend className="sr-only">{t("manage.move")}</legend>
      {others.map((each, index) => (
        <label key={each.id} className="choice">
          <input
            type="radio"
            // The error summary links to the first choice.
            id={index === 0 ? "session" : undefined}
            name="session"
            value={each.id}
            required
            defaultChecked={each.id === chosen}
          />
          <SessionTime
            session={each}
            {...{ moment, now }}
            more={each.label ? ` · ${isolated(each.label)}` : undefined}
          />
        </label>
      ))}
      <Messages id="session" errors={errors} />
    </fieldset>
  );
}
