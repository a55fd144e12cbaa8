import { closeResource, openResource } from "#app/booking/commands.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { listSessions } from "./find-events.server.ts";

/** Opens or closes booking of all sessions of an event that are not over. Bookings that are made stay. */
export async function switchBooking(ctx: Ctx, eventId: string, wish: "open" | "close"): Promise<void> {
  const sessions = await listSessions(ctx, eventId, { from: ctx.now, limit: 1_000 });
  const command = wish === "open" ? openResource : closeResource;
  for (const resourceId of sessions.flatMap((session) => session.resourceIds)) {
    await command(ctx, resourceId);
  }
}
