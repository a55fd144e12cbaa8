import { and, eq, or, sql } from "drizzle-orm";
import { type CommandResult, changedOne } from "#app/platform/command-result.ts";
import type { TxCtx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { events } from "#db/schema/index.ts";

/**
 * Sets the sites that may frame an event's form; an empty list means those of the organisation. The version stays if the sites
 * are the same. Refuses with EVENT_CHANGED if the event's current sites are neither `from` nor `to`.
 */
export async function saveEmbedSites(
  tx: TxCtx,
  eventId: string,
  { from, to }: { from: string[]; to: string[] },
): Promise<CommandResult<"EVENT_CHANGED">> {
  const isSame = JSON.stringify(from) === JSON.stringify(to);
  const saved = await tx.tx
    .update(events)
    .set(
      isSame
        ? { embedSites: to }
        : { embedSites: to, version: sql`${events.version} + 1`, updatedAt: sql`now()` },
    )
    .where(and(owned(events, tx, eventId), or(eq(events.embedSites, from), eq(events.embedSites, to))))
    .returning({ id: events.id });
  return changedOne(saved, "EVENT_CHANGED");
}
