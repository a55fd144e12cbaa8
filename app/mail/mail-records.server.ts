import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { alias, unionAll } from "drizzle-orm/pg-core";
import type { Ctx } from "#app/platform/ctx.ts";
import { mails, outbox } from "#db/schema/index.ts";
import { becomesMail, stateOfNewMail } from "./enqueue.server.ts";

type Mail = typeof mails.$inferSelect;

/** What became of a mail, as an organiser sees it. */
export type MailRecord = Pick<
  Mail,
  "id" | "kind" | "state" | "attempts" | "lastError" | "dueAt" | "createdAt" | "settledAt"
>;

/** The most mails of one booking that are listed. */
const MOST_MAILS = 100;

/** Lists the mails of a booking, the oldest first. */
export function listMails(ctx: Ctx, bookingId: string): Promise<MailRecord[]> {
  const all = withUpcoming(ctx, eq(mails.bookingId, bookingId), eq(changes.bookingId, bookingId));
  return all.orderBy(sql`created_at`, sql`id`).limit(MOST_MAILS);
}

/** Returns the state of the last mail of each booking that has any. */
export async function lastMailStates(ctx: Ctx, bookingIds: string[]): Promise<Map<string, Mail["state"]>> {
  if (bookingIds.length === 0) return new Map();
  const all = withUpcoming(
    ctx,
    inArray(mails.bookingId, bookingIds),
    inArray(changes.bookingId, bookingIds),
  ).as("all_mails");
  const rows = await ctx.db
    .selectDistinctOn([all.bookingId], { bookingId: all.bookingId, state: all.state })
    .from(all)
    .orderBy(all.bookingId, sql`${all.createdAt} desc`, sql`${all.id} desc`);
  return new Map(rows.map((row) => [row.bookingId, row.state]));
}

const changes = alias(outbox, "d");

/**
 * Selects mails together with those that changes in the outbox are about to become: a page that is loaded right after a
 * change has its mail. One statement, so that a mail is in it once, whether or not its change is taken out meanwhile.
 */
function withUpcoming(ctx: Ctx, ofMails: SQL, ofChanges: SQL) {
  const made = ctx.db
    .select({
      id: mails.id,
      bookingId: mails.bookingId,
      kind: mails.kind,
      state: mails.state,
      attempts: mails.attempts,
      lastError: mails.lastError,
      dueAt: mails.dueAt,
      createdAt: mails.createdAt,
      settledAt: mails.settledAt,
    })
    .from(mails)
    .where(and(eq(mails.organizationId, ctx.organizationId), ofMails));
  const upcoming = ctx.db
    .select({
      id: changes.id,
      bookingId: changes.bookingId,
      kind: sql<Mail["kind"]>`${changes.kind}`,
      state: stateOfNewMail,
      attempts: sql<number>`0`,
      lastError: sql<null>`null`,
      dueAt: changes.createdAt,
      createdAt: changes.createdAt,
      settledAt: sql<null>`null::timestamptz`,
    })
    .from(changes)
    .where(and(eq(changes.organizationId, ctx.organizationId), ofChanges, becomesMail));
  return unionAll(made, upcoming);
}
