import { and, eq, sql } from "drizzle-orm";
import { renameSlug } from "#app/organizations/slugs.server.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import { slugOf } from "#app/platform/text/slug.ts";
import { events } from "#db/schema/index.ts";
import { announceEvent } from "./event-facts.server.ts";

export type RenameResult = { ok: true } | { ok: false; problem: "missing" | "taken" };

/** Gives an event the public name that an organiser typed, in the spelling of addresses. Former names lead to the new one. */
export async function renameEvent(ctx: Ctx, eventId: string, typed: string): Promise<RenameResult> {
  const slug = slugOf(typed);
  if (slug === "") return { ok: false, problem: "missing" };
  try {
    await transact(ctx, async (tx) => {
      // Locks the event, so that two names that are given at once come one after the other.
      await tx.tx
        .update(events)
        .set({ version: sql`${events.version} + 1`, updatedAt: sql`now()` })
        .where(and(eq(events.organizationId, tx.organizationId), eq(events.id, eventId)));
      if (!(await renameSlug(tx, eventId, slug))) throw new SlugTaken();
    });
  } catch (error) {
    if (error instanceof SlugTaken) return { ok: false, problem: "taken" };
    throw error;
  }
  announceEvent(ctx, eventId);
  return { ok: true };
}

/** Rolls the transaction back. */
class SlugTaken extends Error {}
