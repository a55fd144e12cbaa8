import type { Ctx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { events } from "#db/schema/index.ts";

/**
 * Returns the URL for joining an event online; an empty string if it has none. It is not part of `Event`, which public pages,
 * feeds and JSON-LD are rendered from: only attendees with a booking and organisers may see it.
 */
export async function findJoinLink(ctx: Ctx, eventId: string): Promise<string> {
  const [row] = await ctx.db
    .select({ joinUrl: events.joinUrl })
    .from(events)
    .where(owned(events, ctx, eventId));
  return row?.joinUrl ?? "";
}
