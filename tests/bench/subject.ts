import { randomBytes } from "node:crypto";
import type { Attachment, Idempotency } from "#app/booking/request.ts";
import type { Claim } from "#app/booking/world.ts";

/** What is measured: the engine, or the baseline that it is held against. Both are given the same calls. */
export interface Subject {
  book(order: Order): Promise<Answer>;
  cancel(order: { organizationId: string; bookingId: string }): Promise<Answer>;
  hold(order: Order): Promise<Answer>;
  confirm(order: { organizationId: string; bookingId: string }): Promise<Answer>;
}

export const IMPLEMENTATIONS = ["engine", "baseline"] as const;
export type Implementation = (typeof IMPLEMENTATIONS)[number];

export interface Order {
  organizationId: string;
  claims: Claim[];
  /** One that nobody has used unless given. */
  key?: Idempotency;
}

export interface Answer {
  /** "ok", or the code of the refusal. */
  outcome: string;
  bookingId: string | undefined;
  /** How many seats it took; less than none where it freed some. */
  seats: number;
}

export const HOLD_SECONDS = 600;

/** Bytes are drawn for many calls at a time, so that drawing them is no part of what is measured either. */
let pool = Buffer.alloc(0);
let drawn = 0;

function random(length: number): Buffer {
  if (drawn + length > pool.length) [pool, drawn] = [randomBytes(2 ** 20), 0];
  drawn += length;
  return pool.subarray(drawn - length, drawn);
}

/** A key that nobody has used. Its hashes are random, so that hashing is no part of what is measured. */
export function newKey(): Idempotency {
  const bytes = random(64);
  return { keyHash: bytes.subarray(0, 32), fingerprint: bytes.subarray(32) };
}

/** A person and a link of their own, as every booking of the pages carries them. */
export function newAttachment(): Attachment {
  const bytes = random(32);
  const email = `${bytes.toString("hex", 0, 6)}@example.org`;
  return {
    person: { name: "Robin Example", email, locale: "en" },
    linkTokenHash: bytes,
    source: "page",
  };
}
