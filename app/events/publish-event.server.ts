import { and, eq, sql } from "drizzle-orm";
import { type CommandResult, changedOne } from "#app/platform/command-result.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { events } from "#db/schema/index.ts";
import { announceEvent } from "./event-facts.server.ts";

/** Publishes a draft. Refuses with EVENT_NOT_DRAFT. */
export async function publishEvent(ctx: Ctx, id: string): Promise<CommandResult<"EVENT_NOT_DRAFT">> {
  return changedOne(await move(ctx, id, "draft", "published"), "EVENT_NOT_DRAFT");
}

/** Takes an event back to a draft: its page is gone for the public, its bookings stay. Refuses with EVENT_NOT_PUBLISHED. */
export async function unpublishEvent(ctx: Ctx, id: string): Promise<CommandResult<"EVENT_NOT_PUBLISHED">> {
  return changedOne(await move(ctx, id, "published", "draft"), "EVENT_NOT_PUBLISHED");
}

async function move(ctx: Ctx, id: string, from: "draft" | "published", to: "draft" | "published") {
  const moved = await ctx.db
    .update(events)
    .set({
      state: to,
      publishedAt: to === "published" ? sql`now()` : null,
      version: sql`${events.version} + 1`,
      updatedAt: sql`now()`,
    })
    .where(and(eq(events.organizationId, ctx.organizationId), eq(events.id, id), eq(events.state, from)))
    .returning({ id: events.id });
  if (moved.length === 1) announceEvent(ctx, id);
  return moved;
}
