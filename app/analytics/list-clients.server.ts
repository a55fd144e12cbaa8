import { desc, eq } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { clientCounts, clients } from "#db/schema/index.ts";
import { gatherClients, RESOURCES_PER_ROUND } from "./gather-clients.server.ts";

/** A client, and how often it books. */
export interface Client {
  id: string;
  /** Number of reservations that took seats, and their quantity. */
  taken: number;
  takenQuantity: number;
  /** Number of these that were cancelled or have expired. */
  freed: number;
  lastAt: Date;
}

/** Maximum of rounds during a request; the rest is left to the scheduled job. */
const MAX_ROUNDS = 4;

/**
 * Gathers what has happened since the last round, so that a client who has just booked is listed. If that fails, the list is as
 * of the last round.
 */
export async function gatherRecentClients(ctx: Ctx): Promise<void> {
  try {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      if ((await gatherClients(ctx.db, ctx.organizationId)) < RESOURCES_PER_ROUND) return;
    }
  } catch (error) {
    ctx.log.warn({ err: error }, "clients could not be gathered before they were listed");
  }
}

/** Lists the organisation's clients, those with the latest activity first. */
export async function listClients(
  ctx: Ctx,
  page: { limit: number; offset: number },
): Promise<{ rows: Client[]; more: boolean; total: number }> {
  const ours = eq(clients.organizationId, ctx.organizationId);
  const [rows, [counted]] = await Promise.all([
    ctx.db
      .select({
        id: clients.clientId,
        taken: clients.taken,
        takenQuantity: clients.takenQuantity,
        freed: clients.freed,
        lastAt: clients.lastAt,
      })
      .from(clients)
      .where(ours)
      .orderBy(desc(clients.lastAt), desc(clients.clientId))
      .limit(page.limit + 1)
      .offset(page.offset),
    ctx.db
      .select({ total: clientCounts.clients })
      .from(clientCounts)
      .where(eq(clientCounts.organizationId, ctx.organizationId)),
  ]);
  return { rows: rows.slice(0, page.limit), more: rows.length > page.limit, total: counted?.total ?? 0 };
}
