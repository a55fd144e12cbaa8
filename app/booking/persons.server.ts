import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { cachePerDatabase } from "#app/platform/async-cache.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { MaybePromise } from "#app/platform/maybe-promise.ts";
import { toHex } from "#app/platform/secrets.ts";
import type { Signer } from "#app/platform/signer.ts";
import { resources } from "#db/schema/index.ts";

/**
 * Returns the person that limits count: an HMAC of an email address or client id in lower case, so that the same address
 * is the same person on pages and in the API.
 */
export function personOf(signer: Signer, name: string): string {
  return toHex(signer.sign("person", name.toLowerCase()));
}

/** How long the result is cached. A new limit applies after this time. */
const TTL_MS = 1_000;
const cacheOf = cachePerDatabase<boolean>({ max: 10_000, ttl: TTL_MS });

/**
 * Returns whether any of these resources has a limit per person. Counting a person costs the engine another round trip,
 * so a person is passed to it only then.
 */
export function limitsPersons(ctx: Ctx, resourceIds: readonly string[]): MaybePromise<boolean> {
  const name = `${ctx.organizationId} ${[...resourceIds].sort().join(" ")}`;
  return cacheOf(ctx.db).getOrRead(name, () => readLimits(ctx, resourceIds));
}

async function readLimits(ctx: Ctx, ids: readonly string[]): Promise<boolean> {
  const [limiting] = await ctx.db
    .select({ id: resources.id })
    .from(resources)
    .where(
      and(
        eq(resources.organizationId, ctx.organizationId),
        inArray(resources.id, [...ids]),
        isNotNull(resources.maxPerPerson),
      ),
    )
    .limit(1);
  return limiting !== undefined;
}
