import { sql } from "drizzle-orm";
import { now } from "#app/platform/clock.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { Log } from "#app/platform/log.ts";
import type { Db } from "#db/client.ts";
import { expire } from "./commands.server.ts";

const AT_A_TIME = 500;

/**
 * Hands every hold whose time is up to the engine. It locks nothing itself, and a hold that was confirmed or freed
 * meanwhile is left as it is. Answers how many were due.
 */
export async function sweepHolds({ db, log }: { db: Db; log: Log }): Promise<number> {
  const due = await db.execute<{ organization_id: string; id: string }>(sql`
    select organization_id, id from bookings
    where fate = 'pending' and expires_at <= now() order by expires_at limit ${AT_A_TIME}`);
  await Promise.all(
    due.map((row) => {
      const ctx: Ctx = {
        db,
        log,
        organizationId: row.organization_id,
        now: now(),
        actor: { kind: "system" },
      };
      return expire(ctx, row.id);
    }),
  );
  return due.length;
}
