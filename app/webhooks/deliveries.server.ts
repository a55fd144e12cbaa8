import { and, desc, eq, lt, sql } from "drizzle-orm";
import { record } from "#app/audit-log/record.server.ts";
import { type CommandResult, changedOne } from "#app/platform/command-result.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import { isId, newId } from "#app/platform/ids.ts";
import { webhookAttempts, webhookDeliveries } from "#db/schema/index.ts";
import type { Endpoint } from "./endpoints.server.ts";
import { TEST_TYPE } from "./event-types.ts";

export type DeliveryKind = "delivery" | "resend" | "test";

/** A delivery attempt with its request and response. */
export interface Attempt {
  id: string;
  /** The `webhook-id`, the same in every attempt. */
  eventId: string;
  type: string;
  kind: DeliveryKind;
  at: Date;
  /** The status of the response; null if there was none. */
  code: number | null;
  error: string | null;
  latencyMs: number;
  request: string;
  response: string;
}

export interface AttemptPage {
  attempts: Attempt[];
  /** The cursor of the next page; undefined on the last page. */
  next: string | undefined;
}

const ATTEMPTS_PER_PAGE = 25;

/** Returns a page of an endpoint's attempts within the last 30 days, newest first. */
export async function listAttempts(
  ctx: Ctx,
  endpointId: string,
  { after, limit = ATTEMPTS_PER_PAGE }: { after?: string | undefined; limit?: number } = {},
): Promise<AttemptPage> {
  const rows = await ctx.db
    .select({
      id: webhookAttempts.id,
      eventId: webhookAttempts.eventId,
      type: webhookDeliveries.type,
      kind: webhookAttempts.kind,
      at: webhookAttempts.at,
      code: webhookAttempts.code,
      error: webhookAttempts.error,
      latencyMs: webhookAttempts.latencyMs,
      request: sql<string>`coalesce(${webhookDeliveries.body}, '')`,
      response: webhookAttempts.response,
    })
    .from(webhookAttempts)
    .innerJoin(
      webhookDeliveries,
      and(
        eq(webhookDeliveries.organizationId, webhookAttempts.organizationId),
        eq(webhookDeliveries.endpointId, webhookAttempts.endpointId),
        eq(webhookDeliveries.eventId, webhookAttempts.eventId),
      ),
    )
    .where(
      and(
        eq(webhookAttempts.organizationId, ctx.organizationId),
        eq(webhookAttempts.endpointId, endpointId),
        after && isId(after) ? lt(webhookAttempts.id, after) : undefined,
      ),
    )
    .orderBy(desc(webhookAttempts.id))
    .limit(limit + 1);
  const attempts = rows.slice(0, limit);
  return { attempts, next: rows.length > limit ? attempts.at(-1)?.id : undefined };
}

export interface PendingDeliveries {
  /** Number of pending deliveries, up to 1,000. */
  number: number;
  /** The time of the next attempt. */
  nextAt: Date | undefined;
}

const MAX_COUNTED = 1_000;

/** Counts the pending deliveries of an endpoint. For a disabled one, counts only tests and resends. */
export async function countWaiting(
  ctx: Ctx,
  endpoint: Pick<Endpoint, "id" | "state">,
): Promise<PendingDeliveries> {
  const off = endpoint.state === "disabled";
  const [row] = await ctx.db.execute<{ number: string; next_at: string | null }>(sql`
    select count(*) as number, min(due_at) filter (where not blocked) as next_at from (
      select due_at, kind = 'delivery' and exists (
        select 1 from webhook_deliveries earlier
        where earlier.organization_id = d.organization_id and earlier.endpoint_id = d.endpoint_id
          and earlier.subject_id = d.subject_id and earlier.state = 'pending'
          and earlier.position < d.position) as blocked
      from webhook_deliveries d
      where organization_id = ${ctx.organizationId} and endpoint_id = ${endpoint.id} and state = 'pending'
        and not (${off} and kind = 'delivery')
      order by due_at limit ${MAX_COUNTED}
    ) waiting`);
  return { number: Number(row?.number ?? 0), nextAt: row?.next_at ? new Date(row.next_at) : undefined };
}

/**
 * Queues an event once more under its id; a pending delivery is attempted now. Refuses with DELIVERY_NOT_FOUND if the
 * event was never sent to this endpoint.
 */
export function resend(
  ctx: Ctx,
  endpointId: string,
  eventId: string,
): Promise<CommandResult<"DELIVERY_NOT_FOUND">> {
  return transact(ctx, async (tx) => {
    const again = await tx.tx
      .update(webhookDeliveries)
      .set({
        kind: sql`case when ${webhookDeliveries.state} = 'pending' then ${webhookDeliveries.kind}
          when ${webhookDeliveries.kind} = 'test' then 'test' else 'resend' end`,
        state: "pending",
        dueAt: sql`now()`,
      })
      .where(
        and(
          eq(webhookDeliveries.organizationId, ctx.organizationId),
          eq(webhookDeliveries.endpointId, endpointId),
          eq(webhookDeliveries.eventId, eventId),
        ),
      )
      .returning({ eventId: webhookDeliveries.eventId });
    if (again.length > 0) {
      const object = { kind: "webhook", id: endpointId };
      await record(tx, { action: "webhook.event-resent", object, after: { event: eventId } });
    }
    return changedOne(again, "DELIVERY_NOT_FOUND");
  });
}

/** Queues one test event for an endpoint, even a disabled one. Returns the id of the event. */
export function sendTest(ctx: Ctx, endpointId: string): Promise<CommandResult<never, { eventId: string }>> {
  const eventId = newId();
  return transact(ctx, async (tx) => {
    await tx.tx.insert(webhookDeliveries).values({
      organizationId: ctx.organizationId,
      endpointId,
      eventId,
      type: TEST_TYPE,
      kind: "test" as const,
      happenedAt: sql`now()`,
      dueAt: sql`now()`,
    });
    const object = { kind: "webhook", id: endpointId };
    await record(tx, { action: "webhook.tested", object, after: { event: eventId } });
    return { ok: true, eventId };
  });
}
