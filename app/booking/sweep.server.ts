import { sql } from "drizzle-orm";
import { type CtxParts, systemCtx } from "#app/platform/ctx.ts";
import { expire } from "./commands.server.ts";

const AT_A_TIME = 500;

/**
 * Hands every hold whose time is up to the engine. It locks nothing itself, and a hold that was confirmed or freed
 * meanwhile is left as it is. Answers how many were due.
 */
export async function sweepHolds(parts: CtxParts): Promise<number> {
  const due = await parts.db.execute<{ organization_id: string; id: string }>(sql`
    select organization_id, id from bookings
    where fate = 'pending' and expires_at <= now() order by expires_at limit ${AT_A_TIME}`);
  await Promise.all(due.map((row) => expire(systemCtx(parts, row.organization_id), row.id)));
  return due.length;
}
