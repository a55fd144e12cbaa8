import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { questions } from "#db/schema/index.ts";
import type { Question } from "./question.ts";

/** SQL for the current questions of an event, in order. The query must have the event as `events`. */
export const currentQuestions = sql<Question[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'type', q.type, 'label', q.label, 'hint', q.hint,
    'required', q.required, 'per', q.per, 'options', q.options) order by q.position, q.id), '[]')
  from questions q
  where q.organization_id = events.organization_id and q.event_id = events.id and q.removed_at is null)`;

/** Returns the current questions of an event, in the organiser's order. */
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
