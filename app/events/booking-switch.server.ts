import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { type Change, record } from "#app/audit-log/record.server.ts";
import { MAX_RESOURCES_PER_SAVE, saveResources } from "#app/booking/commands.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, type TxCtx, transact } from "#app/platform/ctx.ts";
import { TaskUnderWay } from "#app/tasks/tasks.server.ts";
import { resources as resourceTable } from "#db/schema/index.ts";
import { listAllSessions, resourcesOf } from "./change-event.server.ts";
import type { Event } from "./event.ts";
import { announceEvent } from "./event-facts.server.ts";
import { startSaving } from "./save-dates-task.server.ts";

const ACTIONS = { open: "event.booking-opened", close: "event.booking-closed" } as const;

/**
 * Opens or closes booking of all sessions of an event that are not over, in one transaction; above 500 resources, in a task.
 * Bookings stay, and cancelled dates stay cancelled. Refuses with EVENT_SAVING while a task saves the event, and with
 * RESOURCE_NOT_FOUND if a date was removed in the meantime.
 */
export async function switchBooking(
  ctx: Ctx,
  event: Event,
  transition: "open" | "close",
): Promise<CommandResult<"EVENT_SAVING" | "RESOURCE_NOT_FOUND">> {
  if (event.saving) return { ok: false, refusal: "EVENT_SAVING" };
  const sessions = await listAllSessions(ctx, event.id);
  const upcoming = sessions.filter(({ endsAt }) => endsAt > ctx.now);
  const resources = resourcesOf(upcoming, { transition });
  const change: Change = { action: ACTIONS[transition], object: { kind: "event", id: event.id } };
  if (resources.length <= MAX_RESOURCES_PER_SAVE) {
    const ids = resources.map(({ resourceId }) => resourceId);
    const outcome = await saveResources(ctx, resources, async (tx) => {
      if (await anyChanges(tx, ids, transition)) await record(tx, change);
    });
    return outcome.ok ? outcome : { ok: false, refusal: "RESOURCE_NOT_FOUND" };
  }
  try {
    await transact(ctx, async (tx) => {
      await startSaving(tx, event.id, resources);
      await record(tx, change);
    });
  } catch (error) {
    if (error instanceof TaskUnderWay) return { ok: false, refusal: "EVENT_SAVING" };
    throw error;
  }
  announceEvent(ctx, event.id);
  return { ok: true };
}

/** Returns whether any of the resources gets another state. Runs under their locks and before the engine writes them. */
async function anyChanges(tx: TxCtx, ids: string[], transition: "open" | "close"): Promise<boolean> {
  const changes: SQL =
    transition === "close"
      ? sql`${resourceTable.state} = 'OPEN'`
      : sql`${resourceTable.state} = 'CLOSED' and not ${resourceTable.cancelled}`;
  const [changed] = await tx.tx
    .select({ id: resourceTable.id })
    .from(resourceTable)
    .where(and(eq(resourceTable.organizationId, tx.organizationId), inArray(resourceTable.id, ids), changes))
    .limit(1);
  return changed !== undefined;
}
