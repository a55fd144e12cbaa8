import { MOST_SAVED_TOGETHER, saveResources } from "#app/booking/commands.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { listAllSessions, resourcesOf } from "./change-event.server.ts";

/**
 * Opens or closes booking of all sessions of an event that are not over, together. Bookings that are made stay, and what is
 * cancelled stays cancelled.
 */
export async function switchBooking(ctx: Ctx, eventId: string, transition: "open" | "close"): Promise<void> {
  const sessions = await listAllSessions(ctx, eventId);
  const resources = resourcesOf(
    sessions.filter(({ endsAt }) => endsAt > ctx.now),
    { transition },
  );
  for (let first = 0; first < resources.length; first += MOST_SAVED_TOGETHER) {
    await saveResources(ctx, resources.slice(first, first + MOST_SAVED_TOGETHER));
  }
}
