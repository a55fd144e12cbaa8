import { z } from "@hono/zod-openapi";
import { book, cancel, confirm, extend, hold, MAX_CLAIMS_PER_BOOKING } from "#app/booking/commands.server.ts";
import { findBooking } from "#app/booking/find-reservations.server.ts";
import type { Outcome } from "#app/booking/request.ts";
import { showBooking } from "#app/booking/shown-booking.ts";
import { findSessionOfResources } from "#app/events/session-of-resources.server.ts";
import { assert } from "#app/platform/assert.ts";
import {
  accepted,
  BookingResult,
  BookingShape,
  Paused,
  RejectedClaims,
  responseToRefused,
} from "./booking-shapes.ts";
import { As, actingCtx, DeskRequest } from "./desk.server.ts";
import { ApiError } from "./errors.ts";
import * as fields from "./fields.ts";
import { personIn } from "./person.server.ts";
import { created, ok, route } from "./route.ts";

const NewBooking = z
  .object({
    claims: z
      .array(z.object({ resourceId: fields.ResourceId, quantity: fields.Quantity }))
      .min(1)
      .max(MAX_CLAIMS_PER_BOOKING)
      .openapi({ description: "All are accepted, or none." }),
    clientId: fields.ClientId,
    hold: z
      .object({ seconds: z.int().min(1).max(3_600) })
      .optional()
      .openapi({ description: "Holds instead of confirming. The hold expires after this time." }),
    metadata: fields.Metadata.optional(),
    as: As,
    over: z.boolean().optional().openapi({
      description:
        "Books over capacity: what is missing is added to the capacity in force, for this booking only. Needs `as`, and is not possible with `hold`.",
    }),
  })
  .refine(({ over, as }) => !over || as === "desk", { message: 'needs "as": "desk"', path: ["over"] })
  .refine(({ over, hold }) => !over || !hold, { message: "must not be combined with hold", path: ["over"] })
  .openapi("NewBooking");

const make = route(
  {
    method: "post",
    path: "/bookings",
    tag: "Bookings",
    summary: "Create a booking",
    description:
      "Accepts all claims or none. Confirms at once or, with `hold`, holds the quantities until a deadline.",
    access: { scope: "book" },
    body: NewBooking,
    keptBy: "engine",
    responses: {
      201: { description: "The booking.", schema: BookingResult },
      409: { description: "Rejected, with a reason per claim.", schema: RejectedClaims },
      503: { description: "Maintenance mode.", schema: Paused },
    },
    errors: ["RESOURCE_NOT_FOUND"],
  },
  async (call) => {
    const { body, idempotency } = call;
    const { claims, clientId, metadata, as, over } = body;
    const ctx = actingCtx(call, as);
    const ids = claims.map((claim) => claim.resourceId);
    const taking = {
      claims,
      sessionId: await findSessionOfResources(ctx, ids),
      clientId,
      idempotency,
      person: await personIn(call, clientId, ids),
      attachment: { source: "api", metadata },
    };
    const outcome = body.hold
      ? await hold(ctx, { ...taking, seconds: body.hold.seconds })
      : await book(ctx, { ...taking, over });
    if (!outcome.ok) return responseToRefused(outcome, { claims: outcome.claims });
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
    responses: {
      200: {
        description: "The booking, with all its reservations, past ones included.",
        schema: BookingShape,
      },
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
    body: DeskRequest,
    bodyMayBeLeftOut: true,
    keptBy: "engine",
    responses: { 200: { description: "The booking, confirmed.", schema: BookingResult } },
    errors: ["BOOKING_NOT_FOUND", "INVALID_STATE", "HOLD_EXPIRED", "TOO_MANY_PER_PERSON"],
  },
  async (call) => {
    const { params, body, idempotency } = call;
    return done(await confirm(actingCtx(call, body.as), { bookingId: params.id, idempotency }));
  },
);

const extendHold = route(
  {
    method: "post",
    path: "/bookings/{id}/extend",
    tag: "Bookings",
    summary: "Extend a hold",
    description: "Once per hold, by five minutes.",
    access: { scope: "book" },
    params: OfBooking,
    body: DeskRequest,
    bodyMayBeLeftOut: true,
    keptBy: "engine",
    responses: { 200: { description: "The booking, with its new deadline.", schema: BookingResult } },
    errors: ["BOOKING_NOT_FOUND", "INVALID_STATE", "HOLD_EXPIRED"],
  },
  async (call) => {
    const { params, body, idempotency } = call;
    return done(await extend(actingCtx(call, body.as), { bookingId: params.id, idempotency }));
  },
);

const cancelAll = route(
  {
    method: "post",
    path: "/bookings/{id}/cancel",
    tag: "Bookings",
    summary: "Cancel a booking or part of it",
    description:
      "Without a body, cancels the entire booking. `lines` names a part by what was booked; `reservations` names one by reservations and needs a booking with a single line. Cancelling part of a reservation ends it and creates a new one with the rest, so the quantity of a reservation never changes.",
    access: { scope: "book" },
    params: OfBooking,
    body: z
      .object({
        reservations: z
          .array(z.object({ id: fields.Uuid, quantity: fields.Quantity }))
          .min(1)
          .max(100)
          .optional(),
        lines: z
          .array(
            z.object({ position: z.int().min(1).max(MAX_CLAIMS_PER_BOOKING), quantity: fields.Quantity }),
          )
          .min(1)
          .max(MAX_CLAIMS_PER_BOOKING)
          .optional(),
        as: As,
      })
      .refine(
        (body) => !(body.lines && body.reservations),
        "Name the part by lines or by reservations, not both.",
      )
      .openapi("Cancellation"),
    bodyMayBeLeftOut: true,
    keptBy: "engine",
    responses: { 200: { description: "The updated booking.", schema: BookingResult } },
    errors: ["BOOKING_NOT_FOUND", "INVALID_STATE", "BOOKING_CLOSED"],
  },
  async (call) => {
    const { params, body, idempotency } = call;
    const { lines, reservations } = body;
    const part = lines
      ? { lines }
      : reservations && {
          reservations: reservations.map(({ id: reservationId, quantity }) => ({ reservationId, quantity })),
        };
    return done(await cancel(actingCtx(call, body.as), { bookingId: params.id, part, idempotency }));
  },
);

export const bookingRoutes = [make, get, confirmHold, extendHold, cancelAll];

function done(outcome: Outcome) {
  return ok(shapeIn(accepted(outcome)), { replayed: outcome.replayed });
}

function shapeIn({ booking, warnings }: Extract<Outcome, { ok: true }>) {
  assert(booking, "an accepted command returns its booking");
  return { ...showBooking(booking), warnings };
}
