import { z } from "zod";
import { type AdminServerKey, issue } from "#app/i18n/admin-server-translate.ts";
import { QUESTION_TYPES, QUESTIONS_PER } from "#db/schema/values.ts";
import { linesOf, optionalText, text } from "./form-fields.ts";
import { hasOptions } from "./question.ts";

const MAX_OPTIONS = 60;

/** The schema of a question in organisers' forms. Options are typed one per line. */
export const questionForm = z
  .object({
    id: z.uuid().optional(),
    type: z.enum(QUESTION_TYPES, issue("admin.form.question.type")).default("text"),
    label: text("admin.form.question.label", 300),
    hint: optionalText(300),
    required: z.boolean().default(false),
    per: z.enum(QUESTIONS_PER).default("booking"),
    options: z.string().max(8_000, issue("admin.form.question.optionsTooLong")).default(""),
  })
  .superRefine(({ type, options }, refinement) => {
    const problem = hasOptions(type) ? optionsProblem(linesOf(options)) : undefined;
    if (problem) refinement.addIssue({ code: "custom", path: ["options"], ...problem });
  })
  .transform(({ options, ...question }) => ({
    ...question,
    options: hasOptions(question.type) ? linesOf(options) : [],
  }));

export type QuestionInput = z.output<typeof questionForm>;

interface Problem {
  message: AdminServerKey;
  params?: { maximum: number };
}

const MAX_OPTION_CHARACTERS = 150;

function optionsProblem(options: string[]): Problem | undefined {
  if (options.length < 2) return { message: "admin.form.question.tooFewOptions" };
  if (options.length > MAX_OPTIONS) {
    return { message: "admin.form.question.tooManyOptions", params: { maximum: MAX_OPTIONS } };
  }
  if (new Set(options).size < options.length) return { message: "admin.form.question.sameOptions" };
  return options.some((option) => option.length > MAX_OPTION_CHARACTERS)
    ? { message: "admin.form.question.optionTooLong", params: { maximum: MAX_OPTION_CHARACTERS } }
    : undefined;
}
