import { and, eq } from "drizzle-orm";
import { type Ctx, type TxCtx, transact } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { databaseError, isCommitUnknown, isRetryable, isStandbyWaitCancelled } from "#db/client.ts";
import { idempotencyKeys, resources } from "#db/schema/index.ts";
import { confirmReads } from "#db/statements.ts";
import { KEPT_FOR } from "../../idempotency.ts";
import { OutcomeUnknown } from "../../refusals.ts";
import type { Idempotency, Outcome } from "../../request.ts";
import type { NewResource } from "../../world.ts";
import { databaseNow, insertRows } from "./create.server.ts";
import { type AnswerDetails, answerAgain } from "./kept-answer.ts";
import { isSame, keyReused } from "./replay.ts";

const ATTEMPTS = 5;
/** Somebody was faster: another look finds their resource, or the answer under the key. */
const RESOLVED_BY_LOOKING_AGAIN = ["resources_pk", "idempotency_keys_pk"];

/**
 * Makes one resource, once under its key. Nobody else knows it yet, so nothing has to be locked. Throws `OutcomeUnknown`
 * where an attempt may have been committed and no later one could settle it.
 */
export async function createOne(
  ctx: Ctx,
  resource: NewResource,
  idempotency: Idempotency | undefined,
): Promise<Outcome> {
  let unknown = false;
  for (let attempt = 1; ; attempt++) {
    try {
      return await transact(ctx, (tx) => attemptOne(tx, resource, idempotency));
    } catch (error) {
      const lost = isCommitUnknown(error);
      unknown ||= lost;
      // Without a key there is no telling whose resource a second attempt would find.
      if (lost && (!idempotency || isStandbyWaitCancelled(error))) throw new OutcomeUnknown();
      const clash = databaseError(error)?.constraint ?? "";
      const again = lost || isRetryable(error) || RESOLVED_BY_LOOKING_AGAIN.includes(clash);
      if (!again || attempt === ATTEMPTS) throw unknown ? new OutcomeUnknown() : error;
    }
  }
}

async function attemptOne(
  tx: TxCtx,
  resource: NewResource,
  idempotency: Idempotency | undefined,
): Promise<Outcome> {
  const at = await databaseNow(tx);
  const before = idempotency && (await answerUnder(tx, idempotency, at));
  if (before) return before;
  const answer = (await isThere(tx, resource.id)) ? alreadyThere(at) : created(resource, at);
  if (answer.ok) await insertRows(tx, [resource], at);
  if (idempotency) await keep(tx, idempotency, answer);
  return answer;
}

async function answerUnder(tx: TxCtx, idempotency: Idempotency, at: number): Promise<Outcome | undefined> {
  const { organizationId, keyHash } = idempotencyKeys;
  const [row] = await tx.tx
    .select()
    .from(idempotencyKeys)
    .where(and(eq(organizationId, tx.organizationId), eq(keyHash, idempotency.keyHash)));
  if (!row) return undefined;
  if (!isSame(row.fingerprint, idempotency.fingerprint)) return keyReused(row, at);
  await confirmReads(tx.tx);
  const details = row.details as AnswerDetails | null;
  return answerAgain({ ...row, details, at: row.createdAt.getTime(), booking: null });
}

async function isThere(tx: TxCtx, id: string): Promise<boolean> {
  const [row] = await tx.tx
    .select({ id: resources.id })
    .from(resources)
    .where(owned(resources, tx, id));
  return row !== undefined;
}

async function keep(tx: TxCtx, idempotency: Idempotency, answer: Outcome): Promise<void> {
  const { sequence, remaining, at } = answer;
  await tx.tx.insert(idempotencyKeys).values({
    organizationId: tx.organizationId,
    ...idempotency,
    sequence,
    remaining,
    outcome: answer.ok ? "ok" : answer.refusal,
    details: answer.ok ? { resource: answer.resource } : null,
    createdAt: new Date(at),
    expiresAt: new Date(at + (answer.ok ? KEPT_FOR.success : KEPT_FOR.refusal)),
  });
}

function created({ id, type, capacity, rules }: NewResource, at: number): Outcome {
  const counts = { booked: 0, held: 0, setAside: 0, waiting: false, version: 1 };
  const resource = { id, type, capacity, rules, state: "OPEN" as const, ...counts };
  return { ok: true, booking: null, resource, sequence: 1, remaining: capacity, at, replayed: false };
}

function alreadyThere(at: number): Outcome {
  const witness = { sequence: 0, remaining: 0, at, replayed: false };
  return { ok: false, refusal: "RESOURCE_ALREADY_EXISTS", claims: [], message: null, ...witness };
}
