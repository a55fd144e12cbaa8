import { record } from "#app/audit-log/record.server.ts";
import type { Ctx, TxCtx } from "#app/platform/ctx.ts";
import { isId } from "#app/platform/ids.ts";
import { owned } from "#app/platform/owned.ts";
import { resources } from "#db/schema/index.ts";
import { closeResource, createResource, openResource, setCapacity, setType } from "./commands.server.ts";
import type { Accepted, Idempotency, Outcome } from "./request.ts";
import { type NewResource, plannedCapacity } from "./world.ts";

// The engine's commands on single resources, for administrators: each adds its row to the audit log in the transaction of the
// engine, unless it changes nothing. No history row records them, since a history belongs to a booking.

type Action = "created" | "opened" | "closed" | "capacity-changed" | "type-changed";

export interface ResourceInput {
  resourceId: string;
  idempotency?: Idempotency;
}

/** Creates a resource. Refuses as `createResource` does. */
export function addResource(ctx: Ctx, resource: NewResource, idempotency?: Idempotency): Promise<Outcome> {
  const { id, capacity } = resource;
  const alsoWrite = (tx: TxCtx) => recordResource(tx, "created", id, { after: { capacity } });
  return createResource(ctx, resource, { idempotency, alsoWrite });
}

/** Sets the planned capacity of a resource. Refuses as `setCapacity` does. */
export function changeCapacity(
  ctx: Ctx,
  input: ResourceInput & { capacity: number; shrink?: boolean },
): Promise<Outcome> {
  return setCapacity(ctx, { ...input, alsoWrite: recordsIfChanged("capacity-changed", input.resourceId) });
}

/** Sets the type of a resource. Refuses as `setType` does. */
export function changeType(ctx: Ctx, input: ResourceInput & { type: string }): Promise<Outcome> {
  return setType(ctx, { ...input, alsoWrite: recordsIfChanged("type-changed", input.resourceId) });
}

/** Opens a resource for booking. Refuses as `openResource` does. */
export function reopenResource(ctx: Ctx, { resourceId, idempotency }: ResourceInput): Promise<Outcome> {
  return openResource(ctx, resourceId, { idempotency, alsoWrite: recordsIfChanged("opened", resourceId) });
}

/** Closes a resource to new bookings. Refuses as `closeResource` does. */
export function stopResource(ctx: Ctx, { resourceId, idempotency }: ResourceInput): Promise<Outcome> {
  return closeResource(ctx, resourceId, { idempotency, alsoWrite: recordsIfChanged("closed", resourceId) });
}

/** Returns an `alsoWrite`, which runs before the engine writes: the row still has the state before the command. */
function recordsIfChanged(action: Action, id: string) {
  return async (tx: TxCtx, { resource: next }: Accepted): Promise<void> => {
    const [before] = await tx.tx
      .select({ version: resources.version, capacity: resources.capacity, over: resources.over })
      .from(resources)
      .where(owned(resources, tx, id));
    if (!before || !next || next.version === before.version) return;
    const capacities = {
      before: { capacity: plannedCapacity(before) },
      after: { capacity: plannedCapacity(next) },
    };
    await recordResource(tx, action, id, action === "capacity-changed" ? capacities : {});
  };
}

interface States {
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

/** Ids of resources that API clients choose need not be UUIDs, so `after` has the id in any case. */
function recordResource(tx: TxCtx, action: Action, id: string, { before, after }: States): Promise<void> {
  const object = { kind: "resource", id: isId(id) ? id : null };
  return record(tx, { action: `resource.${action}`, object, before, after: { resource: id, ...after } });
}
