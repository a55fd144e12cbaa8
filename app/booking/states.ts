/** The states of a booking and of its reservations, and the moves between them. */

export type Fate = "pending" | "confirmed" | "cancelled" | "expired";
export type ReservationStatus = "PENDING" | "CONFIRMED" | "CANCELLED" | "EXPIRED" | "REJECTED";
/**
 * CLOSED is not booked online; CANCELLED is for nobody. Code asks whether a state is other than OPEN: the database stores
 * CANCELLED as CLOSED with `cancelled` set, so that an instance of an earlier version sells nothing of it.
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

export function mayMove(from: Fate, to: Fate): boolean {
  return MOVES[from].includes(to);
}

/** Whether a reservation counts against its resource's capacity. */
export function counts(status: ReservationStatus): boolean {
  return status === "PENDING" || status === "CONFIRMED";
}
