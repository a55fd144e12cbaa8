import { and, eq, sql } from "drizzle-orm";
import type { Ctx, TxCtx } from "#app/platform/ctx.ts";
import { idempotencyKeys, storedResponses } from "#db/schema/index.ts";
import { confirmReads } from "#db/statements.ts";
import { RETENTION_MS } from "./idempotency.ts";
import type { Idempotency } from "./request.ts";

/** An API response, as sent, to a request that does not use the engine. */
export interface StoredResponse {
  status: number;
  body: unknown;
}

/** The outcome that marks such keys in the table they share with the engine's. */
const OUTCOME = "answered";

/**
 * Claims a key for the calling transaction and returns whether it was new. A concurrent request with the same key waits
 * here until that transaction ends, and then finds its response. If the key was not new, its response is durable once the
 * calling transaction has committed.
 */
export async function claimKey(tx: TxCtx, { keyHash, fingerprint }: Idempotency): Promise<boolean> {
  const taken = await tx.tx
    .insert(idempotencyKeys)
    .values({
      organizationId: tx.organizationId,
      keyHash,
      fingerprint,
      outcome: OUTCOME,
      sequence: 0,
      remaining: 0,
      createdAt: sql`now()`,
      expiresAt: sql`now() + make_interval(secs => ${RETENTION_MS.success / 1_000})`,
    })
    .onConflictDoNothing()
    .returning({ keyHash: idempotencyKeys.keyHash });
  if (taken.length === 0) await confirmReads(tx.tx);
  return taken.length > 0;
}

/** Stores the response under the key that this transaction claimed: a refusal for a day, anything else for a week. */
export async function storeResponse(
  tx: TxCtx,
  { keyHash }: Idempotency,
  answer: StoredResponse,
): Promise<void> {
  const { organizationId } = tx;
  const { status, body } = answer;
  await tx.tx.insert(storedResponses).values({ organizationId, keyHash, status, body: body ?? null });
  if (status < 400) return;
  await tx.tx
    .update(idempotencyKeys)
    .set({ expiresAt: sql`now() + make_interval(secs => ${RETENTION_MS.refusal / 1_000})` })
    .where(and(eq(idempotencyKeys.organizationId, organizationId), eq(idempotencyKeys.keyHash, keyHash)));
}

/**
 * Returns the response stored under a key; `other` if the key was used with a different request, undefined if the key is
 * not in use (any more).
 */
export async function findStoredResponse(
  ctx: Ctx,
  { keyHash, fingerprint }: Idempotency,
): Promise<StoredResponse | "other" | undefined> {
  const [row] = await ctx.db
    .select({
      fingerprint: idempotencyKeys.fingerprint,
      status: storedResponses.status,
      body: storedResponses.body,
    })
    .from(idempotencyKeys)
    .leftJoin(
      storedResponses,
      and(
        eq(storedResponses.organizationId, idempotencyKeys.organizationId),
        eq(storedResponses.keyHash, idempotencyKeys.keyHash),
      ),
    )
    .where(and(eq(idempotencyKeys.organizationId, ctx.organizationId), eq(idempotencyKeys.keyHash, keyHash)));
  if (!row) return undefined;
  const same = row.fingerprint.every((byte, index) => byte === fingerprint[index]);
  return same && row.status !== null ? { status: row.status, body: row.body } : "other";
}
