import { and, eq, sql } from "drizzle-orm";
import { renameSlug } from "#app/organizations/slugs.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import { MAX_SLUG_CHARACTERS, wholeSlugOf } from "#app/platform/text/slug.ts";
import { events } from "#db/schema/index.ts";
import { announceEvent } from "./event-facts.server.ts";

/**
 * Gives an event the public name that an organiser typed, in the spelling of addresses. Former names lead to the new one.
 * Refuses with ADDRESS_MISSING where nothing of it can stand in an address, with ADDRESS_TOO_LONG, since
 * a name that is typed is not cut, and with ADDRESS_TAKEN.
 */
export async function renameEvent(
  ctx: Ctx,
  eventId: string,
  typed: string,
): Promise<CommandResult<"ADDRESS_MISSING" | "ADDRESS_TOO_LONG" | "ADDRESS_TAKEN">> {
  const slug = wholeSlugOf(typed);
  if (slug === "") return { ok: false, refusal: "ADDRESS_MISSING" };
  if (slug.length > MAX_SLUG_CHARACTERS) return { ok: false, refusal: "ADDRESS_TOO_LONG" };
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
    if (error instanceof SlugTaken) return { ok: false, refusal: "ADDRESS_TAKEN" };
    throw error;
  }
  announceEvent(ctx, eventId);
  return { ok: true };
}

/** Rolls the transaction back. */
class SlugTaken extends Error {}
