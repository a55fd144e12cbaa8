import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { Ctx, TxCtx } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import { owned } from "#app/platform/owned.ts";
import type { Db } from "#db/client.ts";
import { type RefusedItem, tasks } from "#db/schema/index.ts";
import type { TASK_KINDS } from "#db/schema/values.ts";

export type TaskKind = (typeof TASK_KINDS)[number];

/** The subject already has an unfinished task; thrown in the transaction that would have started another. */
export class TaskUnderWay extends Error {
  override name = "TaskUnderWay";
}

/** The task was stopped, or advanced by another instance; thrown in a step's transaction to roll the step back. */
export class TaskLost extends Error {
  override name = "TaskLost";
}

interface NewTask {
  kind: TaskKind;
  subjectId: string;
  /** The items, in order; each is stored as JSON. */
  items: readonly unknown[];
}

/** Starts a task in the caller's transaction: it runs once that is committed. Throws TaskUnderWay. */
export async function startTask(tx: TxCtx, { kind, subjectId, items }: NewTask): Promise<void> {
  const started = await tx.tx
    .insert(tasks)
    .values({
      organizationId: tx.organizationId,
      id: newId(),
      kind,
      subjectId,
      items: [...items],
      total: items.length,
      startedBy: tx.actor.kind === "member" ? tx.actor.id : null,
    })
    .onConflictDoNothing()
    .returning({ id: tasks.id });
  if (started.length === 0) throw new TaskUnderWay();
}

/** Progress of a task, for its organiser. */
export interface TaskProgress {
  id: string;
  state: "unfinished" | "done" | "stopped";
  total: number;
  /** Number of items that are done or refused. */
  done: number;
  refused: RefusedItem[];
  /** Whether the latest attempt failed; the task is retried. */
  isRetried: boolean;
}

/** Returns the latest task of a subject; undefined if it has none. */
export async function findTask(ctx: Ctx, subjectId: string): Promise<TaskProgress | undefined> {
  const [found] = await ctx.db
    .select({
      id: tasks.id,
      state: tasks.state,
      total: tasks.total,
      done: tasks.done,
      refused: tasks.refused,
      isRetried: sql`${tasks.attempts} > 1`.mapWith(Boolean),
    })
    .from(tasks)
    .where(and(eq(tasks.organizationId, ctx.organizationId), eq(tasks.subjectId, subjectId)))
    .orderBy(desc(tasks.createdAt))
    .limit(1);
  return found;
}

/** Stops an unfinished task between two of its steps; finished items stay as they are. Returns whether there was one. */
export async function stopTask(tx: TxCtx, subjectId: string): Promise<boolean> {
  const stopped = await tx.tx
    .update(tasks)
    .set({ state: "stopped", endedAt: sql`now()` })
    .where(
      and(
        eq(tasks.organizationId, tx.organizationId),
        eq(tasks.subjectId, subjectId),
        eq(tasks.state, "unfinished"),
      ),
    )
    .returning({ id: tasks.id });
  return stopped.length > 0;
}

/** Deletes an ended task of the subject, whose outcome its organiser has read. Returns whether there was one. */
export async function dismissTask(
  tx: TxCtx,
  { id, subjectId }: { id: string; subjectId: string },
): Promise<boolean> {
  const dismissed = await tx.tx
    .delete(tasks)
    .where(and(owned(tasks, tx, id), eq(tasks.subjectId, subjectId), sql`${tasks.state} <> 'unfinished'`))
    .returning({ id: tasks.id });
  return dismissed.length > 0;
}

/** Deletes tasks that ended more than 30 days ago. */
export async function deleteOldTasks(db: Db): Promise<void> {
  await db.delete(tasks).where(lt(tasks.endedAt, sql`now() - interval '30 days'`));
}
