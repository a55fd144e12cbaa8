import { and, eq, sql } from "drizzle-orm";
import { now } from "#app/platform/clock.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, type CtxParts, systemCtx, type TxCtx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import type { Db } from "#db/client.ts";
import { type RefusedItem, tasks } from "#db/schema/index.ts";
import { type TaskKind, TaskLost } from "./tasks.server.ts";

/** A task that this instance runs. */
export interface TaskUnderWork {
  id: string;
  subjectId: string;
  /** The remaining items, in order. */
  items: readonly unknown[];
  /** Number of items done earlier. */
  done: number;
}

/** Processes the first items, and calls `advanceTask` in the same transaction. `count` is the number of processed items. */
export type TaskStep = (ctx: Ctx, task: TaskUnderWork) => Promise<CommandResult<never, { count: number }>>;

interface Runner extends CtxParts {
  /** The step function of each kind of task. */
  steps: Record<TaskKind, TaskStep>;
}

/** Duration of an instance's lease after its latest step; past it the instance counts as dead. */
const LEASE_SECONDS = 30;
/** Maximum pause before a failed task is retried; the pause doubles with each attempt. */
const MAX_PAUSE_SECONDS = 300;

/** Runs all waiting tasks, one after the other. A failure is logged, and retried later. */
export async function runTasks({ steps, ...parts }: Runner): Promise<void> {
  for (;;) {
    const leased = await leaseTask(parts.db);
    if (!leased) return;
    const { organizationId, kind, startedBy, attempts, ...task } = leased;
    const system = systemCtx(parts, organizationId);
    const ctx: Ctx = startedBy === null ? system : { ...system, actor: { kind: "member", id: startedBy } };
    try {
      await runTask(ctx, task, steps[kind]);
    } catch (error) {
      if (error instanceof TaskLost) continue;
      ctx.log.error({ err: error, task: task.id }, "a task failed and will be retried");
      await postpone(ctx, task.id, attempts);
    }
  }
}

async function runTask(ctx: Ctx, { items, done, ...task }: TaskUnderWork, step: TaskStep): Promise<void> {
  for (let first = done; first < items.length; ) {
    const { count } = await step({ ...ctx, now: now() }, { ...task, items: items.slice(first), done: first });
    first += count;
  }
}

/** Leases the task that has waited longest. */
async function leaseTask(db: Db) {
  const [leased] = await db
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
  return leased;
}

/**
 * Records, in the transaction of a step, that its items are done, and extends the lease. Returns whether that ends the task.
 * Throws TaskLost if the task was stopped or another instance has advanced it.
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
  const seconds = Math.min(2 ** attempts, MAX_PAUSE_SECONDS);
  await ctx.db
    .update(tasks)
    .set({ leasedUntil: sql`now() + make_interval(secs => ${seconds})` })
    .where(and(owned(tasks, ctx, id), eq(tasks.state, "unfinished")));
}
