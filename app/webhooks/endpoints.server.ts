import { and, asc, count, eq, sql } from "drizzle-orm";
import { type Change, record } from "#app/audit-log/record.server.ts";
import { changedFields } from "#app/platform/changed-fields.ts";
import { type CommandResult, changedOne } from "#app/platform/command-result.ts";
import { type Ctx, type TxCtx, transact } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import { owned } from "#app/platform/owned.ts";
import { webhookEndpoints } from "#db/schema/index.ts";
import type { EventType } from "./event-types.ts";
import { OVERLAP_HOURS, secretOf } from "./signature.ts";

/** A webhook endpoint, without its secrets. */
export interface Endpoint {
  id: string;
  url: string;
  description: string;
  types: EventType[];
  state: "active" | "disabled";
  /** The cause: a member, days of failures, or a 410 from the receiver. */
  disabledReason: "member" | "failing" | "gone" | null;
  disabledAt: Date | null;
  /** The time since which no delivery has succeeded. */
  failingSince: Date | null;
  secretNumber: number;
  previousSecretUntil: Date | null;
  createdAt: Date;
  /** Increases with each edit by a member. */
  version: number;
}

export interface EndpointInput {
  /** A URL accepted by `outgoing.check`, normalised. */
  url: string;
  description: string;
  types: readonly EventType[];
}

export const MAX_ENDPOINTS = 20;

const columns = {
  id: webhookEndpoints.id,
  url: webhookEndpoints.url,
  description: webhookEndpoints.description,
  types: sql<EventType[]>`${webhookEndpoints.types}`,
  state: webhookEndpoints.state,
  disabledReason: webhookEndpoints.disabledReason,
  disabledAt: webhookEndpoints.disabledAt,
  failingSince: webhookEndpoints.failingSince,
  secretNumber: webhookEndpoints.secretNumber,
  previousSecretUntil: webhookEndpoints.previousSecretUntil,
  createdAt: webhookEndpoints.createdAt,
  version: webhookEndpoints.version,
};

const own = (ctx: Ctx, id: string) => owned(webhookEndpoints, ctx, id);

/** Returns the organisation's endpoints, oldest first. */
export function listEndpoints(ctx: Ctx): Promise<Endpoint[]> {
  return ctx.db
    .select(columns)
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.organizationId, ctx.organizationId))
    .orderBy(asc(webhookEndpoints.createdAt), asc(webhookEndpoints.id))
    .limit(MAX_ENDPOINTS * 2);
}

export async function findEndpoint(ctx: Ctx, id: string): Promise<Endpoint | undefined> {
  const [found] = await ctx.db.select(columns).from(webhookEndpoints).where(own(ctx, id));
  return found;
}

/** Creates an active endpoint. Refuses with TOO_MANY_WEBHOOKS if the organisation has the maximum number. */
export function createEndpoint(
  ctx: Ctx,
  input: EndpointInput,
): Promise<CommandResult<"TOO_MANY_WEBHOOKS", { endpoint: Endpoint }>> {
  return transact(ctx, async (tx) => {
    const [there] = await tx.tx
      .select({ number: count() })
      .from(webhookEndpoints)
      .where(eq(webhookEndpoints.organizationId, tx.organizationId));
    if ((there?.number ?? 0) >= MAX_ENDPOINTS) return { ok: false, refusal: "TOO_MANY_WEBHOOKS" };
    const [endpoint] = await tx.tx
      .insert(webhookEndpoints)
      .values({
        organizationId: tx.organizationId,
        id: newId(),
        ...input,
        types: inOrder(input.types),
        createdBy: tx.actor.kind === "member" ? tx.actor.id : null,
      })
      .returning(columns);
    if (!endpoint) throw new Error("The insert of the endpoint returned no row.");
    await record(tx, { ...changeOf("webhook.created", endpoint.id), after: { types: endpoint.types } });
    return { ok: true, endpoint };
  });
}

/** The fields that a change may set; `state` turns the endpoint on or off, as `switchEndpoint` does. */
export type EndpointChanges = Partial<EndpointInput> & { state?: Endpoint["state"] };

/**
 * Changes the given fields of an endpoint. Refuses with WEBHOOK_NOT_FOUND if the organisation has no such endpoint, and
 * with WEBHOOK_CHANGED if `version` is given and is not the current one.
 */
