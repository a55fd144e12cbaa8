import { useWords } from "#app/i18n/words.tsx";
import { Field } from "#app/ui/forms/field.tsx";
import {
  type FieldErrors,
  type GuestNameSetting,
  guestField,
  hasGuestNameFields,
  type Typed,
  textOf,
} from "./booking-form.ts";
import type { Question } from "./question.ts";
import { QuestionFields } from "./question-fields.tsx";

interface Props {
  event: GuestNameSetting & { locale: string };
  questions: Question[];
  seats: number;
  typed: Typed | undefined;
  errors: FieldErrors | undefined;
}

/** Renders the guests' fields. Optional names are collapsed unless one was typed or has an error. */
export function GuestFields(props: Props) {
  const { event, questions, seats, typed, errors = {} } = props;
  const { t } = useWords();
  const ofEach = questions.filter((question) => question.per === "person");
  const named = hasGuestNameFields(event, seats);
  if (seats < 2 || (!named && ofEach.length === 0)) return null;
  const guests = Array.from({ length: seats - 1 }, (_, index) => index + 1);
  if (ofEach.length > 0) {
    return guests.map((person) => (
      <fieldset key={person} className="guest">
        <legend>{t("booking.guest", { number: person + 1 })}</legend>
        {named ? <GuestName {...props} person={person} /> : null}
        <QuestionFields
          {...props}
          questions={ofEach}
          person={person}
          whose={t("booking.guest", { number: person + 1 })}
        />
      </fieldset>
    ));
  }
  const names = guests.map((person) => <GuestName key={person} {...props} person={person} />);
  if (event.guestNames === "required") {
    return (
      <fieldset className="guest">
        <legend>{t("booking.guests")}</legend>
        {names}
      </fieldset>
    );
  }
  const isTouched = guests.some((person) => textOf(typed, guestField(person)) || errors[guestField(person)]);
  return (
    <details className="guests" open={isTouched}>
      <summary>{`${t("booking.guests")} ${t("booking.optional")}`}</summary>
      <div className="guest">{names}</div>
    </details>
  );
}

function GuestName({ event, typed, errors, person }: Props & { person: number }) {
  const { t } = useWords();
  const name = guestField(person);
  return (
    <Field
      label={t("booking.guestName", { number: person + 1 })}
      name={name}
      optional={event.guestNames !== "required"}
      autoComplete="off"
      defaultValue={textOf(typed, name)}
      errors={errors?.[name]}
      maxLength={120}
      enterKeyHint="next"
    />
  );
}
