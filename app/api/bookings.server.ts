import { z } from "@hono/zod-openapi";
import { book, cancel, confirm, extend, hold } from "#app/booking/commands.server.ts";
import { findBooking } from "#app/booking/find-reservations.server.ts";
import type { Outcome } from "#app/booking/request.ts";
import { showBooking } from "#app/booking/shown-booking.ts";
import { assert } from "#app/platform/assert.ts";
import { accepted, answerToRefused, BookingShape, Paused, RejectedClaims } from "./booking-shapes.ts";
import { ApiError } from "./errors.ts";
import * as fields from "./fields.ts";
import { personIn } from "./person.server.ts";
import { created, ok, route } from "./route.ts";

const NewBooking = z
  .object({
    claims: z
      .array(z.object({ resourceId: fields.ResourceId, quantity: fields.Quantity }))
      .min(1)
      .max(100)
      .openapi({ description: "All or nothing." }),
    clientId: fields.ClientId,
    hold: z
      .object({ seconds: z.int().min(1).max(3_600) })
      .optional()
      .openapi({ description: "Holds instead of confirming; unconfirmed, it ends after this time." }),
    metadata: fields.Metadata.optional(),
  })
  .openapi("NewBooking");

const make = route(
  {
    method: "post",
    path: "/bookings",
    tag: "Bookings",
    summary: "Make a booking",
    description: "Takes every claim or none, and confirms at once or holds until a deadline.",
    access: { scope: "book" },
    body: NewBooking,
    keptBy: "engine",
    answers: {
      201: { description: "The booking.", schema: BookingShape },
      409: { description: "Refused; each claim with its own reason.", schema: RejectedClaims },
      503: { description: "Maintenance mode.", schema: Paused },
    },
    errors: ["RESOURCE_NOT_FOUND"],
  },
  async (call) => {
    const { ctx, body, idempotency } = call;
    const { claims, clientId, metadata } = body;
    const ids = claims.map((claim) => claim.resourceId);
    const taking = {
      claims,
      clientId,
      idempotency,
      person: await personIn(call, clientId, ids),
      attachment: { source: "api", metadata },
    };
    const outcome = body.hold
      ? await hold(ctx, { ...taking, seconds: body.hold.seconds })
      : await book(ctx, taking);
    if (!outcome.ok) return answerToRefused(outcome, { claims: outcome.claims });
    return created(shapeIn(outcome), { replayed: outcome.replayed });
  },
);

const OfBooking = z.object({ id: fields.Uuid });

const get = route(
  {
    method: "get",
    path: "/bookings/{id}",
    tag: "Bookings",
    summary: "Get a booking",
    access: { scope: "read" },
    params: OfBooking,
    answers: {
      200: { description: "The booking, with every reservation that it ever had.", schema: BookingShape },
    },
    errors: ["BOOKING_NOT_FOUND"],
  },
  async ({ ctx, params }) => {
    const found = await findBooking(ctx, params.id);
    if (!found) throw new ApiError("BOOKING_NOT_FOUND");
    return ok(showBooking(found));
  },
);

const confirmHold = route(
  {
    method: "post",
    path: "/bookings/{id}/confirm",
    tag: "Bookings",
    summary: "Confirm a hold",
    access: { scope: "book" },
    params: OfBooking,
    keptBy: "engine",
    answers: { 200: { description: "The booking, confirmed.", schema: BookingShape } },
    errors: ["BOOKING_NOT_FOUND", "INVALID_STATE", "HOLD_EXPIRED", "TOO_MANY_PER_PERSON"],
  },
  async ({ ctx, params, idempotency }) => done(await confirm(ctx, { bookingId: params.id, idempotency })),
);

const extendHold = route(
  {
    method: "post",
    path: "/bookings/{id}/extend",
    tag: "Bookings",
    summary: "Extend a hold",
    description: "Once, by five minutes.",
    access: { scope: "book" },
    params: OfBooking,
    keptBy: "engine",
    answers: { 200: { description: "The booking, with its new deadline.", schema: BookingShape } },
    errors: ["BOOKING_NOT_FOUND", "INVALID_STATE", "HOLD_EXPIRED"],
  },
  async ({ ctx, params, idempotency }) => done(await extend(ctx, { bookingId: params.id, idempotency })),
);

const cancelAll = route(
  {
    method: "post",
    path: "/bookings/{id}/cancel",
    tag: "Bookings",
    summary: "Cancel a booking, or a part of it",
    description:
      "Without a body all of it. A part of a reservation ends it and makes a new one of what stays, so quantities never change.",
    access: { scope: "book" },
    params: OfBooking,
    body: z
      .object({
        reservations: z
          .array(z.object({ id: fields.Uuid, quantity: fields.Quantity }))
          .min(1)
          .max(100)
          .optional(),
      })
      .openapi("Cancellation"),
    bodyMayBeLeftOut: true,
    keptBy: "engine",
    answers: { 200: { description: "The booking as it is now.", schema: BookingShape } },
    errors: ["BOOKING_NOT_FOUND", "INVALID_STATE"],
  },
  async ({ ctx, params, body, idempotency }) => {
    const part = body.reservations?.map(({ id: reservationId, quantity }) => ({ reservationId, quantity }));
    return done(await cancel(ctx, { bookingId: params.id, byAttendee: false, part, idempotency }));
  },
);

export const bookingRoutes = [make, get, confirmHold, extendHold, cancelAll];

function done(outcome: Outcome) {
  return ok(shapeIn(accepted(outcome)), { replayed: outcome.replayed });
}

function shapeIn({ booking }: Extract<Outcome, { ok: true }>) {
  assert(booking, "a booking that was changed is there");
  return showBooking(booking);
}
