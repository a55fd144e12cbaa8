import { and, eq, or, sql } from "drizzle-orm";
import { type CommandResult, changedOne } from "#app/platform/command-result.ts";
import type { TxCtx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { events } from "#db/schema/index.ts";

/**
 * Sets which sites may frame an event's form; none means those of the organisation. Writes nothing where they are the same,
 * and refuses with EVENT_CHANGED where the event has neither the sites `from` nor `to` by now.
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
