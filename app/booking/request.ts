import type { Actor, ActsAs } from "#app/platform/ctx.ts";
import type { Tx } from "#db/client.ts";
import type { ClaimRefusal, Command, ResourceSave } from "./internal/deciding/decision.ts";
import type { RefusalCode } from "./refusals.ts";
import type { Booking, Resource } from "./world.ts";

export type { ClaimRefusal, ResourceSave };

/** A command with its context, as the engine processes it. */
export interface Request {
  /** Unique per request: the request is executed once, however often the engine retries it. */
  requestId: string;
  command: Command;
  actor: Actor;
  actsAs: ActsAs;
  idempotency?: Idempotency;
  attachment?: Attachment;
  alsoWrite?: AlsoWrite;
  /** False to send the guest no mail about it. Webhooks are sent regardless. */
  notify?: boolean;
}

/**
 * Writes data that must commit together with a command. Runs in its transaction after the command was accepted, under the
 * locks of its resources, before the engine's own writes. May run again when the transaction is retried; never runs for a
 * replayed outcome. What it throws rolls everything back and is thrown by the command. It must lock no resource, and
 * nothing that others lock before resources.
 */
type AlsoWrite = (tx: Tx, accepted: Accepted) => Promise<void>;

/** Hashes of the key with its owner, and of the request; see idempotency.ts. */
export interface Idempotency {
  keyHash: Uint8Array;
  fingerprint: Uint8Array;
}

/**
 * Data stored with a booking in the transaction of an accepted command, opaque to the engine. A new booking adds it; a
 * later command replaces what was stored, per person and per question, and leaves the rest.
 */
export interface Attachment {
  /** The person who books. `locale` is the language of the booking's mails. */
  person?: { name: string; email: string; locale: string };
  /** The guests, in order. */
  guests?: { name: string; email?: string; locale: string }[];
  /** Answers to the organiser's questions: person 0 is the booking and the person who books, 1 and up are guests. */
  answers?: { person?: number; questionId: string; value: unknown }[];
  linkTokenHash?: Uint8Array;
  /** The channel: "page", "embed", "api", "admin" … */
  source?: string;
  /** A client program's own data. */
  metadata?: unknown;
  /** How the visitor reached the page. */
  attribution?: unknown;
}

/** The outcome of a command, with the sequence and remaining capacity at its decision, so that it can be verified. */
export type Outcome = Accepted | Refused;

export interface Accepted extends DecisionPoint {
  ok: true;
  /** The booking after the command. */
  booking: Booking | null;
  /** The resource after a command on a resource; null for other commands. */
  resource: ResourceAfter | null;
  /** The booking rules that the desk or the system overrode, in order of precedence. */
  warnings: readonly RefusalCode[];
}

export type ResourceAfter = Pick<
  Resource,
  "id" | "type" | "capacity" | "booked" | "held" | "setAside" | "state" | "waiting" | "rules" | "version"
>;

export interface Refused extends DecisionPoint {
  ok: false;
  refusal: RefusalCode;
  claims: ClaimRefusal[];
  /** The message of maintenance mode, if it caused the refusal and has one. */
  message: string | null;
}

interface DecisionPoint {
  /** The sequence of the command's first resource; 0 if there is none. */
  sequence: number;
  remaining: number;
  /** When it was decided: database time, epoch milliseconds. */
  at: number;
  /** Whether this is the stored outcome of an earlier request. */
  replayed: boolean;
}
