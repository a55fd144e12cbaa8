/** The states of a booking and of its reservations, and the moves between them. */

export type Fate = "pending" | "confirmed" | "cancelled" | "expired";
export type ReservationStatus = "PENDING" | "CONFIRMED" | "CANCELLED" | "EXPIRED" | "REJECTED";
export type ResourceState = "OPEN" | "CLOSED";
export type LedgerKind =
  | "created"
  | "taken"
  | "confirmed"
  | "freed"
  | "capacity"
  | "type"
  | "rules"
  | "opened"
  | "closed";
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
