import type { Ctx } from "#app/platform/ctx.ts";
import { listAllSessions, resourcesOf, saveInParts } from "./change-event.server.ts";

/**
 * Opens or closes booking of all sessions of an event that are not over, together. Bookings that are made stay, and what is
 * cancelled stays cancelled.
 */
export async function switchBooking(ctx: Ctx, eventId: string, transition: "open" | "close"): Promise<void> {
  const sessions = await listAllSessions(ctx, eventId);
  const coming = sessions.filter(({ endsAt }) => endsAt > ctx.now);
  await saveInParts(ctx, resourcesOf(coming, { transition }));
}
