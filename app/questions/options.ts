import { newId } from "#app/platform/ids.ts";
import { oneLine } from "#app/platform/text/normalise.ts";
import type { Option, Question } from "./question.ts";

/** Returns the option that a form sent: by its id or, from a program, by its label in any spelling. */
export function findOption(options: readonly Option[], sent: string): Option | undefined {
  const label = oneLine(sent);
  return options.find(({ id }) => id === sent) ?? options.find((option) => oneLine(option.label) === label);
}

/**
 * Returns what can be chosen by somebody who chose `before` earlier: the question's options and, as options whose id is
 * their label, those of before that the organiser has renamed or taken out since.
 */
export function optionsFor(question: Question, before: readonly string[] = []): Option[] {
  const gone = before.filter((each) => each !== "" && !findOption(question.options, each));
  return [...question.options, ...gone.map((label) => ({ id: label, label }))];
}

/**
 * Gives the labels that an organiser has typed the ids of the options that they were: the one of the same label or, where
 * as many are left over as before, the one at the same place, which was renamed.
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
