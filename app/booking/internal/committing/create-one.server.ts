import { and, eq } from "drizzle-orm";
import { type Ctx, type TxCtx, transact } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { databaseError, isCommitUnknown, isRetryable, isStandbyWaitCancelled } from "#db/client.ts";
import { idempotencyKeys, resources } from "#db/schema/index.ts";
import { confirmReads } from "#db/statements.ts";
import { RETENTION_MS } from "../../idempotency.ts";
import { OutcomeUnknown } from "../../refusals.ts";
import type { Idempotency, Outcome } from "../../request.ts";
import type { NewResource } from "../../world.ts";
import { databaseNow, insertRows } from "./create.server.ts";
import { isSame, keyReused } from "./replay.ts";
import { type OutcomeDetails, replayOutcome } from "./stored-outcome.ts";

const MAX_ATTEMPTS = 5;
/** Violations that a retry resolves: it finds the other request's resource, or the outcome under the key. */
const RETRYABLE_CONSTRAINTS = ["resources_pk", "idempotency_keys_pk"];

export interface CreateExtras {
  idempotency?: Idempotency;
  /** Writes other rows in the same transaction, last; not for a replayed outcome. */
  alsoWrite?: (tx: TxCtx) => Promise<void>;
}

/**
 * Creates one resource, once per key. It is not visible to others yet, so no lock is needed. Throws `OutcomeUnknown` if
 * an attempt may have committed and no later one could settle it.
 */
export async function createOne(ctx: Ctx, resource: NewResource, extras: CreateExtras): Promise<Outcome> {
  const { idempotency } = extras;
  let unknown = false;
  for (let attempt = 1; ; attempt++) {
    try {
      return await transact(ctx, (tx) => attemptOne(tx, resource, extras));
    } catch (error) {
      const lost = isCommitUnknown(error);
      unknown ||= lost;
      // Without a key, a retry could not distinguish this request's resource from another's.
      if (lost && (!idempotency || isStandbyWaitCancelled(error))) throw new OutcomeUnknown();
      const clash = databaseError(error)?.constraint ?? "";
      const again = lost || isRetryable(error) || RETRYABLE_CONSTRAINTS.includes(clash);
      if (!again || attempt === MAX_ATTEMPTS) throw unknown ? new OutcomeUnknown() : error;
    }
  }
}

async function attemptOne(
  tx: TxCtx,
  resource: NewResource,
  { idempotency, alsoWrite }: CreateExtras,
): Promise<Outcome> {
  const at = await databaseNow(tx);
  const before = idempotency && (await findOutcome(tx, idempotency, at));
  if (before) return before;
  const answer = (await resourceExists(tx, resource.id)) ? alreadyExists(at) : created(resource, at);
  if (answer.ok) await insertRows(tx, [resource], at);
  if (idempotency) await storeOutcome(tx, idempotency, answer);
  if (answer.ok) await alsoWrite?.(tx);
  return answer;
}

async function findOutcome(tx: TxCtx, idempotency: Idempotency, at: number): Promise<Outcome | undefined> {
  const { organizationId, keyHash } = idempotencyKeys;
  const [row] = await tx.tx
    .select()
    .from(idempotencyKeys)
    .where(and(eq(organizationId, tx.organizationId), eq(keyHash, idempotency.keyHash)));
  if (!row) return undefined;
  if (!isSame(row.fingerprint, idempotency.fingerprint)) return keyReused(row, at);
  await confirmReads(tx.tx);
  const details = row.details as OutcomeDetails | null;
  return replayOutcome({ ...row, details, at: row.createdAt.getTime(), booking: null });
}

async function resourceExists(tx: TxCtx, id: string): Promise<boolean> {
  const [row] = await tx.tx
    .select({ id: resources.id })
    .from(resources)
    .where(owned(resources, tx, id));
  return row !== undefined;
}

async function storeOutcome(tx: TxCtx, idempotency: Idempotency, answer: Outcome): Promise<void> {
  const { sequence, remaining, at } = answer;
  await tx.tx.insert(idempotencyKeys).values({
    organizationId: tx.organizationId,
    ...idempotency,
    sequence,
    remaining,
    outcome: answer.ok ? "ok" : answer.refusal,
    details: answer.ok ? { resource: answer.resource } : null,
    createdAt: new Date(at),
    expiresAt: new Date(at + (answer.ok ? RETENTION_MS.success : RETENTION_MS.refusal)),
  });
}

function created({ id, type, capacity, rules }: NewResource, at: number): Outcome {
  const counts = { booked: 0, held: 0, setAside: 0, waiting: false, version: 1 };
  const resource = { id, type, capacity, rules, state: "OPEN" as const, ...counts };
  const point = { sequence: 1, remaining: capacity, at, replayed: false };
  return { ok: true, booking: null, resource, warnings: [], ...point };
}

function alreadyExists(at: number): Outcome {
  const point = { sequence: 0, remaining: 0, at, replayed: false };
  return { ok: false, refusal: "RESOURCE_ALREADY_EXISTS", claims: [], message: null, ...point };
}
