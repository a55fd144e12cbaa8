import { newId } from "#app/platform/ids.ts";
import { oneLine } from "#app/platform/text/normalise.ts";
import type { Option, Question } from "./question.ts";

/** Returns the submitted option: by its id or, from API clients, by its normalised label. */
export function findOption(options: readonly Option[], sent: string): Option | undefined {
  const label = oneLine(sent);
  return options.find(({ id }) => id === sent) ?? options.find((option) => oneLine(option.label) === label);
}

/**
 * Returns the options for a person whose earlier choice is `before`: those of the question, and the chosen ones that the
 * organiser has renamed or removed since, with their label as id.
 */
export function optionsFor(question: Question, before: readonly string[] = []): Option[] {
  const gone = before.filter((each) => each !== "" && !findOption(question.options, each));
  return [...question.options, ...gone.map((label) => ({ id: label, label }))];
}

/**
 * Returns options for the labels that an organiser typed, with the ids of the existing options: that of the same label or,
 * if the number of options is unchanged, that at the same position, which was renamed.
 */
export function namedOptions(labels: readonly string[], before: readonly Option[]): Option[] {
  const kept = new Set(labels);
  const isRenaming = labels.length === before.length;
  return labels.map((label, index) => {
    const same = before.find((option) => option.label === label);
    const former = isRenaming ? before[index] : undefined;
    const renamed = former && !kept.has(former.label) ? former : undefined;
    return { id: (same ?? renamed)?.id ?? newOptionId(), label };
  });
}

function newOptionId(): string {
  return newId().replaceAll("-", "").slice(-12);
}
