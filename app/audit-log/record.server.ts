import type { TxCtx } from "#app/platform/ctx.ts";
import { networkOf } from "#app/platform/http/network.ts";
import { auditLog, NO_ORGANIZATION } from "#db/schema/index.ts";

/** One change, as the audit log records it. Values are ids, numbers, instants and enumerated words, never typed text. */
export interface Change {
  /** Object and verb, such as `event.published`. */
  action: `${string}.${string}`;
  object: { kind: string; id?: string | null };
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

/**
 * Adds a row to the audit log, in the transaction of the change that it records. Call it last: the lock on the
 * organisation's chain lasts until the transaction ends, and no other lock may be awaited while it is held.
 */
export async function record(tx: TxCtx, { action, object, before, after }: Change): Promise<void> {
  const { organizationId, actor, source, signer } = tx;
  const { channel, requestId, clientAddress } = source;
  await tx.tx.insert(auditLog).values({
    organizationId,
    actorKind: actor.kind,
    actorId: "id" in actor ? actor.id : null,
    channel,
    action,
    objectKind: object.kind,
    objectId: object.id ?? null,
    before,
    after,
    networkHash: clientAddress === undefined ? null : signer.sign("audit network", networkOf(clientAddress)),
    requestId,
  });
}

/** Adds a row about a user's own account, which belongs to no organisation. */
export function recordAccountChange(tx: TxCtx, change: Change): Promise<void> {
  return record({ ...tx, organizationId: NO_ORGANIZATION }, change);
}
