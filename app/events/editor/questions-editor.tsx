import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { hasOptions, type QuestionType } from "#app/questions/question.ts";
import { Button } from "#app/ui/button.tsx";
import { CheckField, Field, Select, TextArea } from "#app/ui/forms/field.tsx";
import { QUESTION_TYPES } from "#db/schema/values.ts";
import { MAX_QUESTIONS } from "../event.ts";
import type { QuestionDraft } from "./event-draft.ts";
import type { PartProps } from "./form-part.ts";

/** The questions in addition to name and e-mail. Buttons add, move and remove rows, and keep what was typed. */
export function QuestionsEditor({ draft, errors }: PartProps) {
  const { t } = useAdminWords();
  const { questions } = draft;
  return (
    <div className="questions">
      <p className="field-hint">
        {questions.length === 0 ? t("admin.eventForm.noQuestions") : t("admin.eventForm.questionsOrder")}
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
      {questions.length < MAX_QUESTIONS ? (
        <Button kind="quiet" name="intent" value="add-question">
          {t("admin.eventForm.addQuestion")}
        </Button>
      ) : (
        <p className="field-hint">{t("admin.eventForm.mostQuestions", { count: MAX_QUESTIONS })}</p>
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
  const { t } = useAdminWords();
  const number = index + 1;
  const name = (field: string) => `questions[${index}].${field}`;
  const shared = (field: "type" | "label" | "hint" | "per" | "options") => ({
    name: name(field),
    defaultValue: question[field],
    errors: errors[name(field)],
  });
  return (
    <fieldset className="question">
      <legend>{t("admin.eventForm.questionNumber", { number })}</legend>
      <input type="hidden" name={name("key")} value={question.key} />
      {question.id ? <input type="hidden" name={name("id")} value={question.id} /> : null}
      <Field label={t("admin.eventForm.question")} maxLength={300} {...shared("label")} />
      <Select label={t("admin.eventForm.answer")} {...shared("type")}>
        {QUESTION_TYPES.map((type) => (
          <option key={type} value={type}>
            {t(`admin.eventForm.answer.${type}`)}
          </option>
        ))}
      </Select>
      <div className="question-options">
        <TextArea
          label={t("admin.eventForm.options")}
          optional={!hasOptions(question.type as QuestionType)}
          rows={3}
          hint={t("admin.eventForm.optionsHint")}
          {...shared("options")}
        />
      </div>
      <Field label={t("admin.eventForm.hint")} optional maxLength={300} {...shared("hint")} />
      <Select label={t("admin.eventForm.asked")} {...shared("per")}>
        <option value="booking">{t("admin.eventForm.asked.booking")}</option>
        <option value="person">{t("admin.eventForm.asked.person")}</option>
      </Select>
      <CheckField
        label={t("admin.eventForm.required")}
        name={name("required")}
        defaultChecked={question.required}
      />
      <div className="button-row">
        {index > 0 ? <Move to="up" index={index} /> : null}
        {last ? null : <Move to="down" index={index} />}
        <Button kind="quiet" name="intent" value={`remove-question:${index}`}>
          {t("admin.eventForm.removeQuestion", { number })}
        </Button>
      </div>
    </fieldset>
  );
}

function Move({ to, index }: { to: "up" | "down"; index: number }) {
  const { t } = useAdminWords();
  return (
    <Button kind="quiet" name="intent" value={`question-${to}:${index}`}>
      {t(`admin.eventForm.moveQuestion.${to}`, { number: index + 1 })}
    </Button>
  );
}
