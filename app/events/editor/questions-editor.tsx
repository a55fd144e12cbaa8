import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { hasOptions, type QuestionType } from "#app/questions/question.ts";
import { Button } from "#app/ui/button.tsx";
import { CheckField, Field, Select, TextArea } from "#app/ui/forms/field.tsx";
import { QUESTION_TYPES } from "#db/schema/values.ts";
import { MOST_QUESTIONS } from "../event.ts";
import type { QuestionDraft } from "./event-draft.ts";
import type { PartProps } from "./form-part.ts";

const TYPES: Record<QuestionType, string> = {
  text: "Short text",
  "long-text": "Long text",
  choice: "One of several",
  choices: "Several of several",
  number: "Number",
  phone: "Phone number",
  date: "Date",
  consent: "Box to tick",
};

/** What is asked besides name and e-mail. Rows are added, moved and taken out by buttons that keep what was typed. */
export function QuestionsEditor({ draft, errors }: PartProps) {
  const { questions } = draft;
  return (
    <div className="questions">
      <p className="field-hint">
        {questions.length === 0
          ? "Name and e-mail are always asked. Ask no more than you need."
          : "Asked after name and e-mail, in this order."}
      </p>
      {questions.map((question, index) => (
        <QuestionRow
          key={question.key}
          question={question}
          index={index}
          last={index === questions.length - 1}
          errors={errors}
        />
      ))}
      {questions.length < MOST_QUESTIONS ? (
        <Button kind="quiet" name="intent" value="add-question">
          Add a question
        </Button>
      ) : (
        <p className="field-hint">{`An event asks at most ${MOST_QUESTIONS} questions.`}</p>
      )}
    </div>
  );
}

function QuestionRow({
  question,
  index,
  last,
  errors,
}: {
  question: QuestionDraft;
  index: number;
  last: boolean;
  errors: FormErrors;
}) {
  const name = (field: string) => `questions[${index}].${field}`;
  const shared = (field: "type" | "label" | "hint" | "per" | "options") => ({
    name: name(field),
    defaultValue: question[field],
    errors: errors[name(field)],
  });
  return (
    <fieldset className="question">
      <legend>{`Question ${index + 1}`}</legend>
      <input type="hidden" name={name("key")} value={question.key} />
      {question.id ? <input type="hidden" name={name("id")} value={question.id} /> : null}
      <Field label="Question" maxLength={300} {...shared("label")} />
      <Select label="Answer" {...shared("type")}>
        {QUESTION_TYPES.map((type) => (
          <option key={type} value={type}>
            {TYPES[type]}
          </option>
        ))}
      </Select>
      <div className="question-options">
        <TextArea
          label="Options"
          optional={!hasOptions(question.type as QuestionType)}
          rows={3}
          hint="One a line."
          {...shared("options")}
        />
      </div>
      <Field label="Hint" optional maxLength={300} {...shared("hint")} />
      <Select label="Asked" {...shared("per")}>
        <option value="booking">Once a booking</option>
        <option value="person">For each person</option>
      </Select>
      <CheckField label="It must be answered" name={name("required")} defaultChecked={question.required} />
      <div className="button-row">
        {index > 0 ? <Move to="up" index={index} /> : null}
        {last ? null : <Move to="down" index={index} />}
        <Button kind="quiet" name="intent" value={`remove-question:${index}`}>
          {`Remove question ${index + 1}`}
        </Button>
      </div>
    </fieldset>
  );
}

function Move({ to, index }: { to: "up" | "down"; index: number }) {
  return (
    <Button kind="quiet" name="intent" value={`question-${to}:${index}`}>
      {`Move question ${index + 1} ${to}`}
    </Button>
  );
}
