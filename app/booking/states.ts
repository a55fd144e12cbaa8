/** The states of bookings, reservations and resources, and the transitions between them. */

export type Fate = "pending" | "confirmed" | "cancelled" | "expired";
export type ReservationStatus = "PENDING" | "CONFIRMED" | "CANCELLED" | "EXPIRED" | "REJECTED";
/**
 * CLOSED cannot be booked online; CANCELLED cannot be booked at all. Test for `!== "OPEN"`: the database stores CANCELLED
 * as CLOSED with `cancelled` set, so that instances of an earlier version do not sell it either.
 */
export type ResourceState = "OPEN" | "CLOSED" | "CANCELLED";
export type LedgerKind =
  | "created"
  | "taken"
  | "confirmed"
  | "freed"
  | "capacity"
  | "type"
  | "rules"
  | "opened"
  | "closed"
  | "cancelled";
export type HistoryKind = "held" | "confirmed" | "changed" | "cancelled" | "expired" | "extended";

const MOVES: Record<Fate, readonly Fate[]> = {
  pending: ["confirmed", "cancelled", "expired"],
  confirmed: ["cancelled"],
  cancelled: [],
  expired: [],
};

/** Returns whether the transition of a booking is allowed. */
export function mayMove(from: Fate, to: Fate): boolean {
  return MOVES[from].includes(to);
}

/** Returns whether a reservation counts against its resource's capacity. */
export function counts(status: ReservationStatus): boolean {
  return status === "PENDING" || status === "CONFIRMED";
}
