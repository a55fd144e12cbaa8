import { and, desc, eq, gte, lte, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { bookingLines, bookings, reservations } from "#db/schema/index.ts";
import { countUpTo, type Found } from "./find-resources.server.ts";
import { withLines } from "./internal/committing/line-facts.ts";
import { type BookingKind, isOfGuests, type ReservationStatus } from "./states.ts";
import type { Booking } from "./world.ts";

/** A stored claim: part of a booking, or rejected and then without a booking. */
export interface StoredReservation {
  id: string;
  bookingId: string | null;
  resourceId: string;
  clientId: string;
  quantity: number;
  status: ReservationStatus;
  rejectionReason: string | null;
  sequence: number;
  decidedAt: Date;
  createdAt: Date;
}

/** Filters of a list of reservations. The bounds apply to the creation time and are inclusive. */
export interface ReservationFilter {
  status?: ReservationStatus;
  resourceId?: string;
  clientId?: string;
  from?: Date;
  to?: Date;
  /** Only reservations of bookings of this kind. Default: those of guests and walk-ins, and rejected ones. */
  kind?: BookingKind;
}

/** The last row of the previous page: a keyset cursor, stable when rows are added. */
export interface After {
  createdAt: Date;
  id: string;
}

const columns = {
  id: reservations.id,
  bookingId: reservations.bookingId,
  resourceId: reservations.resourceId,
  clientId: reservations.clientId,
  quantity: reservations.quantity,
  status: reservations.status,
  rejectionReason: reservations.rejectionReason,
  sequence: reservations.sequence,
  decidedAt: reservations.decidedAt,
  createdAt: reservations.createdAt,
};

const lineColumns = {
  position: bookingLines.position,
  sessionId: bookingLines.sessionId,
  quantity: bookingLines.quantity,
  takes: bookingLines.takes,
  guests: bookingLines.guests,
  seats: bookingLines.seats,
};

export async function findReservation(ctx: Ctx, id: string): Promise<StoredReservation | undefined> {
  const [found] = await ctx.db
    .select(columns)
    .from(reservations)
    .where(owned(reservations, ctx, id));
  return found;
}

/** Returns a page of the organisation's reservations, newest first, including rejected ones. */
export async function listReservations(
  ctx: Ctx,
  filter: ReservationFilter,
  page: { limit: number; offset: number; after?: After; countTo: number },
): Promise<Found<StoredReservation>> {
  const wanted = conditionOf(ctx, filter);
  const [rows, counted] = await Promise.all([
    readPage(ctx, page.after ? and(wanted, isAfter(page.after)) : wanted, page),
    countUpTo(ctx, page.countTo, sql`select 1 from ${reservations} where ${wanted}`),
  ]);
  return { rows: rows.slice(0, page.limit), counted, more: rows.length > page.limit };
}

/** Returns a booking with all of its claims and its lines, in the engine's shape. */
export async function findBooking(
  ctx: Ctx,
  id: string,
): Promise<Omit<Booking, "changes" | "extended"> | undefined> {
  const { organizationId } = ctx;
  const [booking] = await ctx.db
    .select({
      id: bookings.id,
      reference: bookings.reference,
      fate: bookings.fate,
      clientId: bookings.clientId,
      scope: bookings.scope,
      counted: bookings.counted,
      expiresAt: bookings.expiresAt,
      createdAt: bookings.createdAt,
      source: bookings.source,
      metadata: bookings.metadata,
      kind: bookings.kind,
    })
    .from(bookings)
    .where(owned(bookings, { organizationId }, id));
  if (!booking) return undefined;
  const [claims, lines] = await Promise.all([
    ctx.db
      .select(columns)
      .from(reservations)
      .where(and(eq(reservations.organizationId, organizationId), eq(reservations.bookingId, id)))
      .orderBy(reservations.createdAt, reservations.id),
    ctx.db
      .select(lineColumns)
      .from(bookingLines)
      .where(and(eq(bookingLines.organizationId, organizationId), eq(bookingLines.bookingId, id)))
      .orderBy(bookingLines.position),
  ]);
  return withLines({
    ...booking,
    person: null,
    holder: null,
    network: null,
    wideNetwork: null,
    expiresAt: booking.expiresAt?.getTime() ?? null,
    createdAt: booking.createdAt.getTime(),
    reservations: claims.map(({ decidedAt, createdAt, ...claim }) => ({
      ...claim,
      decidedAt: decidedAt.getTime(),
      createdAt: createdAt.getTime(),
    })),
    lines: lines.length > 0 ? lines : null,
  });
}

/** Reads one page. Rows before it are skipped in the index alone. */
function readPage(ctx: Ctx, wanted: SQL | undefined, page: { limit: number; offset: number }) {
  return ctx.db
    .select(columns)
    .from(reservations)
    .where(wanted)
    .orderBy(desc(reservations.createdAt), desc(reservations.id))
    .limit(page.limit + 1)
    .offset(page.offset);
}

function conditionOf(ctx: Ctx, filter: ReservationFilter) {
  const { status, resourceId, clientId, from, to } = filter;
  return and(
    eq(reservations.organizationId, ctx.organizationId),
    status && eq(reservations.status, status),
    // Matches the predicate of the partial index on rare statuses, which the planner would otherwise not use.
    status && status !== "CONFIRMED" ? sql`${reservations.status} <> 'CONFIRMED'` : undefined,
    resourceId === undefined ? undefined : eq(reservations.resourceId, resourceId),
    clientId === undefined ? undefined : eq(reservations.clientId, clientId),
    from && gte(reservations.createdAt, from),
    to && lte(reservations.createdAt, to),
    isOfKind(filter.kind),
  );
}

/** The branches for rare kinds match the predicate of their partial index. */
function isOfKind(kind: BookingKind | undefined): SQL {
  const booking = sql`select 1 from bookings kept where kept.organization_id = ${reservations.organizationId}
    and kept.id = ${reservations.bookingId}`;
  const isRare = sql`kept.kind not in ('guest', 'walk_in')`;
  if (kind === undefined) return sql`not exists (${booking} and ${isRare})`;
  return sql`exists (${booking} and kept.kind = ${kind}${isOfGuests(kind) ? sql`` : sql` and ${isRare}`})`;
}

function isAfter({ createdAt, id }: After): SQL {
  const at = createdAt.toISOString();
  return sql`(${reservations.createdAt}, ${reservations.id}) < (${at}::timestamptz, ${id}::uuid)`;
}
