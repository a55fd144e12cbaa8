import { assert } from "#app/platform/assert.ts";
import { arrayLiteral } from "#db/arrays.ts";
import { hexOf } from "#db/bytes.ts";
import type { Booking, Reservation } from "../../world.ts";
import type { LedgerRow } from "../committing/chain.ts";
import type { Changes, HistoryRow, KeyRow, NewBooking } from "../deciding/changes.ts";

export type LedgerEntry = LedgerRow & { hash: Uint8Array };

/** A booking created in this batch, with the first row of its history. */
export interface Made extends NewBooking {
  history: HistoryRow;
}

/** A claim of a booking created in this batch, with its ledger row. */
export interface MadeClaim {
  booking: Booking;
  requestId: string;
  reservation: Reservation;
  taken: LedgerEntry;
}

/** A new booking with a single claim, and its key if the keys of the batch are written with the bookings. */
export interface MadeOnce extends Made, MadeClaim {
  requestId: string;
  key: KeyRow | undefined;
}

/**
 * The rows of a batch, grouped by the statements that write them. A new booking includes all rows that belong to it, so
 * that its values are sent once.
 */
export interface Batch {
  changes: Changes;
  /** The new bookings if each has a single claim and line; otherwise they are in `made` and `madeClaims`. */
  madeOnce: MadeOnce[];
  made: Made[];
  madeClaims: MadeClaim[];
  /** The rows that are written separately. */
  history: HistoryRow[];
  ledger: LedgerEntry[];
  keys: KeyRow[];
}

/** Groups changes by the statements that write them. */
export function batchOf(changes: Changes): Batch {
  const { history, first } = splitHistory(changes);
  const { ledger, taken } = splitLedger(changes);
  const made = Array.from(changes.newBookings.values(), ({ booking, requestId, attachment }): Made => {
    const firstRow = first.get(booking.id);
    assert(firstRow, "a new booking has a first row of history");
    return { booking, requestId, attachment, history: firstRow };
  });
  const madeClaims = made.flatMap(({ booking, requestId }) =>
    booking.reservations.map((reservation): MadeClaim => {
      const entry = taken.get(reservation.id);
      assert(entry, "each claim of a new booking has a ledger row in its batch");
      return { booking, requestId, reservation, taken: entry };
    }),
  );
  const keys = [...changes.keys.values()];
  const rest = { changes, history, ledger };
  const isOnce = made.every(
    ({ booking: { reservations, lines } }) => reservations.length === 1 && lines.length === 1,
  );
  if (!isOnce) return { ...rest, madeOnce: [], made, madeClaims, keys };
  const ownKeys = keysAlong(madeClaims, keys);
  const madeOnce = made.map(({ booking, requestId, attachment, history }, index): MadeOnce => {
    const { reservation, taken } = madeClaims[index] as MadeClaim;
    const key = ownKeys?.get(booking.id);
    return { booking, requestId, attachment, history, reservation, taken, key };
  });
  return { ...rest, madeOnce, made: [], madeClaims: [], keys: ownKeys ? [] : keys };
}

function splitHistory({ history, newBookings }: Changes) {
  const first = new Map<string, HistoryRow>();
  const others = history.filter((row) => {
    if (row.position !== 1 || !newBookings.has(row.bookingId)) return true;
    first.set(row.bookingId, row);
    return false;
  });
  return { history: others, first };
}

function splitLedger({ ledger, newBookings }: Changes) {
  const taken = new Map<string, LedgerEntry>();
  const others = ledger.filter((row) => {
    const isNew = row.kind === "taken" && row.bookingId !== null && newBookings.has(row.bookingId);
    if (!isNew || row.reservationId === null) return true;
    taken.set(row.reservationId, row);
    return false;
  });
  return { ledger: others, taken };
}

/**
 * Returns the keys by booking id if all keys of the batch belong to new bookings and agree with the ledger. All are
 * written with the bookings or none, because a single insert must write them in key order.
 */
function keysAlong(claims: MadeClaim[], keys: KeyRow[]): Map<string, KeyRow> | undefined {
  const byBooking = new Map(claims.map((claim) => [claim.booking.id, claim.taken]));
  const own = new Map<string, KeyRow>();
  for (const key of keys) {
    const taken = key.bookingId === null ? undefined : byBooking.get(key.bookingId);
    if (!taken || key.outcome !== "ok" || own.has(key.bookingId as string)) return undefined;
    if (key.sequence !== taken.sequence || key.remaining !== left(taken)) return undefined;
    own.set(key.bookingId as string, key);
  }
  return own;
}

function left({ capacity, booked, held, setAside }: LedgerRow): number {
  return capacity - booked - held - setAside;
}

/** Returns bytes as hex digits, the form in which columns take them. */
export const hex = (bytes: Uint8Array | null | undefined) => (bytes ? hexOf(bytes) : null);
export const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
/** Returns codes as an array literal of the database; null for none. */
export const codes = (list: readonly string[]) => (list.length === 0 ? null : arrayLiteral([...list]));
