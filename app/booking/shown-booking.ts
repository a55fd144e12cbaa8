import type { StoredReservation } from "./find-reservations.server.ts";
import type { BookingKind, ReservationStatus } from "./states.ts";
import type { Booking, Line } from "./world.ts";

/** A reservation in the API and in webhooks. Times are milliseconds since 1970. */
export interface ShownReservation {
  id: string;
  bookingId: string | null;
  resourceId: string;
  clientId: string;
  quantity: number;
  status: ReservationStatus;
  rejectionReason?: string;
  sequence: number;
  serverTimestamp: number;
  createdAt: number;
}

/** A booking in the API and in webhooks. */
export interface ShownBooking {
  id: string;
  reference: string;
  status: "PENDING" | "CONFIRMED" | "CANCELLED" | "EXPIRED";
  kind: BookingKind;
  clientId: string;
  expiresAt?: number;
  createdAt: number;
  source?: string;
  metadata?: Record<string, unknown>;
  sequence: number;
  reservations: ShownReservation[];
  /** The lines of the booking, also of an ended one. */
  lines: Line[];
}

type Known = Omit<Booking, "changes" | "extended">;

/** Converts a stored reservation to the API's shape. */
export function showReservation(stored: StoredReservation): ShownReservation {
  const { id, bookingId, resourceId, clientId, quantity, status, rejectionReason, sequence } = stored;
  return {
    id,
    bookingId,
    resourceId,
    clientId,
    quantity,
    status,
    ...(rejectionReason === null ? {} : { rejectionReason }),
    sequence,
    serverTimestamp: stored.decidedAt.getTime(),
    createdAt: stored.createdAt.getTime(),
  };
}

/** Converts a booking of the engine to the API's shape. */
export function showBooking(booking: Known): ShownBooking {
  const { id, reference, fate, kind, clientId, expiresAt, createdAt, source, metadata } = booking;
  const isHold = (fate === "pending" || fate === "expired") && expiresAt !== null;
  return {
    id,
    reference,
    status: fate.toUpperCase() as "PENDING",
    kind,
    clientId,
    ...(isHold ? { expiresAt } : {}),
    createdAt,
    ...(source === null ? {} : { source }),
    ...(metadata === null || metadata === undefined ? {} : { metadata: metadata as Record<string, unknown> }),
    sequence: sequenceOf(booking),
    reservations: booking.reservations.map((each) => showClaim(booking, each)),
    lines: booking.lines.map(({ position, sessionId, quantity, takes, guests, seats }) => {
      return { position, sessionId, quantity, takes, guests, seats };
    }),
  };
}

/** Converts one claim of a booking to the API's shape. */
export function showClaim(
  { id: bookingId, clientId }: Known,
  claim: Booking["reservations"][number],
): ShownReservation {
  const { id, resourceId, quantity, status, sequence, decidedAt, createdAt } = claim;
  return {
    id,
    bookingId,
    resourceId,
    clientId,
    quantity,
    status,
    sequence,
    serverTimestamp: decidedAt,
    createdAt,
  };
}

/** Returns the latest sequence of the booking's first resource. */
function sequenceOf({ reservations }: Known): number {
  const first = reservations[0]?.resourceId;
  const ofFirst = reservations.filter((each) => each.resourceId === first);
  return Math.max(0, ...ofFirst.map((each) => each.sequence));
}
