import { sha256 } from "#app/platform/sha256.ts";
import type { LedgerKind } from "../../states.ts";

/** A row of the ledger: one change of one resource. Ids and numbers only; `at` is database time in epoch milliseconds. */
export interface LedgerRow {
  resourceId: string;
  sequence: number;
  kind: LedgerKind;
  bookingId: string | null;
  reservationId: string | null;
  requestId: string;
  bookedDelta: number;
  heldDelta: number;
  booked: number;
  held: number;
  setAside: number;
  capacity: number;
  at: number;
}

/** The previous hash of a resource's first row. */
export const CHAIN_START = new Uint8Array(32);

/**
 * Returns the hash of a row: SHA-256 of the previous hash and the row's values as a JSON array, in the order of
 * `LedgerRow`. Anyone with a resource's rows can recompute it and verify that none was altered or removed.
 */
export function chainHash(previous: Uint8Array, row: LedgerRow): Uint8Array {
  return sha256(previous, canonical(row));
}

function canonical(row: LedgerRow): string {
  return JSON.stringify([
    row.resourceId,
    row.sequence,
    row.kind,
    row.bookingId,
    row.reservationId,
    row.requestId,
    row.bookedDelta,
    row.heldDelta,
    row.booked,
    row.held,
    row.setAside,
    row.capacity,
    row.at,
  ]);
}
