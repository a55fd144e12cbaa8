import { and, eq, sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { events } from "#db/schema/index.ts";
import { announceEvent } from "./event-facts.server.ts";

/** Puts a draft before the public. Answers false where it was no draft (any more). */
export async function publishEvent(ctx: Ctx, id: string): Promise<boolean> {
  return move(ctx, id, "draft", "published");
}

/** Takes an event back to a draft: its page is gone for the public, its bookings stay. */
export async function unpublishEvent(ctx: Ctx, id: string): Promise<boolean> {
  return move(ctx, id, "published", "draft");
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
  return moved.length === 1;
}
