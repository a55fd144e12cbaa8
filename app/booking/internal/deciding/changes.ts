import type { RefusalCode } from "../../refusals.ts";
import type { Attachment, Outcome, Request } from "../../request.ts";
import type { HistoryKind } from "../../states.ts";
import type { Booking, Line, Resource } from "../../world.ts";
import type { LedgerRow } from "../committing/chain.ts";
import type { OutcomeDetails } from "../committing/stored-outcome.ts";

/** The rows that a batch has to write, collected while its commands are applied in memory one after another. */
export interface Changes {
  resources: Map<string, Resource>;
  /** Ids of resources whose changes go beyond their counters. */
  ruled: Set<string>;
  newBookings: Map<string, NewBooking>;
  changedBookings: Map<string, Booking>;
  /** Ids of reservations that are not in the database yet. */
  newReservations: Set<string>;
  ledger: (LedgerRow & { hash: Uint8Array })[];
  history: HistoryRow[];
  rejections: Rejection[];
  /** By the hex of the key's hash, with the outcome stored under it. */
  keys: Map<string, KeyRow & { answer: Outcome }>;
  /** Attached data for existing bookings. */
  laterAttachments: Attached[];
  /** Daily counters by resource id. A batch has one timestamp, so all belong to one day. */
  days: Map<string, Day>;
  /** Changes of the quantities counted per person and scope, by `limitKey`. */
  limits: Map<string, { scope: string; person: string; more: number }>;
  /** The lines of existing bookings before the batch changed them, by booking id. */
  formerLines: Map<string, Line[]>;
}

export interface Attached {
  bookingId: string;
  attachment: Attachment;
}

export interface NewBooking {
  booking: Booking;
  requestId: string;
  attachment: Attachment | undefined;
}

export interface HistoryRow {
  id: string;
  bookingId: string;
  position: number;
  kind: HistoryKind;
  requestId: string;
  actor: Request["actor"];
  actsAs: Request["actsAs"];
  /** The booking rules that were overridden. */
  warnings: readonly RefusalCode[];
  /** Whether to send the guest a mail about it. */
  notify: boolean;
  /** The lines before it; null if it did not change them. */
  lines: Line[] | null;
}

export interface Rejection {
  id: string;
  resourceId: string;
  clientId: string;
  quantity: number;
  reason: RefusalCode;
  sequence: number;
}

export interface KeyRow {
  keyHash: Uint8Array;
  fingerprint: Uint8Array;
  outcome: string;
  bookingId: string | null;
  sequence: number;
  remaining: number;
  details: OutcomeDetails | null;
  expiresAt: number;
}

/** Counters of one resource on one day. */
export interface Day {
  taken: number;
  takenQuantity: number;
  freed: number;
  freedQuantity: number;
  rejected: number;
  rejectedQuantity: number;
}

/** Adds one occurrence and its quantity to the daily counters of a resource. */
export function count(
  changes: Changes,
  resourceId: string,
  what: "taken" | "freed" | "rejected",
  quantity: number,
): void {
  let day = changes.days.get(resourceId);
  if (!day) {
    day = { taken: 0, takenQuantity: 0, freed: 0, freedQuantity: 0, rejected: 0, rejectedQuantity: 0 };
    changes.days.set(resourceId, day);
  }
  day[what] += 1;
  day[`${what}Quantity`] += quantity;
}

/** Returns the attached data per existing booking. Later commands override earlier ones. */
export function lastAttachments({ laterAttachments }: Changes): Map<string, Attachment> {
  const attached = new Map<string, Attachment>();
  for (const { bookingId, attachment } of laterAttachments) {
    attached.set(bookingId, { ...attached.get(bookingId), ...attachment });
  }
  return attached;
}

export function noChanges(): Changes {
  return {
    resources: new Map(),
    ruled: new Set(),
    newBookings: new Map(),
    changedBookings: new Map(),
    newReservations: new Set(),
    ledger: [],
    history: [],
    rejections: [],
    keys: new Map(),
    laterAttachments: [],
    days: new Map(),
    limits: new Map(),
    formerLines: new Map(),
  };
}

export function hasWrites(changes: Changes): boolean {
  return Object.values(changes).some((rows) => (Array.isArray(rows) ? rows.length : rows.size) > 0);
}
