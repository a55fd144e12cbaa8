import { and, eq, inArray, isNull, notInArray, sql } from "drizzle-orm";
import type { TxCtx } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import { owned } from "#app/platform/owned.ts";
import { answers, questions } from "#db/schema/index.ts";
import { namedOptions } from "./options.ts";
import type { QuestionInput } from "./question-form.ts";

/**
 * Replaces the questions of an event, in this order. Removed questions with answers are only marked as removed, so that the
 * answers keep their meaning; a question whose type changes is replaced by a new one.
 */
export async function saveQuestions(tx: TxCtx, eventId: string, asked: QuestionInput[]): Promise<void> {
  const { organizationId } = tx;
  const ofEvent = and(
    eq(questions.organizationId, organizationId),
    eq(questions.eventId, eventId),
    isNull(questions.removedAt),
  );
  const before = await tx.tx
    .select({ id: questions.id, type: questions.type, options: questions.options })
    .from(questions)
    .where(ofEvent);
  const kept = asked.map((question) => {
    const former = before.find((each) => each.id === question.id && each.type === question.type);
    return { question, id: former?.id, options: namedOptions(question.options, former?.options ?? []) };
  });
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
  for (const [index, { id, question, options }] of kept.entries()) {
    const { type, label, hint, required, per } = question;
    const columns = { type, label, hint, required, per, options, position: index + 1 };
    if (id) {
      const own = owned(questions, { organizationId }, id);
      await tx.tx.update(questions).set(columns).where(own);
    } else {
      await tx.tx.insert(questions).values({ organizationId, id: newId(), eventId, ...columns });
    }
  }
}
