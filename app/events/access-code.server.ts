import type { Ctx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { events } from "#db/schema/index.ts";

/**
 * Returns the access code of an event as its organiser typed it; an empty string if it has none. Like the join link it is not
 * part of `Event`, which public pages are rendered from. It has no effect unless the event is private.
 */
export async function findAccessCode(
  ctx: Pick<Ctx, "db" | "organizationId">,
  eventId: string,
): Promise<string> {
  const [row] = await ctx.db
    .select({ accessCode: events.accessCode })
    .from(events)
    .where(owned(events, ctx, eventId));
  return row?.accessCode ?? "";
}
