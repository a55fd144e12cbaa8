import { and, asc, count, eq, sql } from "drizzle-orm";
import { type CommandResult, changedOne } from "#app/platform/command-result.ts";
import type { Ctx } from "#app/platform/ctx.ts";
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
export async function createEndpoint(
  ctx: Ctx,
  input: EndpointInput,
): Promise<CommandResult<"TOO_MANY_WEBHOOKS", { endpoint: Endpoint }>> {
  const [there] = await ctx.db
    .select({ number: count() })
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.organizationId, ctx.organizationId));
  if ((there?.number ?? 0) >= MAX_ENDPOINTS) return { ok: false, refusal: "TOO_MANY_WEBHOOKS" };
  const [endpoint] = await ctx.db
    .insert(webhookEndpoints)
    .values({
      organizationId: ctx.organizationId,
      id: newId(),
      ...input,
      types: inOrder(input.types),
      createdBy: ctx.actor.kind === "member" ? ctx.actor.id : null,
    })
    .returning(columns);
  if (!endpoint) throw new Error("The insert of the endpoint returned no row.");
  return { ok: true, endpoint };
}

/**
 * Changes the given fields of an endpoint. Refuses with WEBHOOK_NOT_FOUND if the organisation has no such endpoint, and
 * with WEBHOOK_CHANGED if `version` is given and is not the current one.
 */
export async function updateEndpoint(
  ctx: Ctx,
  id: string,
  { types, ...changes }: Partial<EndpointInput>,
  version?: number,
): Promise<CommandResult<"WEBHOOK_NOT_FOUND" | "WEBHOOK_CHANGED", { endpoint: Endpoint }>> {
  const isVersion = version === undefined ? undefined : eq(webhookEndpoints.version, version);
  const [changed] = await ctx.db
    .update(webhookEndpoints)
    .set({
      ...changes,
      ...(types && { types: inOrder(types) }),
      version: sql`${webhookEndpoints.version} + 1`,
      updatedAt: sql`now()`,
    })
    .where(and(own(ctx, id), isVersion))
    .returning(columns);
  if (!changed && isVersion && (await findEndpoint(ctx, id)))
    return { ok: false, refusal: "WEBHOOK_CHANGED" };
  return endpointOrRefusal(changed);
}

/**
 * Turns an endpoint on or off. Idempotent. Events that happen while it is off are not delivered later; turning it on
 * restarts the count of days without a success.
 */
export async function switchEndpoint(ctx: Ctx, id: string, target: "on" | "off"): Promise<void> {
  const [from, to] = target === "on" ? (["disabled", "active"] as const) : (["active", "disabled"] as const);
  await ctx.db
    .update(webhookEndpoints)
    .set({
      state: to,
      disabledReason: target === "on" ? null : "member",
      disabledAt: target === "on" ? null : sql`now()`,
      failingSince: null,
      noticeDueAt: null,
      updatedAt: sql`now()`,
    })
    .where(and(own(ctx, id), eq(webhookEndpoints.state, from)));
}

/** Deletes an endpoint with its attempts and deliveries. Refuses with WEBHOOK_NOT_FOUND. */
export async function deleteEndpoint(ctx: Ctx, id: string): Promise<CommandResult<"WEBHOOK_NOT_FOUND">> {
  const gone = await ctx.db
    .delete(webhookEndpoints)
    .where(own(ctx, id))
    .returning({ id: webhookEndpoints.id });
  return changedOne(gone, "WEBHOOK_NOT_FOUND");
}

/** Rotates the secret. The previous one stays valid for a day unless `atOnce`. Refuses with WEBHOOK_NOT_FOUND. */
export async function rotateSecret(
  ctx: Ctx,
  id: string,
  { atOnce = false }: { atOnce?: boolean } = {},
): Promise<CommandResult<"WEBHOOK_NOT_FOUND", { endpoint: Endpoint }>> {
  const [rotated] = await ctx.db
    .update(webhookEndpoints)
    .set({
      secretNumber: sql`${webhookEndpoints.secretNumber} + 1`,
      previousSecretUntil: atOnce ? null : sql`now() + make_interval(hours => ${OVERLAP_HOURS})`,
      updatedAt: sql`now()`,
    })
    .where(own(ctx, id))
    .returning(columns);
  return endpointOrRefusal(rotated);
}

/** Returns the current signing secret. */
export function currentSecret({ signer, organizationId }: Ctx, endpoint: Endpoint): string {
  return secretOf(signer, { organizationId, id: endpoint.id }, endpoint.secretNumber);
}

function endpointOrRefusal(
  endpoint: Endpoint | undefined,
): CommandResult<"WEBHOOK_NOT_FOUND", { endpoint: Endpoint }> {
  return endpoint ? { ok: true, endpoint } : { ok: false, refusal: "WEBHOOK_NOT_FOUND" };
}

const inOrder = (types: readonly EventType[]) => [...new Set(types)].sort();
