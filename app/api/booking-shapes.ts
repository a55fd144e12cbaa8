import { z } from "@hono/zod-openapi";
import { REFUSAL_CODES } from "#app/booking/refusals.ts";
import type { Outcome, Refused } from "#app/booking/request.ts";
import { isDecision, REFUSALS, statusOf } from "#app/platform/refusals.ts";
import { ApiError } from "./errors.ts";
import * as fields from "./fields.ts";
import type { Answer } from "./route.ts";

export const STATUSES = ["PENDING", "CONFIRMED", "CANCELLED", "EXPIRED", "REJECTED"] as const;

export const Reservation = z
  .object({
    id: fields.Id,
    bookingId: fields.Id.nullable().openapi({ description: "Null where it was rejected." }),
    resourceId: fields.ResourceId,
    clientId: fields.ClientId,
    quantity: fields.Quantity,
    status: z.enum(STATUSES),
    rejectionReason: z.string().optional().openapi({ description: "The refusal, where it was rejected." }),
    sequence: fields.Sequence,
    serverTimestamp: fields.Milliseconds.openapi({ description: "When its status was decided." }),
    createdAt: fields.Milliseconds,
  })
  .openapi("Reservation");

export const BookingShape = z
  .object({
    id: fields.Id,
    reference: z.string().openapi({ description: "Can be read aloud; not a secret.", example: "K7MQ2XRA" }),
    status: z.enum(["PENDING", "CONFIRMED", "CANCELLED", "EXPIRED"]),
    clientId: fields.ClientId,
    expiresAt: fields.Milliseconds.optional().openapi({ description: "The deadline of a hold." }),
    createdAt: fields.Milliseconds,
    source: z.string().optional().openapi({ description: "Which door it came through.", example: "api" }),
    metadata: z.record(z.string(), z.unknown()).optional(),
    sequence: fields.Sequence.openapi({ description: "The newest of its first resource's." }),
    reservations: z.array(Reservation),
  })
  .openapi("Booking");

export const Paused = z
  .object({
    status: z.literal("REJECTED"),
    reason: z.literal("MAINTENANCE_MODE"),
    message: z.string(),
    serverTimestamp: fields.Milliseconds,
  })
  .openapi("Paused");

export const RejectedClaims = z
  .object({
    status: z.literal("REJECTED"),
    reason: z.enum(REFUSAL_CODES),
    claims: z.array(
      z.object({
        resourceId: fields.ResourceId,
        quantity: fields.Quantity,
        reason: z
          .enum(REFUSAL_CODES)
          .nullable()
          .openapi({ description: "Null where this claim would have fitted." }),
        remaining: z.int(),
      }),
    ),
    serverTimestamp: fields.Milliseconds,
  })
  .openapi("RejectedBooking");

export const Reason = z.enum(REFUSAL_CODES);

/**
 * What a refused taking is answered with: `rejected` says it in the form of its call, maintenance mode has its own, and
 * what is no decision about capacity is an error like any other.
 */
export function answerToRefused(refused: Refused, rejected: object): Answer {
  const { refusal, message, at: serverTimestamp, replayed } = refused;
  if (refusal === "MAINTENANCE_MODE") {
    const words = message || REFUSALS.MAINTENANCE_MODE.words;
    const body = { status: "REJECTED", reason: refusal, message: words, serverTimestamp };
    return { status: statusOf(refusal), body, headers: { "Retry-After": "60" } };
  }
  if (!isDecision(refusal)) throw problemOfRefused(refused);
  return {
    status: statusOf(refusal),
    body: { status: "REJECTED", reason: refusal, ...rejected, serverTimestamp },
    replayed,
  };
}

/** The result of a command that is about a booking or a reservation; a refusal is thrown as the error it is. */
export function accepted(outcome: Outcome): Extract<Outcome, { ok: true }> {
  if (outcome.ok) return outcome;
  throw problemOfRefused(outcome);
}

function problemOfRefused({ refusal, replayed, message }: Refused): ApiError {
  return new ApiError(refusal, { replayed, ...(message ? { message } : {}) });
}
