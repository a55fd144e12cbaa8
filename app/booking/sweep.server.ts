import { sql } from "drizzle-orm";
import { type CtxParts, systemCtx } from "#app/platform/ctx.ts";
import { expire } from "./commands.server.ts";

const BATCH_SIZE = 500;

/** The oldest overdue holds of all organisations; the order keeps far deadlines out of the plan, as in the engine's look. */
export const DUE_HOLDS = `select organization_id, id from bookings
  where fate = 'pending' and expires_at <= now() order by expires_at limit ${BATCH_SIZE}`;

/**
 * Expires overdue holds through the engine and returns how many were due. Takes no locks itself: a hold that was confirmed
 * or freed in the meantime is left unchanged.
 */
export async function sweepHolds(parts: CtxParts): Promise<number> {
  const due = await parts.db.execute<{ organization_id: string; id: string }>(sql.raw(DUE_HOLDS));
  await Promise.all(due.map((row) => expire(systemCtx(parts, row.organization_id), row.id)));
  return due.length;
}
