import type { RefusalCode } from "../../refusals.ts";
import type { Attachment, Outcome, Request } from "../../request.ts";
import type { HistoryKind } from "../../states.ts";
import type { Booking, Resource } from "../../world.ts";
import type { LedgerRow } from "../committing/chain.ts";
import type { AnswerDetails } from "../committing/kept-answer.ts";

/** Everything that a batch has to write, gathered while its commands are carried out in memory one after the other. */
export interface Changes {
  resources: Map<string, Resource>;
  /** Which of them are other than they were in more than their counts. */
  ruled: Set<string>;
  newBookings: Map<string, NewBooking>;
  changedBookings: Map<string, Booking>;
  /** Which reservations of changed bookings are not in the database yet. */
  newReservations: Set<string>;
  ledger: (LedgerRow & { hash: Uint8Array })[];
  history: HistoryRow[];
  rejections: Rejection[];
  /** By the hex of their hash, with the answer that each stands for. */
  keys: Map<string, KeyRow & { answer: Outcome }>;
  /** Of bookings that were there before. */
  laterAttachments: Attached[];
  /** What happened to resources, by resource; a batch lies within one day. */
  days: Map<string, Day>;
  /** What persons have taken more or less, by `limitKey`. */
  limits: Map<string, { scope: string; person: string; more: number }>;
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
  /** Whether the guest gets a mail of it. */
  notify: boolean;
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
  details: AnswerDetails | null;
  expiresAt: number;
}

/** Counts of one resource and day. */
export interface Day {
  taken: number;
  takenQuantity: number;
  freed: number;
  freedQuantity: number;
  rejected: number;
  rejectedQuantity: number;
}

/** Counts one more of what happened to a resource. */
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

/** What was attached to each booking that was there before; of two commands, what the later one says counts. */
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
  };
}

export function hasSomethingToWrite(changes: Changes): boolean {
  return Object.values(changes).some((rows) => (Array.isArray(rows) ? rows.length : rows.size) > 0);
}
