import { and, eq, sql } from "drizzle-orm";
import type { Ctx, TxCtx } from "#app/platform/ctx.ts";
import { resources, sessionResources, sessions } from "#db/schema/index.ts";
import { type EventSaved, eventChange, resourcesOf, transitionEvent } from "./change-event.server.ts";
import type { Session } from "./event.ts";

/**
 * Publishes a draft. Opens the sessions that were open when it was last unpublished; those that its organiser had closed stay
 * closed. Refuses as `transitionEvent` does.
 */
export async function publishEvent(ctx: Ctx, id: string): Promise<EventSaved<"EVENT_STATE">> {
  return transitionEvent(ctx, id, ["draft"], async (all) => {
    const opening = await listSessionsToOpen(ctx, id);
    return {
      columns: { state: "published" as const, publishedAt: sql`now()` },
      resources: resourcesOf(
        all.filter((session) => opening.has(session.id)),
        { transition: "open" },
      ),
      alsoWrite: (tx) => clearSessionsToOpen(tx, id),
      audited: eventChange("event.published", id),
    };
  });
}

/**
 * Turns an event back into a draft: the public no longer sees its page, and its dates cannot be booked, by API clients either.
 * Its bookings stay. Refuses as `transitionEvent` does.
 */
export async function unpublishEvent(ctx: Ctx, id: string): Promise<EventSaved<"EVENT_STATE">> {
  return transitionEvent(ctx, id, ["published"], (all) => ({
    columns: { state: "draft" as const, publishedAt: null },
    resources: resourcesOf(all, { transition: "close" }),
    alsoWrite: (tx) => recordSessionsToOpen(tx, all),
    audited: eventChange("event.unpublished", id),
  }));
}

/** Returns the ids of the sessions that open when the event is published. */
async function listSessionsToOpen(ctx: Ctx, eventId: string): Promise<Set<string>> {
  const rows = await ctx.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(
      and(
        eq(sessions.organizationId, ctx.organizationId),
        eq(sessions.eventId, eventId),
        eq(sessions.opensWithEvent, true),
      ),
    );
  return new Set(rows.map((row) => row.id));
}

/** Runs under the locks of the resources and before the engine closes them, so that it reads which ones are open. */
async function recordSessionsToOpen(tx: TxCtx, all: readonly Session[]): Promise<void> {
  if (all.length === 0) return;
  await tx.tx.execute(sql`
    update ${sessions} set opens_with_event = true
    where organization_id = ${tx.organizationId} and event_id = ${all[0]?.eventId} and exists (
      select from ${sessionResources} join ${resources}
        on ${resources.organizationId} = ${sessionResources.organizationId} and ${resources.id} = ${sessionResources.resourceId}
      where ${sessionResources.organizationId} = ${sessions.organizationId} and ${sessionResources.sessionId} = ${sessions.id}
        and ${resources.state} = 'OPEN')`);
}

async function clearSessionsToOpen(tx: TxCtx, eventId: string): Promise<void> {
  await tx.tx
    .update(sessions)
    .set({ opensWithEvent: false })
    .where(
      and(
        eq(sessions.organizationId, tx.organizationId),
        eq(sessions.eventId, eventId),
        eq(sessions.opensWithEvent, true),
      ),
    );
}
