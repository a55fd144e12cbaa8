import { assert } from "#app/platform/assert.ts";
import { hexOf } from "#db/bytes.ts";
import type { Booking, Reservation } from "../../world.ts";
import type { LedgerRow } from "../committing/chain.ts";
import type { Changes, HistoryRow, KeyRow, NewBooking } from "../deciding/changes.ts";

export type LedgerEntry = LedgerRow & { hash: Uint8Array };

/** A booking that is made in this batch, with the first row of its history. */
export interface Made extends NewBooking {
  history: HistoryRow;
}

/** A claim of a booking that is made in this batch, and the ledger row that took it. */
export interface MadeClaim {
  booking: Booking;
  requestId: string;
  reservation: Reservation;
  taken: LedgerEntry;
}

/** A booking with one claim, and its key where those of the whole batch go along. */
export interface MadeOnce extends Made, MadeClaim {
  requestId: string;
  key: KeyRow | undefined;
}

/**
 * What a batch has to write, put in the order in which it is written: with a new booking goes all that belongs to it,
 * so that it crosses the wire once.
 */
export interface Batch {
  changes: Changes;
  /** New bookings where each has one claim; else they are in the next two. */
  madeOnce: MadeOnce[];
  made: Made[];
  madeClaims: MadeClaim[];
  /** What is left to be written by itself. */
  history: HistoryRow[];
  ledger: LedgerEntry[];
  keys: KeyRow[];
}

export function batchOf(changes: Changes): Batch {
  const { history, first } = splitHistory(changes);
  const { ledger, taken } = splitLedger(changes);
  const made = Array.from(changes.newBookings.values(), ({ booking, requestId, attachment }): Made => {
    const told = first.get(booking.id);
    assert(told, "a new booking has a first row of history");
    return { booking, requestId, attachment, history: told };
  });
  const madeClaims = made.flatMap(({ booking, requestId }) =>
    booking.reservations.map((reservation): MadeClaim => {
      const entry = taken.get(reservation.id);
      assert(entry, "each claim of a new booking was taken in its batch");
      return { booking, requestId, reservation, taken: entry };
    }),
  );
  const keys = [...changes.keys.values()];
  const rest = { changes, history, ledger };
  const isOnce = made.every(({ booking }) => booking.reservations.length === 1);
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
 * The keys by their bookings, when all of the batch's belong to new bookings and say what the ledger says. Either all
 * go along or none: they are inserted in key order, by one insert.
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

/** Bytes as a column takes them. */
export const hex = (bytes: Uint8Array | null | undefined) => (bytes ? hexOf(bytes) : null);
export const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
