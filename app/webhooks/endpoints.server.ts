import { and, asc, count, eq, sql } from "drizzle-orm";
import { type CommandResult, changedOne } from "#app/platform/command-result.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import { owned } from "#app/platform/owned.ts";
import { webhookEndpoints } from "#db/schema/index.ts";
import type { EventType } from "./event-types.ts";
import { OVERLAP_HOURS, secretOf } from "./signature.ts";

/** Where an organisation's programs are told what happens, as its members see it. */
export interface Endpoint {
  id: string;
  url: string;
  description: string;
  types: EventType[];
  state: "active" | "disabled";
  /** Who or what disabled it: a member, days of failure, or the receiver's own 410. */
  disabledReason: "member" | "failing" | "gone" | null;
  disabledAt: Date | null;
  /** Since when no delivery has succeeded. */
  failingSince: Date | null;
  secretNumber: number;
  previousSecretUntil: Date | null;
  createdAt: Date;
  /** Rises with each change of what members edit. */
  version: number;
}

export interface EndpointInput {
  /** One that `outgoing.check` let through, in its normal form. */
  url: string;
  description: string;
  types: readonly EventType[];
}

export const MOST_ENDPOINTS = 20;

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

/** The organisation's endpoints, oldest first. */
export function listEndpoints(ctx: Ctx): Promise<Endpoint[]> {
  return ctx.db
    .select(columns)
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.organizationId, ctx.organizationId))
    .orderBy(asc(webhookEndpoints.createdAt), asc(webhookEndpoints.id))
    .limit(MOST_ENDPOINTS * 2);
}

export async function findEndpoint(ctx: Ctx, id: string): Promise<Endpoint | undefined> {
  const [found] = await ctx.db.select(columns).from(webhookEndpoints).where(own(ctx, id));
  return found;
}

/** Makes an endpoint, active at once. Refuses with TOO_MANY_WEBHOOKS where the organisation has as many as it may have. */
export async function createEndpoint(
  ctx: Ctx,
  input: EndpointInput,
): Promise<CommandResult<"TOO_MANY_WEBHOOKS", { endpoint: Endpoint }>> {
  const [there] = await ctx.db
    .select({ number: count() })
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.organizationId, ctx.organizationId));
  if ((there?.number ?? 0) >= MOST_ENDPOINTS) return { ok: false, refusal: "TOO_MANY_WEBHOOKS" };
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
  if (!endpoint) throw new Error("The endpoint that was written did not come back.");
  return { ok: true, endpoint };
}

/**
 * Changes what is given of an endpoint. Refuses with WEBHOOK_NOT_FOUND where the organisation has no such endpoint, and with
 * WEBHOOK_CHANGED where it has another version than the one that is named.
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
 * Turns an endpoint on or off; nothing where it is so already. What happens while it is off is not told later, and
 * turning it on begins a new count of days without success.
 */
export async function switchEndpoint(ctx: Ctx, id: string, wish: "on" | "off"): Promise<void> {
  const [from, to] = wish === "on" ? (["disabled", "active"] as const) : (["active", "disabled"] as const);
  await ctx.db
    .update(webhookEndpoints)
    .set({
      state: to,
      disabledReason: wish === "on" ? null : "member",
      disabledAt: wish === "on" ? null : sql`now()`,
      failingSince: null,
      noticeDueAt: null,
      updatedAt: sql`now()`,
    })
    .where(and(own(ctx, id), eq(webhookEndpoints.state, from)));
}

/** Deletes an endpoint with all that was and was to be sent to it. Refuses with WEBHOOK_NOT_FOUND where there is none. */
export async function deleteEndpoint(ctx: Ctx, id: string): Promise<CommandResult<"WEBHOOK_NOT_FOUND">> {
  const gone = await ctx.db
    .delete(webhookEndpoints)
    .where(own(ctx, id))
    .returning({ id: webhookEndpoints.id });
  return changedOne(gone, "WEBHOOK_NOT_FOUND");
}

/** Rotates the secret. The previous one signs too for a day, or ends at once where `atOnce`. Refuses with WEBHOOK_NOT_FOUND. */
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

/** Returns the secret that signs now. */
export function currentSecret({ signer, organizationId }: Ctx, endpoint: Endpoint): string {
  return secretOf(signer, { organizationId, id: endpoint.id }, endpoint.secretNumber);
}

function endpointOrRefusal(
  endpoint: Endpoint | undefined,
): CommandResult<"WEBHOOK_NOT_FOUND", { endpoint: Endpoint }> {
  return endpoint ? { ok: true, endpoint } : { ok: false, refusal: "WEBHOOK_NOT_FOUND" };
}

const inOrder = (types: readonly EventType[]) => [...new Set(types)].sort();
