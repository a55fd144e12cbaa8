import { MAX_RESOURCES_PER_SAVE, saveResources } from "#app/booking/commands.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import { TaskUnderWay } from "#app/tasks/tasks.server.ts";
import { listAllSessions, resourcesOf } from "./change-event.server.ts";
import type { Event } from "./event.ts";
import { announceEvent } from "./event-facts.server.ts";
import { startSaving } from "./save-dates-task.server.ts";

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
  if (resources.length <= MAX_RESOURCES_PER_SAVE) {
    const outcome = await saveResources(ctx, resources);
    return outcome.ok ? outcome : { ok: false, refusal: "RESOURCE_NOT_FOUND" };
  }
  try {
    await transact(ctx, (tx) => startSaving(tx, event.id, resources));
  } catch (error) {
    if (error instanceof TaskUnderWay) return { ok: false, refusal: "EVENT_SAVING" };
    throw error;
  }
  announceEvent(ctx, event.id);
  return { ok: true };
}
