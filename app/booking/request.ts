import type { Actor } from "#app/platform/ctx.ts";
import type { ClaimRefusal, Command } from "./decision.ts";
import type { RefusalCode } from "./refusals.ts";
import type { Booking, Resource } from "./world.ts";

/** One command on its way through the engine. */
export interface Request {
  /** Made once a request; however often the engine has to start over, it is carried out once. */
  requestId: string;
  command: Command;
  actor: Actor;
  idempotency?: Idempotency;
  attachment?: Attachment;
}

/** Hashes of who asks under which key, and of what is asked; see idempotency.ts. */
export interface Idempotency {
  keyHash: Uint8Array;
  fingerprint: Uint8Array;
}

/** What others want stored with a booking, in its transaction. The engine stores it unread. */
export interface Attachment {
  person?: { name: string; email: string; locale: string };
  linkTokenHash?: Uint8Array;
  source?: string;
  metadata?: unknown;
}

/** A command's answer. It carries the sequence at which it was decided and what remained then, so it can be checked. */
export type Outcome = Accepted | Refused;

export interface Accepted extends Witness {
  ok: true;
  booking: Booking | null;
  resource: Resource | null;
}

export interface Refused extends Witness {
  ok: false;
  refusal: RefusalCode;
  claims: ClaimRefusal[];
}

interface Witness {
  /** Of the command's first resource; 0 when there was none. */
  sequence: number;
  remaining: number;
  /** Database time, epoch milliseconds. */
  at: number;
  /** True when this answers a key that had its answer before. */
  replayed: boolean;
}
