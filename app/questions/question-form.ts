import { z } from "zod";
import { QUESTION_TYPES, QUESTIONS_PER } from "#db/schema/values.ts";
import { linesOf, optionalText, text } from "./form-fields.ts";
import { hasOptions } from "./question.ts";

const MOST_OPTIONS = 60;

/** One question as an organiser types it; its options stand one a line. */
export const questionForm = z
  .object({
    id: z.uuid().optional(),
    type: z.enum(QUESTION_TYPES, "Choose how it is answered.").default("text"),
    label: text("Say what you ask.", 300),
    hint: optionalText(300),
    required: z.boolean().default(false),
    per: z.enum(QUESTIONS_PER).default("booking"),
    options: z.string().max(8_000, "Use fewer or shorter options.").default(""),
  })
  .superRefine(({ type, options }, refinement) => {
    const problem = hasOptions(type) ? optionsProblem(linesOf(options)) : undefined;
    if (problem) refinement.addIssue({ code: "custom", path: ["options"], message: problem });
  })
  .transform(({ options, ...question }) => ({
    ...question,
    options: hasOptions(question.type) ? linesOf(options) : [],
  }));

export type QuestionInput = z.output<typeof questionForm>;

function optionsProblem(options: string[]): string | undefined {
  if (options.length < 2) return "Give at least two options, one a line.";
  if (options.length > MOST_OPTIONS) return `Use at most ${MOST_OPTIONS} options.`;
  if (new Set(options).size < options.length) return "Two options are the same.";
  return options.some((option) => option.length > 150) ? "Use at most 150 characters an option." : undefined;
}
