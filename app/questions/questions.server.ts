import { and, asc, eq, isNull } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { questions } from "#db/schema/index.ts";
import type { Question } from "./question.ts";

/** What an event asks now, in the organiser's order. */
export async function listQuestions(ctx: Ctx, eventId: string): Promise<Question[]> {
  return ctx.db
    .select({
      id: questions.id,
      type: questions.type,
      label: questions.label,
      hint: questions.hint,
      required: questions.required,
      per: questions.per,
      options: questions.options,
    })
    .from(questions)
    .where(
      and(
        eq(questions.organizationId, ctx.organizationId),
        eq(questions.eventId, eventId),
        isNull(questions.removedAt),
      ),
    )
    .orderBy(asc(questions.position), asc(questions.id));
}
