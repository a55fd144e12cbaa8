import { and, eq, sql } from "drizzle-orm";
import { type Renamed, renameSlug } from "#app/organizations/slugs.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { events } from "#db/schema/index.ts";
import { announceEvent } from "./event-facts.server.ts";

/** Sets the public name of an event to the typed text. Former names redirect to the new one. Refuses as `renameSlug` does. */
export async function renameEvent(ctx: Ctx, eventId: string, typed: string): Promise<Renamed> {
  const renamed = await renameSlug(ctx, typed, {
    eventId,
    change: { action: "event.renamed", object: { kind: "event", id: eventId } },
    lock: (tx) =>
      tx.tx
        .update(events)
        .set({ version: sql`${events.version} + 1`, updatedAt: sql`now()` })
        .where(and(eq(events.organizationId, tx.organizationId), eq(events.id, eventId))),
  });
  if (renamed.ok) announceEvent(ctx, eventId);
  return renamed;
}
