import { and, eq, sql } from "drizzle-orm";
import { now } from "#app/platform/clock.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, type CtxParts, systemCtx, type TxCtx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import type { Db } from "#db/client.ts";
import { type RefusedItem, tasks } from "#db/schema/index.ts";
import { type TaskKind, TaskLost } from "./tasks.server.ts";

/** A task that this instance carries out. */
export interface TaskUnderWork {
  id: string;
  subjectId: string;
  /** The remaining items, in order. */
  items: readonly unknown[];
  /** How many items were done before. */
  done: number;
}

/** Does the first items, and calls `advanceTask` in the transaction that does so. `count` is how many it did. */
export type TaskStep = (ctx: Ctx, task: TaskUnderWork) => Promise<CommandResult<never, { count: number }>>;

interface Runner extends CtxParts {
  /** How each kind of task is carried out. */
  steps: Record<TaskKind, TaskStep>;
}

/** For how long after its latest step a task is its instance's own; then that one is taken for dead. */
const LEASE_SECONDS = 30;
/** A task that failed is tried again after a pause that doubles up to this. */
const LONGEST_PAUSE_SECONDS = 300;

/** Carries out all tasks that wait, one after the other. What fails is logged, and tried again later. */
export async function runTasks({ steps, ...parts }: Runner): Promise<void> {
  for (;;) {
    const taken = await takeTask(parts.db);
    if (!taken) return;
    const { organizationId, kind, startedBy, attempts, ...task } = taken;
    const system = systemCtx(parts, organizationId);
    const ctx: Ctx = startedBy === null ? system : { ...system, actor: { kind: "member", id: startedBy } };
    try {
      await carryOn(ctx, task, steps[kind]);
    } catch (error) {
      if (error instanceof TaskLost) continue;
      ctx.log.error({ err: error, task: task.id }, "a task failed and is tried again");
      await postpone(ctx, task.id, attempts);
    }
  }
}

async function carryOn(ctx: Ctx, { items, done, ...task }: TaskUnderWork, step: TaskStep): Promise<void> {
  for (let first = done; first < items.length; ) {
    const { count } = await step({ ...ctx, now: now() }, { ...task, items: items.slice(first), done: first });
    first += count;
  }
}

/** Takes the task that has waited longest, for as long as the lease. */
async function takeTask(db: Db) {
  const [taken] = await db
    .update(tasks)
    .set({
      leasedUntil: sql`now() + make_interval(secs => ${LEASE_SECONDS})`,
      attempts: sql`${tasks.attempts} + 1`,
    })
    .where(
      sql`(${tasks.organizationId}, ${tasks.id}) = (
        select organization_id, id from tasks where state = 'unfinished' and leased_until <= now()
        order by leased_until limit 1 for update skip locked)`,
    )
    .returning({
      organizationId: tasks.organizationId,
      id: tasks.id,
      kind: tasks.kind,
      subjectId: tasks.subjectId,
      items: tasks.items,
      done: tasks.done,
      attempts: tasks.attempts,
      startedBy: tasks.startedBy,
    });
  return taken;
}

/**
 * Records, in the transaction of a step, that its items are done, and extends the lease. Returns whether the task has
 * ended by that. Throws TaskLost where the task was stopped or somebody else has carried it on.
 */
export async function advanceTask(
  tx: TxCtx,
  task: TaskUnderWork,
  { count, refused = [] }: { count: number; refused?: readonly RefusedItem[] },
): Promise<boolean> {
  const isLast = count === task.items.length;
  const advanced = await tx.tx
    .update(tasks)
    .set({
      done: task.done + count,
      refused: sql`${tasks.refused} || ${JSON.stringify(refused)}::jsonb`,
      state: isLast ? "done" : "unfinished",
      endedAt: isLast ? sql`now()` : null,
      leasedUntil: sql`now() + make_interval(secs => ${LEASE_SECONDS})`,
      attempts: 1,
    })
    .where(and(owned(tasks, tx, task.id), eq(tasks.state, "unfinished"), eq(tasks.done, task.done)))
    .returning({ id: tasks.id });
  if (advanced.length === 0) throw new TaskLost();
  return isLast;
}

async function postpone(ctx: Ctx, id: string, attempts: number): Promise<void> {
  const seconds = Math.min(2 ** attempts, LONGEST_PAUSE_SECONDS);
  await ctx.db
    .update(tasks)
    .set({ leasedUntil: sql`now() + make_interval(secs => ${seconds})` })
    .where(and(owned(tasks, ctx, id), eq(tasks.state, "unfinished")));
}
