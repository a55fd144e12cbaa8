/** The states of bookings, reservations and resources, and the transitions between them. */

export type Fate = "pending" | "confirmed" | "cancelled" | "expired";
/** The kind of a booking. It never changes, except that a confirmed tentative booking becomes a guest's. */
export type BookingKind = "guest" | "walk_in" | "block" | "tentative" | "test";
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

/** Returns whether a pending booking of the kind keeps seats out of sale, rather than being booked at the moment. */
export function isBlocking(kind: BookingKind): boolean {
  return kind === "block" || kind === "tentative";
}

/** The kinds that count as guests: the default of lists, exports, mails, webhooks and counters. */
export const GUEST_KINDS = ["guest", "walk_in"] as const;

/** Returns whether bookings of the kind count as guests. */
export function isOfGuests(kind: BookingKind): boolean {
  return kind === "guest" || kind === "walk_in";
}

/** Returns whether a reservation counts against its resource's capacity. */
export function counts(status: ReservationStatus): boolean {
  return status === "PENDING" || status === "CONFIRMED";
}
