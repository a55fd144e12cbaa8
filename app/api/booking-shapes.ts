import { z } from "@hono/zod-openapi";
import { REFUSAL_CODES } from "#app/booking/refusals.ts";
import type { Outcome, Refused } from "#app/booking/request.ts";
import { isDecision, REFUSALS, statusOf } from "#app/platform/refusals.ts";
import { Warnings, WarningsOfDesk } from "./desk.server.ts";
import { ApiError } from "./errors.ts";
import * as fields from "./fields.ts";
import type { ApiResponse } from "./route.ts";

export const STATUSES = ["PENDING", "CONFIRMED", "CANCELLED", "EXPIRED", "REJECTED"] as const;

export const Kind = z.enum(["guest", "walk_in", "block", "tentative", "test"]);

const reservationFields = {
  id: fields.Id,
  bookingId: fields.Id.nullable().openapi({ description: "Null if rejected." }),
  resourceId: fields.ResourceId,
  clientId: fields.ClientId,
  quantity: fields.Quantity,
  status: z.enum(STATUSES),
  rejectionReason: z.string().optional().openapi({ description: "The reason, if rejected." }),
  sequence: fields.Sequence,
  serverTimestamp: fields.Milliseconds.openapi({
    description: "When its status was decided, in milliseconds since 1970.",
  }),
  createdAt: fields.Milliseconds,
};

const Line = z
  .object({
    position: z.int().openapi({ description: "Names the line within its booking." }),
    sessionId: fields.Id.nullable(),
    quantity: fields.Quantity.openapi({ description: "The number of units." }),
    takes: z
      .array(z.object({ resourceId: fields.ResourceId, quantity: fields.Quantity }))
      .openapi({ description: "The capacity that one unit takes." }),
    guests: z.int().openapi({ description: "Guests of one unit." }),
    seats: z.int().openapi({ description: "Seats of one unit." }),
  })
  .openapi("Line");

export const Reservation = z.object(reservationFields).openapi("Reservation");

/** The response to a cancellation. Only the desk's have warnings. */
export const CancelledReservation = z
  .object({ ...reservationFields, warnings: WarningsOfDesk })
  .openapi("CancelledReservation");

const bookingFields = {
  id: fields.Id,
  reference: z.string().openapi({ description: "Easy to read aloud; not a secret.", example: "K7MQ2XRA" }),
  status: z.enum(["PENDING", "CONFIRMED", "CANCELLED", "EXPIRED"]),
  kind: Kind.openapi({
    description:
      "`block` and `tentative` keep seats out of sale until a deadline; a confirmed `tentative` becomes a `guest`.",
  }),
  clientId: fields.ClientId,
  expiresAt: fields.Milliseconds.optional().openapi({
    description: "The deadline of a hold, in milliseconds since 1970.",
  }),
  createdAt: fields.Milliseconds,
  source: z
    .string()
    .optional()
    .openapi({ description: "The channel through which it was made.", example: "api" }),
  metadata: z.record(z.string(), z.unknown()).optional(),
  sequence: fields.Sequence.openapi({ description: "The latest sequence of its first resource." }),
  reservations: z.array(Reservation),
  lines: z.array(Line).openapi({
    description: "What was booked. The reservations that are active are the sum of what the lines take.",
  }),
};

export const BookingShape = z.object(bookingFields).openapi("Booking");

/** The response to a command on a booking. */
export const BookingResult = z.object({ ...bookingFields, warnings: Warnings }).openapi("BookingResult");

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
          .openapi({ description: "Null if this claim alone would have been accepted." }),
        remaining: z.int(),
      }),
    ),
    serverTimestamp: fields.Milliseconds,
  })
  .openapi("RejectedBooking");

export const Reason = z.enum(REFUSAL_CODES);

/**
 * Returns the response to a refused booking: for a decision, a `REJECTED` body with the endpoint's own fields
 * (`rejected`); for maintenance mode, its own body. Throws an ApiError for any other refusal.
 */
export function responseToRefused(refused: Refused, rejected: object): ApiResponse {
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

/** Returns the accepted outcome of a command on a booking or reservation. Throws a refusal as an ApiError. */
export function accepted(outcome: Outcome): Extract<Outcome, { ok: true }> {
  if (outcome.ok) return outcome;
  throw problemOfRefused(outcome);
}

function problemOfRefused({ refusal, replayed, message }: Refused): ApiError {
  return new ApiError(refusal, { replayed, ...(message ? { message } : {}) });
}
