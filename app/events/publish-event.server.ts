import { and, eq, sql } from "drizzle-orm";
import type { Ctx, TxCtx } from "#app/platform/ctx.ts";
import { resources, sessionResources, sessions } from "#db/schema/index.ts";
import { type EventSaved, moveEvent, resourcesOf } from "./change-event.server.ts";
import type { Session } from "./event.ts";

/**
 * Puts a draft before the public. What was open when it was last unpublished is opened again; what its organiser had closed
 * stays closed. Refuses as `moveEvent` does.
 */
export async function publishEvent(ctx: Ctx, id: string): Promise<EventSaved<"EVENT_STATE">> {
  return moveEvent(ctx, id, ["draft"], async (all) => {
    const opening = await listOpening(ctx, id);
    return {
      columns: { state: "published" as const, publishedAt: sql`now()` },
      resources: resourcesOf(
        all.filter((session) => opening.has(session.id)),
        { transition: "open" },
      ),
      alsoWrite: (tx) => forgetOpening(tx, id),
    };
  });
}

/**
 * Takes an event back to a draft: its page is gone for the public and its dates can no longer be booked by anybody, a
 * program included. Its bookings stay. Refuses as `moveEvent` does.
 */
export async function unpublishEvent(ctx: Ctx, id: string): Promise<EventSaved<"EVENT_STATE">> {
  return moveEvent(ctx, id, ["published"], (all) => ({
    columns: { state: "draft" as const, publishedAt: null },
    resources: resourcesOf(all, { transition: "close" }),
    alsoWrite: (tx) => noteOpening(tx, all),
  }));
}

/** The sessions that open again when the event is published. */
async function listOpening(ctx: Ctx, eventId: string): Promise<Set<string>> {
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

/** Runs under the locks of the resources and before the engine closes them, so it reads what was open until now. */
async function noteOpening(tx: TxCtx, all: readonly Session[]): Promise<void> {
  if (all.length === 0) return;
  await tx.tx.execute(sql`
    update ${sessions} set opens_with_event = true
    where organization_id = ${tx.organizationId} and event_id = ${all[0]?.eventId} and exists (
      select from ${sessionResources} join ${resources}
        on ${resources.organizationId} = ${sessionResources.organizationId} and ${resources.id} = ${sessionResources.resourceId}
      where ${sessionResources.organizationId} = ${sessions.organizationId} and ${sessionResources.sessionId} = ${sessions.id}
        and ${resources.state} = 'OPEN')`);
}

async function forgetOpening(tx: TxCtx, eventId: string): Promise<void> {
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
