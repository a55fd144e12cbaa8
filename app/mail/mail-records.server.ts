import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { alias, unionAll } from "drizzle-orm/pg-core";
import type { Ctx } from "#app/platform/ctx.ts";
import { mails, outbox } from "#db/schema/index.ts";
import { becomesMail, stateOfNewMail } from "./enqueue.server.ts";

type Mail = typeof mails.$inferSelect;

/** The state of a mail, for organisers. */
export type MailRecord = Pick<
  Mail,
  "id" | "kind" | "state" | "attempts" | "lastError" | "dueAt" | "createdAt" | "settledAt"
>;

/** Maximum number of listed mails per booking. */
const MAX_LISTED_MAILS = 100;

/** Returns the mails of a booking, oldest first. */
export function listMails(ctx: Ctx, bookingId: string): Promise<MailRecord[]> {
  const all = withUpcoming(ctx, eq(mails.bookingId, bookingId), eq(changes.bookingId, bookingId));
  return all.orderBy(sql`created_at`, sql`id`).limit(MAX_LISTED_MAILS);
}

/** Returns the state of the last mail per booking, for bookings with mails. */
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
 * Selects mails together with those that changes in the outbox will become, so that a page loaded right after a change
 * includes its mail. A single statement, so that each mail occurs once, even while the outbox is being emptied.
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
