import { and, asc, eq } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { bookings, reservations } from "#db/schema/index.ts";

/** A reservation as programs see it. Times are milliseconds since 1970. */
export interface ShownReservation {
  id: string;
  bookingId: string | null;
  resourceId: string;
  clientId: string;
  quantity: number;
  status: "PENDING" | "CONFIRMED" | "CANCELLED" | "EXPIRED" | "REJECTED";
  rejectionReason?: string;
  sequence: number;
  serverTimestamp: number;
  createdAt: number;
}

/** A booking as programs see it: what the API answers and what webhooks carry. */
export interface ShownBooking {
  id: string;
  reference: string;
  status: "PENDING" | "CONFIRMED" | "CANCELLED" | "EXPIRED";
  clientId: string;
  /** Of a hold: until when it is kept. */
  expiresAt?: number;
  createdAt: number;
  source?: string;
  metadata?: unknown;
  /** The highest sequence among its reservations. */
  sequence: number;
  reservations: ShownReservation[];
}

type ReservationRow = typeof reservations.$inferSelect;

/** A stored reservation in the form that programs see. */
export function showReservation(row: ReservationRow): ShownReservation {
  const { id, bookingId, resourceId, clientId, quantity, status, rejectionReason, sequence } = row;
  return {
    ...{ id, bookingId, resourceId, clientId, quantity, status },
    ...(rejectionReason === null ? {} : { rejectionReason }),
    ...{ sequence, serverTimestamp: row.decidedAt.getTime(), createdAt: row.createdAt.getTime() },
  };
}

/** One booking of the organisation with all that it ever claimed, oldest first. */
export async function findShownBooking(ctx: Ctx, bookingId: string): Promise<ShownBooking | undefined> {
  const [[booking], claims] = await Promise.all([
    ctx.db
      .select()
      .from(bookings)
      .where(and(eq(bookings.organizationId, ctx.organizationId), eq(bookings.id, bookingId))),
    ctx.db
      .select()
      .from(reservations)
      .where(and(eq(reservations.organizationId, ctx.organizationId), eq(reservations.bookingId, bookingId)))
      .orderBy(asc(reservations.createdAt), asc(reservations.id)),
  ]);
  if (!booking) return undefined;
  const { id, reference, fate, clientId, expiresAt, createdAt, source, metadata } = booking;
  return {
    ...{ id, reference, status: STATUS[fate], clientId },
    ...(fate === "pending" && expiresAt ? { expiresAt: expiresAt.getTime() } : {}),
    createdAt: createdAt.getTime(),
    ...(source === null ? {} : { source }),
    ...(metadata === null ? {} : { metadata }),
    sequence: Math.max(0, ...claims.map((claim) => claim.sequence)),
    reservations: claims.map(showReservation),
  };
}

const STATUS = {
  pending: "PENDING",
  confirmed: "CONFIRMED",
  cancelled: "CANCELLED",
  expired: "EXPIRED",
} as const;
