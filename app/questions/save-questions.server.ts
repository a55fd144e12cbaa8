import { and, asc, eq, inArray, isNull, notInArray, sql } from "drizzle-orm";
import { changedFields } from "#app/platform/changed-fields.ts";
import type { TxCtx } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import { owned } from "#app/platform/owned.ts";
import { answers, questions } from "#db/schema/index.ts";
import { namedOptions } from "./options.ts";
import type { QuestionInput } from "./question-form.ts";

/**
 * Replaces the questions of an event, in this order. Removed questions with answers are only marked as removed, so that the
 * answers keep their meaning; a question whose type changes is replaced by a new one. Returns whether any question changed.
 */
export async function saveQuestions(tx: TxCtx, eventId: string, asked: QuestionInput[]): Promise<boolean> {
  const { organizationId } = tx;
  const ofEvent = and(
    eq(questions.organizationId, organizationId),
    eq(questions.eventId, eventId),
    isNull(questions.removedAt),
  );
  const before = await tx.tx
    .select()
    .from(questions)
    .where(ofEvent)
    .orderBy(asc(questions.position), asc(questions.id));
  const kept = asked.map((question) => {
    const former = before.find((each) => each.id === question.id && each.type === question.type);
    const { type, label, hint, required, per } = question;
    const options = namedOptions(question.options, former?.options ?? []);
    return { id: former?.id, columns: { type, label, hint, required, per, options } };
  });
  const hasChanged =
    kept.length !== before.length ||
    kept.some(
      ({ id, columns }, index) => changedFields(before[index] ?? {}, { id: id ?? "", ...columns }).length > 0,
    );
  const keptIds = kept.flatMap(({ id }) => id ?? []);
  const gone = and(ofEvent, keptIds.length > 0 ? notInArray(questions.id, keptIds) : undefined);
  const answered = tx.tx
    .select({ id: answers.questionId })
    .from(answers)
    .where(eq(answers.organizationId, organizationId));
  await tx.tx
    .update(questions)
    .set({ removedAt: sql`now()` })
    .where(and(gone, inArray(questions.id, answered)));
  await tx.tx.delete(questions).where(gone);
  for (const [index, { id, columns: asTyped }] of kept.entries()) {
    const columns = { ...asTyped, position: index + 1 };
    if (id) {
      const own = owned(questions, { organizationId }, id);
      await tx.tx.update(questions).set(columns).where(own);
    } else {
      await tx.tx.insert(questions).values({ organizationId, id: newId(), eventId, ...columns });
    }
  }
  return hasChanged;
}
