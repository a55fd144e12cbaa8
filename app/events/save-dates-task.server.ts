import { and, eq, inArray } from "drizzle-orm";
import { record } from "#app/audit-log/record.server.ts";
import { MAX_RESOURCES_PER_SAVE, saveResources } from "#app/booking/commands.server.ts";
import type { ResourceSave } from "#app/booking/request.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, type TxCtx, transact } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { advanceTask, type TaskUnderWork } from "#app/tasks/run-tasks.server.ts";
import { dismissTask, findTask, startTask, stopTask, type TaskProgress } from "#app/tasks/tasks.server.ts";
import { events, type RefusedItem, sessionResources, sessions } from "#db/schema/index.ts";
import { announceEvent } from "./event-facts.server.ts";

/**
 * Starts a task, in the caller's transaction, that saves resources of an event. Until it ends, the event can be neither booked
 * on its pages nor saved. Throws TaskUnderWay if the event already has a running task.
 */
export async function startSaving(
  tx: TxCtx,
  eventId: string,
  resources: readonly ResourceSave[],
): Promise<void> {
  await startTask(tx, { kind: "save-dates", subjectId: eventId, items: resources });
  await setSaving(tx, eventId, true);
}

/** Stops the task that saves an event's dates between two of its steps. The remaining dates stay as they were. */
export async function stopSaving(ctx: Ctx, eventId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await stopTask(tx, eventId))) return;
    await setSaving(tx, eventId, false);
    await record(tx, { action: "event.saving-stopped", object: { kind: "event", id: eventId } });
  });
  announceEvent(ctx, eventId);
}

/** Dismisses the result of a task that saved dates of an event. Does nothing to a running or dismissed one. */
export async function dismissSaving(ctx: Ctx, eventId: string, taskId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await dismissTask(tx, { id: taskId, subjectId: eventId }))) return;
    await record(tx, { action: "event.saving-dismissed", object: { kind: "event", id: eventId } });
  });
}

/**
 * Saves the next resources in one transaction, as a step of the task. Resources whose bookings prevent the change are skipped
 * and recorded; a resource to cancel is closed instead, so that it takes no more bookings.
 */
export async function saveNextDates(
  ctx: Ctx,
  task: TaskUnderWork,
): Promise<CommandResult<never, { count: number }>> {
  const taken = task.items.slice(0, MAX_RESOURCES_PER_SAVE) as ResourceSave[];
  const refused: RefusedItem[] = [];
  let saves = taken;
  let hasEnded = false;
  const alsoWrite = async (tx: TxCtx) => {
    hasEnded = await advanceTask(tx, task, { count: taken.length, refused });
    if (hasEnded) await setSaving(tx, task.subjectId, false);
  };
  for (;;) {
    const outcome = await saveResources(ctx, saves, alsoWrite);
    if (outcome.ok) break;
    const { refusal, claims } = outcome;
    if (claims.length === 0)
      throw new Error(
        `Saving the dates of an event was refused with ${refusal}, without the dates concerned.`,
      );
    const inTheWay = new Map(claims.map(({ resourceId, quantity }) => [resourceId, quantity]));
    refused.push(...claims.map(({ resourceId, quantity }) => ({ id: resourceId, refusal, quantity })));
    saves = saves.flatMap((save) => (inTheWay.has(save.resourceId) ? replacementOf(save) : save));
  }
  if (hasEnded) announceEvent(ctx, task.subjectId);
  return { ok: true, count: taken.length };
}

function replacementOf({ resourceId, transition }: ResourceSave): ResourceSave[] {
  return transition === "cancel" ? [{ resourceId, transition: "close" }] : [];
}

async function setSaving(tx: TxCtx, eventId: string, saving: boolean): Promise<void> {
  await tx.tx
    .update(events)
    .set({ saving })
    .where(owned(events, tx, eventId));
}

/** A date whose change was refused. */
export interface RefusedDate {
  id: string;
  label: string;
  startsAt: Date;
  refusal: string;
  quantity: number;
}

/** The progress of saving an event's dates, with the first refused ones. */
export interface DatesSaving extends Omit<TaskProgress, "refused"> {
  refused: number;
  refusedDates: RefusedDate[];
}

/** Maximum number of refused dates that are listed. */
const MAX_REFUSED_SHOWN = 20;

/** Finds the task that saves an event's dates, if it is running, or has ended and its organiser has not dismissed the result. */
export async function findDatesSaving(ctx: Ctx, eventId: string): Promise<DatesSaving | undefined> {
  const task = await findTask(ctx, eventId);
  if (!task || (task.state === "done" && task.refused.length === 0)) return undefined;
  const shown = task.refused.slice(0, MAX_REFUSED_SHOWN);
  const rows = await ctx.db
    .select({
      resourceId: sessionResources.resourceId,
      id: sessions.id,
      label: sessions.label,
      startsAt: sessions.startsAt,
    })
    .from(sessionResources)
    .innerJoin(
      sessions,
      and(
        eq(sessions.organizationId, sessionResources.organizationId),
        eq(sessions.id, sessionResources.sessionId),
      ),
    )
    .where(
      and(
        eq(sessionResources.organizationId, ctx.organizationId),
        inArray(
          sessionResources.resourceId,
          shown.map(({ id }) => id),
        ),
      ),
    );
  const refusedDates = shown.flatMap(({ id, refusal, quantity }) => {
    const row = rows.find(({ resourceId }) => resourceId === id);
    return row ? [{ id: row.id, label: row.label, startsAt: row.startsAt, refusal, quantity }] : [];
  });
  return { ...task, refused: task.refused.length, refusedDates };
}