export function updateEndpoint(
  ctx: Ctx,
  id: string,
  { types, state, ...changes }: EndpointChanges,
  version?: number,
): Promise<CommandResult<"WEBHOOK_NOT_FOUND" | "WEBHOOK_CHANGED", { endpoint: Endpoint }>> {
  return transact(ctx, async (tx) => {
    const before = await lockEndpoint(tx, id);
    if (!before) return { ok: false, refusal: "WEBHOOK_NOT_FOUND" };
    if (version !== undefined && version !== before.version) return { ok: false, refusal: "WEBHOOK_CHANGED" };
    const input = { ...changes, ...(types && { types: inOrder(types) }) };
    const [changed] = await tx.tx
      .update(webhookEndpoints)
      .set({
        ...input,
        ...(state && state !== before.state && stateColumns(state)),
        version: before.version + 1,
        updatedAt: sql`now()`,
      })
      .where(own(tx, id))
      .returning(columns);
    const fields = changedFields(before, { ...input, state });
    if (fields.length > 0) {
      const action = fields.join() === "state" && state ? SWITCHED[state] : "webhook.changed";
      await record(tx, { ...changeOf(action, id), after: { fields } });
    }
    return endpointOrRefusal(changed);
  });
}

/** Returns the endpoint, locked for the rest of the transaction by an update of its time. */
async function lockEndpoint(tx: TxCtx, id: string): Promise<Endpoint | undefined> {
  const [found] = await tx.tx
    .update(webhookEndpoints)
    .set({ updatedAt: sql`now()` })
    .where(own(tx, id))
    .returning(columns);
  return found;
}

const SWITCHED = { active: "webhook.enabled", disabled: "webhook.disabled" } as const;

function stateColumns(state: Endpoint["state"]) {
  const isOn = state === "active";
  return {
    state,
    disabledReason: isOn ? null : ("member" as const),
    disabledAt: isOn ? null : sql`now()`,
    failingSince: null,
    noticeDueAt: null,
  };
}

/**
 * Turns an endpoint on or off. Idempotent. Events that happen while it is off are not delivered later; turning it on
 * restarts the count of days without a success.
 */
export async function switchEndpoint(ctx: Ctx, id: string, target: "on" | "off"): Promise<void> {
  const [from, to] = target === "on" ? (["disabled", "active"] as const) : (["active", "disabled"] as const);
  await transact(ctx, async (tx) => {
    const switched = await tx.tx
      .update(webhookEndpoints)
      .set({ ...stateColumns(to), updatedAt: sql`now()` })
      .where(and(own(tx, id), eq(webhookEndpoints.state, from)))
      .returning({ id: webhookEndpoints.id });
    if (switched.length > 0) await record(tx, changeOf(SWITCHED[to], id));
  });
}

/** Deletes an endpoint with its attempts and deliveries. Refuses with WEBHOOK_NOT_FOUND. */
export function deleteEndpoint(ctx: Ctx, id: string): Promise<CommandResult<"WEBHOOK_NOT_FOUND">> {
  return transact(ctx, async (tx) => {
    const gone = await tx.tx
      .delete(webhookEndpoints)
      .where(own(tx, id))
      .returning({ id: webhookEndpoints.id });
    if (gone.length > 0) await record(tx, changeOf("webhook.deleted", id));
    return changedOne(gone, "WEBHOOK_NOT_FOUND");
  });
}

/** Rotates the secret. The previous one stays valid for a day unless `atOnce`. Refuses with WEBHOOK_NOT_FOUND. */
export function rotateSecret(
  ctx: Ctx,
  id: string,
  { atOnce = false }: { atOnce?: boolean } = {},
): Promise<CommandResult<"WEBHOOK_NOT_FOUND", { endpoint: Endpoint }>> {
  return transact(ctx, async (tx) => {
    const [rotated] = await tx.tx
      .update(webhookEndpoints)
      .set({
        secretNumber: sql`${webhookEndpoints.secretNumber} + 1`,
        previousSecretUntil: atOnce ? null : sql`now() + make_interval(hours => ${OVERLAP_HOURS})`,
        updatedAt: sql`now()`,
      })
      .where(own(tx, id))
      .returning(columns);
    if (rotated) await record(tx, { ...changeOf("webhook.secret-rotated", id), after: { atOnce } });
    return endpointOrRefusal(rotated);
  });
}

/** Returns the current signing secret, and records that it was shown. */
export async function revealSecret(
  ctx: Ctx,
  endpoint: Endpoint,
): Promise<CommandResult<never, { secret: string }>> {
  await transact(ctx, (tx) => record(tx, changeOf("webhook.secret-shown", endpoint.id)));
  return { ok: true, secret: currentSecret(ctx, endpoint) };
}

/** Returns the current signing secret. */
export function currentSecret({ signer, organizationId }: Ctx, endpoint: Endpoint): string {
  return secretOf(signer, { organizationId, id: endpoint.id }, endpoint.secretNumber);
}

const changeOf = (action: Change["action"], id: string): Change => ({
  action,
  object: { kind: "webhook", id },
});

function endpointOrRefusal(
  endpoint: Endpoint | undefined,
): CommandResult<"WEBHOOK_NOT_FOUND", { endpoint: Endpoint }> {
  return endpoint ? { ok: true, endpoint } : { ok: false, refusal: "WEBHOOK_NOT_FOUND" };
}

const inOrder = (types: readonly EventType[]) => [...new Set(types)].sort();
