import { desc, eq } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { clientCounts, clients } from "#db/schema/index.ts";
import { gatherClients, RESOURCES_A_ROUND } from "./gather-clients.server.ts";

/** Who books, and how often. */
export interface Client {
  id: string;
  /** Every reservation that took something, and its quantity. */
  taken: number;
  takenQuantity: number;
  /** Those of them that were cancelled or have expired. */
  freed: number;
  lastAt: Date;
}

/** More than so many rounds are left to the clock: whoever asks does not wait for all of it. */
const MOST_ROUNDS = 4;

/**
 * Gathers what has happened since the last round, so that whoever has just booked is there. Where it cannot, the list
 * is as old as the last round.
 */
export async function catchUp(ctx: Ctx): Promise<void> {
  try {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      if ((await gatherClients(ctx.db, ctx.organizationId)) < RESOURCES_A_ROUND) return;
    }
  } catch (error) {
    ctx.log.warn({ err: error }, "clients could not be gathered before they were listed");
  }
}

/** The organisation's clients, those first who did something last. */
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
