import type { InputHTMLAttributes } from "react";
import { useWords } from "#app/i18n/words.tsx";
import { DATE_BOUNDS } from "#app/platform/instants.ts";
import { languageOfWords } from "#app/platform/text/language.ts";
import { CheckField, Field, Select, TextArea } from "#app/ui/forms/field.tsx";
import { FieldErrors as Messages, radioGroupProps } from "#app/ui/forms/field-frame.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import { answerField, type FieldErrors, type Typed, textOf } from "./booking-form.ts";
import { optionsFor } from "./options.ts";
import type { Option, Question } from "./question.ts";

/** Maximum options shown as radio buttons; more become a select. */
const MAX_RADIO_OPTIONS = 6;

interface Props {
  event: { locale: string };
  questions: Question[];
  person: number;
  typed: Typed | undefined;
  errors: FieldErrors | undefined;
  /** The person these answers are about, if several are asked the same; announced to screen readers. */
  whose?: string;
  /** The earlier answers that the form changes. An option that was removed since can still be chosen. */
  before?: Typed;
}

/** Renders an organiser's questions to one person of a booking. */
export function QuestionFields({ questions, person, ...rest }: Props) {
  return questions.map((question) => (
    <QuestionField key={question.id} {...rest} question={question} person={person} />
  ));
}

function QuestionField({
  event,
  question,
  person,
  typed,
  errors,
  whose,
  before,
}: Omit<Props, "questions"> & { question: Question }) {
  const { t } = useWords();
  const name = answerField(question, person);
  const shared = {
    name,
    // Texts by the organiser are in the event's language and are not translated.
    label: <OwnWords lang={event.locale}>{question.label}</OwnWords>,
    hint: question.hint ? <OwnWords lang={event.locale}>{question.hint}</OwnWords> : undefined,
    errors: errors?.[name],
  };
  const optional = !question.required;
  const value = textOf(typed, name);
  if (question.type === "consent") {
    return <CheckField {...shared} value="yes" required={question.required} defaultChecked={value !== ""} />;
  }
  if (question.type === "long-text") {
    return <TextArea {...shared} optional={optional} defaultValue={value} maxLength={4_000} />;
  }
  const options = optionsFor(question, before?.[name]);
  if (question.type === "choice" && options.length > MAX_RADIO_OPTIONS) {
    return (
      <Select {...shared} optional={optional} defaultValue={value}>
        <option value="">{t("booking.chooseOne")}</option>
        {options.map(({ id, label }) => (
          <option key={id} value={id} dir="auto" lang={languageOfWords(label, event.locale)}>
            {label}
          </option>
        ))}
      </Select>
    );
  }
  if (question.type === "choice" || question.type === "choices") {
    const chosen = typed?.[name] ?? [];
    const of = question.per === "person" ? whose : undefined;
    return <Choices {...shared} {...{ question, options, chosen }} whose={of} locale={event.locale} />;
  }
  // Autofill data belongs to the person who books.
  const ofOthers = person > 0 ? { autoComplete: "off" } : {};
  return (
    <Field {...shared} {...INPUTS[question.type]} {...ofOthers} optional={optional} defaultValue={value} />
  );
}

const INPUTS: Record<"text" | "number" | "phone" | "date", InputHTMLAttributes<HTMLInputElement>> = {
  text: { maxLength: 300, enterKeyHint: "next" },
  number: { inputMode: "decimal", autoComplete: "off", enterKeyHint: "next", maxLength: 20 },
  phone: { type: "tel", inputMode: "tel", autoComplete: "tel", enterKeyHint: "next", maxLength: 40 },
  date: { type: "date", ...DATE_BOUNDS },
};

/** Renders options as radio buttons or checkboxes. */
function Choices({
  question,
  options,
  name,
  label,
  hint,
  errors,
  whose,
  locale,
  chosen,
}: {
  question: Question;
  options: Option[];
  name: string;
  label: React.ReactNode;
  hint: React.ReactNode;
  errors: string[] | undefined;
  whose: string | undefined;
  locale: string;
  chosen: string[];
}) {
  const { t } = useWords();
  const described = [hint ? `${name}-hint` : "", errors ? `${name}-error` : ""].filter(Boolean).join(" ");
  const isRadio = question.type === "choice";
  // A group of checkboxes supports neither state: each box is marked invalid, and an optional group says "(optional)".
  const group = isRadio
    ? radioGroupProps({ id: name, errors, hint, optional: !question.required })
    : { "aria-describedby": described || undefined };
  return (
    <fieldset className="choices field" {...group}>
      <legend className="field-label">
        {label}
        {whose ? <span className="sr-only">{` (${whose})`}</span> : null}
        {question.required ? null : <span className="field-optional">{` ${t("booking.optional")}`}</span>}
      </legend>
      {hint ? (
        <p className="field-hint" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {options.map((option, index) => (
        <label key={option.id} className="choice">
          <input
            type={isRadio ? "radio" : "checkbox"}
            required={isRadio && question.required}
            // The error summary links to the first option.
            id={index === 0 ? name : undefined}
            name={name}
            value={option.id}
            defaultChecked={chosen.includes(option.id)}
            aria-invalid={errors && !isRadio ? true : undefined}
          />
          <OwnWords lang={locale}>{option.label}</OwnWords>
        </label>
      ))}
      <Messages id={name} errors={errors} />
    </fieldset>
  );
}
