import { and, eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { members } from "#db/schema/index.ts";

/** Records that a member opened a page of an organisation. */
export async function noteSeen(
  db: Db,
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<void> {
  await db
    .update(members)
    .set({ lastSeenAt: sql`now()` })
    .where(and(eq(members.organizationId, organizationId), eq(members.userId, userId)));
}
