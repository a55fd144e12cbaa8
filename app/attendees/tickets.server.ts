import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { hashToken, toBase32 } from "#app/platform/secrets.ts";
import { people, tickets } from "#db/schema/index.ts";
import type { BookingDetails } from "./booking-details.server.ts";
import { placesOf } from "./ticket-code.ts";

/** A ticket for one of a booking's people, or for all of them. */
export interface Ticket {
  /** 128 bits as 26 capital letters and digits; a secret. */
  id: string;
  /** The position of its holder; 0 is the person who booked. */
  position: number;
}

interface StoredTicket {
  hash: Uint8Array;
  serial: number;
  position: number;
}

/**
 * Returns the tickets of a confirmed booking: one, or one per guest if the event is set up so. Creates missing tickets and
 * revokes surplus ones; safe to call at any time and concurrently. Ids are derived from the deployment's secret; only
 * their hashes are stored.
 */
export async function settleTickets(ctx: Ctx, booking: BookingDetails): Promise<Ticket[]> {
  const { stored, live } = await readTickets(ctx, booking.id);
  const mine = live.map((row) => ({ ...row, id: idOf(ctx, booking.id, row.serial) }));
  // After a change of the secret, the id of an older row cannot be derived: that ticket stays valid and gets a successor.
  const hashes = mine.map((row) => hashToken(row.id));
  const known = mine.filter((row, index) => isSame(row.hash, hashes[index]));
  const wanted = await positionsOf(ctx, booking, live);
  const given = wanted.map((position) => known.findLast((row) => row.position === position));
  let serial = stored;
  const made: Ticket[] = [];
  for (const [index, position] of wanted.entries()) {
    const ticket = given[index];
    made.push(ticket ?? { id: idOf(ctx, booking.id, serial++), position });
  }
  await keep(
    ctx,
    booking.id,
    made.filter((_, index) => !given[index]),
    stored,
  );
  if (booking.event.codePer === "guest") {
    const over = live.map((row) => row.position).filter((position) => !wanted.includes(position));
    await revokeTickets(ctx, booking.id, over);
  }
  return made.map(({ id, position }) => ({ id, position }));
}

/** Revokes the tickets at these positions, or all tickets of the booking. */
export async function revokeTickets(ctx: Ctx, bookingId: string, positions: number[] | "all"): Promise<void> {
  if (positions !== "all" && positions.length === 0) return;
  await ctx.db
    .update(tickets)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(tickets.organizationId, ctx.organizationId),
        eq(tickets.bookingId, bookingId),
        isNull(tickets.revokedAt),
        positions === "all" ? undefined : inArray(tickets.position, positions),
      ),
    );
}

/** Returns the positions of a booking's people, preferring those with their own ticket or a name. */
export async function positionsOf(
  ctx: Ctx,
  booking: BookingDetails,
  live?: Pick<StoredTicket, "position">[],
): Promise<number[]> {
  if (live && booking.event.codePer === "booking") return [0];
  const ticketed =
    booking.event.codePer === "guest" ? (live ?? (await readTickets(ctx, booking.id)).live) : [];
  const named = await ctx.db
    .select({ position: people.position })
    .from(people)
    .where(and(eq(people.organizationId, ctx.organizationId), eq(people.bookingId, booking.id)));
  return placesOf(
    booking.seats,
    [...ticketed, ...named].map((row) => row.position),
  );
}

async function readTickets(ctx: Ctx, bookingId: string): Promise<{ stored: number; live: StoredTicket[] }> {
  const rows = await ctx.db
    .select({
      hash: tickets.ticketHash,
      serial: tickets.serial,
      position: tickets.position,
      revokedAt: tickets.revokedAt,
    })
    .from(tickets)
    .where(and(eq(tickets.organizationId, ctx.organizationId), eq(tickets.bookingId, bookingId)))
    .orderBy(asc(tickets.serial));
  return { stored: rows.length, live: rows.filter((row) => row.revokedAt === null) };
}

async function keep(ctx: Ctx, bookingId: string, made: Ticket[], firstSerial: number): Promise<void> {
  if (made.length === 0) return;
  const { organizationId } = ctx;
  const rows = await Promise.all(
    made.map(async ({ id, position }, index) => ({
      organizationId,
      bookingId,
      position,
      serial: firstSerial + index,
      createdAt: ctx.now,
      ticketHash: hashToken(id),
    })),
  );
  // A concurrent call inserts the same rows.
  await ctx.db.insert(tickets).values(rows).onConflictDoNothing();
}

function idOf(ctx: Ctx, bookingId: string, serial: number): string {
  const bytes = ctx.signer.sign("ticket", ctx.organizationId, bookingId, String(serial));
  return toBase32(bytes.slice(0, 16));
}

function isSame(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && a.length === b.length && a.every((byte, index) => byte === b[index]);
}
