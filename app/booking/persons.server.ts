import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import type { MaybePromise } from "#app/platform/maybe-promise.ts";
import { memoryOfEach } from "#app/platform/memory.ts";
import { toHex } from "#app/platform/secrets.ts";
import type { Signer } from "#app/platform/signer.ts";
import { resources } from "#db/schema/index.ts";

/**
 * Who limits count: an HMAC of an e-mail address or a client id, in lower case, so that the same address is the same
 * person through whichever door it comes.
 */
export function personOf(signer: Signer, name: string): string {
  return toHex(signer.sign("person", name.toLowerCase()));
}

/** For how long it is remembered that a resource limits nobody; a new limit counts from then on. */
const REMEMBERED_MS = 1_000;
const memoryOf = memoryOfEach<boolean>({ max: 10_000, ttl: REMEMBERED_MS });

/**
 * Whether any of these resources limits how much one person may take. To count a person costs the engine a look of its
 * own, so it is not told of one where nobody counts.
 */
export function limitsPersons(ctx: Ctx, resourceIds: readonly string[]): MaybePromise<boolean> {
  const name = `${ctx.organizationId} ${[...resourceIds].sort().join(" ")}`;
  return memoryOf(ctx.db).recall(name, () => readLimits(ctx, resourceIds));
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
