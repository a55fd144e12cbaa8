import type { Ctx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { events } from "#db/schema/index.ts";

/**
 * Returns the access code of an event as its organiser wrote it; empty where it has none. Like the join link it is not part of
 * `Event`, from which public pages are made. It counts only while the event is private.
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
