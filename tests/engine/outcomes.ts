import { sql } from "drizzle-orm";
import { expect } from "vitest";
import type { Outcome } from "#app/booking/request.ts";
import type { Booking } from "#app/booking/world.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { Database, Db } from "#db/client.ts";
import { checkInvariants } from "#db/invariants.ts";

/** Does the work so often, all at once. */
export function times<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => work(index)));
}

/** The booking of an answer that is a yes; throws what the answer says where it is none. */
export function bookingOf(outcome: Outcome): Booking {
  if (!outcome.ok || !outcome.booking) throw new Error(`no booking: ${JSON.stringify(outcome)}`);
  return outcome.booking;
}

/** How often each answer was given: `ok`, or the word of the refusal. */
export function tally(outcomes: Outcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) {
    const word = outcome.ok ? "ok" : outcome.refusal;
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}

/** Every invariant of the doctor holds in an organisation that has something to look at, and nobody waited in a circle. */
export async function expectInvariants(database: Database, ctx: Ctx): Promise<void> {
  const { organizationId } = ctx;
  const [seen] = await database.db.execute(sql`
    select count(*)::int as number from ledger where organization_id = ${organizationId}`);
  expect(seen?.number).toBeGreaterThan(0);
  expect(await checkInvariants(database.pool, { organizationId })).toEqual([]);
  expect(await deadlocks(database.db)).toBe(0);
}

/** How many deadlocks the database of this file has broken up. */
async function deadlocks(db: Db): Promise<number> {
  // Figures of a session reach the view when it asks for it to be so.
  await db.execute(sql`select pg_stat_force_next_flush()`);
  const [row] = await db.execute(sql`
    select deadlocks::int as number from pg_stat_database where datname = current_database()`);
  return Number(row?.number);
}

/** Puts the deadline of holds into the past, by database time: of one, or of all that an organisation has. */
export async function makeDue(ctx: Ctx, bookingId: string | null = null): Promise<void> {
  await ctx.db.execute(sql`
    update bookings set expires_at = date_trunc('milliseconds', clock_timestamp()) - interval '10 ms'
    where organization_id = ${ctx.organizationId} and fate = 'pending'
      and (${bookingId}::uuid is null or id = ${bookingId}::uuid)`);
}

/** What a resource has taken, in its row. */
export async function countsOf(ctx: Ctx, id: string): Promise<Record<string, number>> {
  const [row] = await ctx.db.execute<Record<string, number>>(sql`
    select booked::int, held::int, set_aside::int as "setAside" from resources
    where organization_id = ${ctx.organizationId} and id = ${id}`);
  if (!row) throw new Error(`there is no resource ${id}`);
  return row;
}

/** How many bookings of an organisation have each fate. */
export async function fatesOf(ctx: Ctx): Promise<Record<string, number>> {
  const rows = await ctx.db.execute<{ fate: string; number: number }>(sql`
    select fate, count(*)::int as number from bookings where organization_id = ${ctx.organizationId} group by fate`);
  return Object.fromEntries(rows.map(({ fate, number }) => [fate, number]));
}
