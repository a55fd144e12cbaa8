import { and, count, desc, eq, inArray, sql } from "drizzle-orm";
import { GUEST_KINDS } from "#app/booking/states.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { bookings, embedInstalls } from "#db/schema/index.ts";

/** A site that embeds an event's form, as reported by its pages. */
export interface Install {
  site: string;
  bookings: number;
  lastSeenAt: Date;
}

/** Maximum number of sites stored per event, since any client can report invented ones. */
const MAX_SITES = 100;

/** Lists the sites where an event's form was seen, latest first, with their numbers of confirmed bookings. */
export async function listInstalls(ctx: Ctx, eventId: string): Promise<Install[]> {
  const site = sql<string>`${bookings.metadata} -> 'attribution' ->> 'site'`;
  const [seen, booked] = await Promise.all([
    ctx.db
      .select({ site: embedInstalls.site, lastSeenAt: embedInstalls.lastSeenAt })
      .from(embedInstalls)
      .where(ofEvent(ctx, eventId))
      .orderBy(desc(embedInstalls.lastSeenAt))
      .limit(MAX_SITES),
    ctx.db
      .select({ site, number: count() })
      .from(bookings)
      .where(
        and(
          eq(bookings.organizationId, ctx.organizationId),
          eq(bookings.scope, eventId),
          eq(bookings.source, "embed"),
          eq(bookings.fate, "confirmed"),
          inArray(bookings.kind, [...GUEST_KINDS]),
        ),
      )
      .groupBy(site),
  ]);
  const numbers = new Map(booked.map((each) => [each.site, each.number]));
  return seen.map((each) => ({ ...each, bookings: numbers.get(each.site) ?? 0 }));
}

/** Records that a site shows the form. Writes at most once per hour and site, and ignores new sites at the maximum. */
export async function recordInstall(ctx: Ctx, eventId: string, site: string): Promise<void> {
  const [row] = await ctx.db
    .select({
      sites: count(),
      known: sql<boolean>`coalesce(bool_or(${embedInstalls.site} = ${site}), false)`,
    })
    .from(embedInstalls)
    .where(ofEvent(ctx, eventId));
  if (!row?.known && (row?.sites ?? 0) >= MAX_SITES) return;
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
