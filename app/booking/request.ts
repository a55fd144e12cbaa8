import type { Actor } from "#app/platform/ctx.ts";
import type { Tx } from "#db/client.ts";
import type { ClaimRefusal, Command, ResourceSave } from "./internal/deciding/decision.ts";
import type { RefusalCode } from "./refusals.ts";
import type { Booking, Resource } from "./world.ts";

export type { ClaimRefusal, ResourceSave };

/** One command on its way through the engine. */
export interface Request {
  /** Made once a request; however often the engine has to start over, it is carried out once. */
  requestId: string;
  command: Command;
  actor: Actor;
  idempotency?: Idempotency;
  attachment?: Attachment;
  alsoWrite?: AlsoWrite;
  /** False where the guest gets no mail of it; webhooks get theirs all the same. */
  notify?: boolean;
}

/**
 * Writes what has to be saved with a command or not at all, in its transaction: after it was accepted, under the locks of
 * its resources, before what the engine itself writes and the commit. It may run again when the database takes the
 * transaction back; it is never run for an answer that was given before. What it throws rolls everything back and is
 * thrown by the command. It locks no resource, and nothing that others lock before resources.
 */
type AlsoWrite = (tx: Tx, accepted: Accepted) => Promise<void>;

/** Hashes of who asks under which key, and of what is asked; see idempotency.ts. */
export interface Idempotency {
  keyHash: Uint8Array;
  fingerprint: Uint8Array;
}

/**
 * What others want stored with a booking, in the transaction of the command that it came with, unless that is refused.
 * The engine stores it unread. With a new booking it is added; with a later command it takes the place of what was
 * there, person by person, question by question; what is not given stays.
 */
export interface Attachment {
  /** Who books. The language is that of the booking's mails. */
  person?: { name: string; email: string; locale: string };
  /** Who comes along, in order. */
  guests?: { name: string; email?: string; locale: string }[];
  /** Answers to an organiser's questions: of the booking and of who books (person 0), or of a guest (from 1). */
  answers?: { person?: number; questionId: string; value: unknown }[];
  linkTokenHash?: Uint8Array;
  /** Which door it came through: "page", "embed", "api", "admin" … */
  source?: string;
  /** What a program wants to find again with the booking. */
  metadata?: unknown;
  /** How whoever booked came here. */
  attribution?: unknown;
}

/** A command's answer. It carries the sequence at which it was decided and what remained then, so it can be checked. */
export type Outcome = Accepted | Refused;

export interface Accepted extends Witness {
  ok: true;
  /** As the command left it. */
  booking: Booking | null;
  /** Of a command that is about a resource alone: as it left it. */
  resource: ResourceThen | null;
}

export type ResourceThen = Pick<
  Resource,
  "id" | "type" | "capacity" | "booked" | "held" | "setAside" | "state" | "waiting" | "rules" | "version"
>;

export interface Refused extends Witness {
  ok: false;
  refusal: RefusalCode;
  claims: ClaimRefusal[];
  /** What maintenance mode says, where it refused and says something. */
  message: string | null;
}

interface Witness {
  /** Of the command's first resource; 0 when there was none. */
  sequence: number;
  remaining: number;
  /** When it was decided: database time, epoch milliseconds. */
  at: number;
  /** True when this answers a key that had its answer before. */
  replayed: boolean;
}
