import { and, count, desc, eq, sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { bookings, embedInstalls } from "#db/schema/index.ts";

/** A site on which the form of an event stands, as far as its pages say so. */
export interface Install {
  site: string;
  bookings: number;
  lastSeenAt: Date;
}

/** Anybody can make up a site, so there is an end to how many are kept. */
const MOST_SITES = 100;

/** Where an event's form was seen, the latest first, and how many of its bookings stand that were made there. */
export async function listInstalls(ctx: Ctx, eventId: string): Promise<Install[]> {
  const site = sql<string>`${bookings.metadata} -> 'attribution' ->> 'site'`;
  const [seen, booked] = await Promise.all([
    ctx.db
      .select({ site: embedInstalls.site, lastSeenAt: embedInstalls.lastSeenAt })
      .from(embedInstalls)
      .where(ofEvent(ctx, eventId))
      .orderBy(desc(embedInstalls.lastSeenAt))
      .limit(MOST_SITES),
    ctx.db
      .select({ site, number: count() })
      .from(bookings)
      .where(
        and(
          eq(bookings.organizationId, ctx.organizationId),
          eq(bookings.scope, eventId),
          eq(bookings.source, "embed"),
          eq(bookings.fate, "confirmed"),
        ),
      )
      .groupBy(site),
  ]);
  const numbers = new Map(booked.map((each) => [each.site, each.number]));
  return seen.map((each) => ({ ...each, bookings: numbers.get(each.site) ?? 0 }));
}

/** Notes that a site shows the form. A site that was noted within the hour is not written again. */
export async function noteSeen(ctx: Ctx, eventId: string, site: string): Promise<void> {
  const [row] = await ctx.db
    .select({
      sites: count(),
      known: sql<boolean>`coalesce(bool_or(${embedInstalls.site} = ${site}), false)`,
    })
    .from(embedInstalls)
    .where(ofEvent(ctx, eventId));
  if (!row?.known && (row?.sites ?? 0) >= MOST_SITES) return;
  const { organizationId } = ctx;
  await ctx.db
    .insert(embedInstalls)
    .values({ organizationId, eventId, site })
    .onConflictDoUpdate({
      target: [embedInstalls.organizationId, embedInstalls.eventId, embedInstalls.site],
      set: { lastSeenAt: sql`now()` },
      setWhere: sql`${embedInstalls.lastSeenAt} < now() - interval '1 hour'`,
    });
}

function ofEvent(ctx: Ctx, eventId: string) {
  return and(eq(embedInstalls.organizationId, ctx.organizationId), eq(embedInstalls.eventId, eventId));
}
