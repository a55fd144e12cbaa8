import { and, eq, sql } from "drizzle-orm";
import type { Ctx, TxCtx } from "#app/platform/ctx.ts";
import { idempotencyKeys, keptAnswers } from "#db/schema/index.ts";
import { confirmReads } from "#db/statements.ts";
import { KEPT_FOR } from "./idempotency.ts";
import type { Idempotency } from "./request.ts";

/** An answer of the API to something else than a booking, as it was sent. */
export interface KeptAnswer {
  status: number;
  body: unknown;
}

/** How the key of an answer stands in the table that the engine keeps its own keys in. */
const OUTCOME = "answered";

/**
 * Takes a key for the calling transaction. A second user of the same key waits here until that transaction has ended, and
 * finds its answer. True where the key is new; where it is not, the answer under it is safe once the calling transaction
 * has committed.
 */
export async function takeKey(tx: TxCtx, { keyHash, fingerprint }: Idempotency): Promise<boolean> {
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
      expiresAt: sql`now() + make_interval(secs => ${KEPT_FOR.success / 1_000})`,
    })
    .onConflictDoNothing()
    .returning({ keyHash: idempotencyKeys.keyHash });
  if (taken.length === 0) await confirmReads(tx.tx);
  return taken.length > 0;
}

/** Keeps the answer to the key that this transaction has taken: a refusal for a day, everything else for a week. */
export async function keepAnswer(tx: TxCtx, { keyHash }: Idempotency, answer: KeptAnswer): Promise<void> {
  const { organizationId } = tx;
  const { status, body } = answer;
  await tx.tx.insert(keptAnswers).values({ organizationId, keyHash, status, body: body ?? null });
  if (status < 400) return;
  await tx.tx
    .update(idempotencyKeys)
    .set({ expiresAt: sql`now() + make_interval(secs => ${KEPT_FOR.refusal / 1_000})` })
    .where(and(eq(idempotencyKeys.organizationId, organizationId), eq(idempotencyKeys.keyHash, keyHash)));
}

/**
 * What was answered under a key that is taken: `other` where it was used for something else, undefined where nobody
 * uses it (any more).
 */
export async function findKeptAnswer(
  ctx: Ctx,
  { keyHash, fingerprint }: Idempotency,
): Promise<KeptAnswer | "other" | undefined> {
  const [row] = await ctx.db
    .select({
      fingerprint: idempotencyKeys.fingerprint,
      status: keptAnswers.status,
      body: keptAnswers.body,
    })
    .from(idempotencyKeys)
    .leftJoin(
      keptAnswers,
      and(
        eq(keptAnswers.organizationId, idempotencyKeys.organizationId),
        eq(keptAnswers.keyHash, idempotencyKeys.keyHash),
      ),
    )
    .where(and(eq(idempotencyKeys.organizationId, ctx.organizationId), eq(idempotencyKeys.keyHash, keyHash)));
  if (!row) return undefined;
  const same = row.fingerprint.every((byte, index) => byte === fingerprint[index]);
  return same && row.status !== null ? { status: row.status, body: row.body } : "other";
}
