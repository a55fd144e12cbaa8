import type { Ctx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { events } from "#db/schema/index.ts";

/**
 * Returns the address at which an event is joined online; empty where it has none. It is no part of `Event`, which public
 * pages, feeds and JSON-LD are made from: whoever shows it asks for it, and shows it to people with a booking and to organisers.
 */
export async function findJoinLink(ctx: Ctx, eventId: string): Promise<string> {
  const [row] = await ctx.db
    .select({ joinUrl: events.joinUrl })
    .from(events)
    .where(owned(events, ctx, eventId));
  return row?.joinUrl ?? "";
}
