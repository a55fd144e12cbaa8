import { and, eq, inArray } from "drizzle-orm";
import { cachePerDatabase } from "#app/platform/async-cache.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { MaybePromise } from "#app/platform/maybe-promise.ts";
import { sessionResources } from "#db/schema/index.ts";

/** How long the result is cached. The resource of a removed session is cancelled, so that no booking can name the session. */
const TTL_MS = 1_000;
const cacheOf = cachePerDatabase<string | null>({ max: 10_000, ttl: TTL_MS });

/**
 * Returns the id of the session that resources belong to, for a client that names resources only; null unless all of them
 * belong to the same session and to no other.
 */
export function findSessionOfResources(
  ctx: Ctx,
  resourceIds: readonly string[],
): MaybePromise<string | null> {
  const ids = [...new Set(resourceIds)].sort();
  return cacheOf(ctx.db).getOrRead(`${ctx.organizationId} ${ids.join(" ")}`, () => readSession(ctx, ids));
}

async function readSession(ctx: Ctx, ids: string[]): Promise<string | null> {
  const rows = await ctx.db
    .select({ sessionId: sessionResources.sessionId })
    .from(sessionResources)
    .where(
      and(eq(sessionResources.organizationId, ctx.organizationId), inArray(sessionResources.resourceId, ids)),
    )
    .limit(ids.length + 1);
  const [first] = rows;
  const isOne = rows.length === ids.length && rows.every((row) => row.sessionId === first?.sessionId);
  return isOne && first ? first.sessionId : null;
}
