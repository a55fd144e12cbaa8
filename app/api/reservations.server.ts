import { z } from "@hono/zod-openapi";
import { book, cancel } from "#app/booking/commands.server.ts";
import { findReservation, listReservations } from "#app/booking/find-reservations.server.ts";
import type { Accepted, Outcome } from "#app/booking/request.ts";
import { showClaim, showReservation } from "#app/booking/shown-booking.ts";
import { bookWithinLimit } from "#app/checkout/booking-limit.server.ts";
import { findBookableWithoutKey } from "#app/events/public-api.server.ts";
import { findSessionOfResources } from "#app/events/session-of-resources.server.ts";
import { assert } from "#app/platform/assert.ts";
import {
  accepted,
  CancelledReservation,
  Kind,
  Paused,
  Reason,
  Reservation,
  responseToRefused,
  STATUSES,
} from "./booking-shapes.ts";
import { As, actingCtx, DeskRequest, WarningsOfDesk } from "./desk.server.ts";
import { ApiError } from "./errors.ts";
import * as fields from "./fields.ts";
import { personIn } from "./person.server.ts";
import { type ApiCall, created, ok, route } from "./route.ts";

const Commit = z
  .object({
    resourceId: fields.ResourceId,
    clientId: fields.ClientId,
    quantity: fields.Quantity,
    as: As,
  })
  .openapi("Commit");

const Decision = {
  sequence: fields.Sequence,
  remaining: z.int().openapi({ description: "The capacity that remained when this was decided." }),
  serverTimestamp: fields.Milliseconds.openapi({
    description: "The time of the decision by the database's clock, in milliseconds since 1970.",
  }),
};

const commits = ["/reservations", "/reservations/commit"].map((path) =>
  route(
    {
      method: "post",
      path,
      tag: "Reservations",
      summary: path.endsWith("commit") ? "Create a reservation (alias)" : "Create a reservation",
      description:
        "Books a quantity of one resource and confirms it at once, or rejects it with a reason. Either way the response includes the sequence of the decision and the capacity that remained. No key is needed for events whose organiser allows it.",
      access: { scope: "book", keyless: true },
      body: Commit,
      keptBy: "engine",
      operation: "commit",
      responses: {
        201: {
          description: "Confirmed.",
          schema: z
            .object({
              status: z.literal("CONFIRMED"),
              reservationId: fields.Id,
              bookingId: fields.Id,
              ...Decision,
              warnings: WarningsOfDesk,
            })
            .openapi("Confirmed"),
        },
        409: {
          description: "Rejected, with a reason.",
          schema: z
            .object({ status: z.literal("REJECTED"), reason: Reason, ...Decision })
            .openapi("Rejected"),
        },
        503: { description: "Maintenance mode.", schema: Paused },
      },
      errors: ["MISSING_API_KEY", "RESOURCE_NOT_FOUND"],
    },
    commit,
  ),
);

type CommitCall = ApiCall<unknown, unknown, z.output<typeof Commit>>;

async function commit(call: CommitCall) {
  const outcome = call.caller.kind === "keyless" ? await bookKeyless(call) : await bookOne(call);
  const { sequence, remaining, at: serverTimestamp, replayed } = outcome;
  if (!outcome.ok) return responseToRefused(outcome, { sequence, remaining });
  const { booking, warnings } = outcome;
  assert(booking?.reservations[0], "a booking that was accepted has its claim");
  const ids = { reservationId: booking.reservations[0].id, bookingId: booking.id };
  const decided = { sequence, remaining, serverTimestamp };
  return created(
    { status: "CONFIRMED", ...ids, ...decided, ...warningsIf(call.body.as, warnings) },
    { replayed },
  );
}

async function bookOne(call: CommitCall): Promise<Outcome> {
  const { body, idempotency } = call;
  const { resourceId, clientId, quantity, as } = body;
  return book(actingCtx(call, as), {
    claims: [{ resourceId, quantity }],
    sessionId: await findSessionOfResources(call.ctx, [resourceId]),
    clientId,
    person: await personIn(call, clientId, [resourceId]),
    attachment: { source: "api" },
    idempotency,
  });
}

/** Books without a key if the event allows it. Throws MISSING_API_KEY if it does not, RATE_LIMITED per network. */
async function bookKeyless(call: CommitCall): Promise<Outcome> {
  const { ctx, body, services, host } = call;
  actingCtx(call, body.as);
  const event = await findBookableWithoutKey(ctx, body.resourceId);
  if (!event) throw new ApiError("MISSING_API_KEY");
  const { rateLimits } = services;
  const { clientAddress } = host;
  const outcome = await bookWithinLimit({ rateLimits, clientAddress, event }, () => bookOne(call));
  // Refunds the attempt counted at authentication: the limit on attempts must not stop several people booking in a row.
  if ("ok" in outcome && outcome.ok && !outcome.replayed) rateLimits.refund("book", clientAddress);
  if ("ok" in outcome) return outcome;
  throw new ApiError("RATE_LIMITED", {
    message: "This network has made the maximum of 60 bookings of this event per hour.",
    headers: { "Retry-After": String(outcome.retryAfterSeconds) },
  });
}

const list = route(
  {
    method: "get",
    path: "/reservations",
    tag: "Reservations",
    summary: "List reservations",
    description:
      "Newest first. Rejected reservations are kept for 30 days. If there are more, the `Link` header has the URL of the next page. Following it is faster than a large offset and never repeats a reservation when new ones arrive in between.",
    access: { scope: "read" },
    query: z.object({
      ...fields.PageQuery,
      status: z
        .string()
        .transform((text) => text.toUpperCase())
        .pipe(z.enum(STATUSES))
        .optional()
        .openapi({ type: "string", description: "Upper or lower case.", example: "CONFIRMED" }),
      resourceId: fields.ResourceId.optional(),
      clientId: fields.ClientId.optional(),
      kind: Kind.optional().openapi({
        description:
          "Only reservations of bookings of this kind. Default: `guest` and `walk_in`, with rejected reservations.",
      }),
      fromTimestamp: fields.MillisecondsInQuery.optional(),
      toTimestamp: fields.MillisecondsInQuery.optional(),
      after: fields.Cursor.optional(),
    }),
    responses: {
      200: {
        description: "A page of reservations.",
        schema: z.object({ data: z.array(Reservation), pagination: fields.Pagination }),
        headers: { Link: 'The URL of the next page, if there is one: `<…>; rel="next"`.' },
      },
    },
  },
  async ({ ctx, query, request }) => {
    const { status, resourceId, clientId, kind, fromTimestamp, toTimestamp, after, limit, offset } = query;
    const filter = {
      status,
      resourceId,
      clientId,
      kind,
      from: dateOf(fromTimestamp),
      to: dateOf(toTimestamp),
    };
    const page = { limit, offset, after, countTo: fields.MAX_EXACT_COUNT };
    const found = await listReservations(ctx, filter, page);
    const last = found.more ? found.rows.at(-1) : undefined;
    const body = {
      data: found.rows.map(showReservation),
      pagination: fields.paginationOf(query, found),
    };
    if (!last) return ok(body);
    return ok(body, { headers: { Link: `<${fields.nextAddress(request, last)}>; rel="next"` } });
  },
);

const OfReservation = z.object({ id: fields.Uuid });

const get = route(
  {
    method: "get",
    path: "/reservations/{id}",
    tag: "Reservations",
    summary: "Get a reservation",
    access: { scope: "read" },
    params: OfReservation,
    responses: { 200: { description: "The reservation.", schema: Reservation } },
    errors: ["RESERVATION_NOT_FOUND"],
  },
  async ({ ctx, params }) => {
    const found = await findReservation(ctx, params.id);
    if (!found) throw new ApiError("RESERVATION_NOT_FOUND");
    return ok(showReservation(found));
  },
);

const cancelOne = route(
  {
    method: "post",
    path: "/reservations/{id}/cancel",
    tag: "Reservations",
    summary: "Cancel a reservation",
    description: "Releases its quantity. Other reservations of the booking stay active.",
    access: { scope: "book" },
    params: OfReservation,
    body: DeskRequest,
    bodyMayBeLeftOut: true,
    keptBy: "engine",
    responses: {
      200: {
        description: "The reservation, cancelled.",
        schema: CancelledReservation,
      },
    },
    errors: ["RESERVATION_NOT_FOUND", "INVALID_STATE", "BOOKING_CLOSED"],
  },
  async (call) => {
    const { params, body, idempotency } = call;
    const ctx = actingCtx(call, body.as);
    const found = await findReservation(ctx, params.id);
    if (!found) throw new ApiError("RESERVATION_NOT_FOUND");
    const { bookingId, id: reservationId, quantity } = found;
    if (bookingId === null) throw new ApiError("INVALID_STATE", { message: "The reservation was rejected." });
    const part = [{ reservationId, quantity }];
    const outcome = accepted(await cancel(ctx, { bookingId, part: { reservations: part }, idempotency }));
    const { booking, warnings, replayed } = outcome;
    const claim = booking?.reservations.find((each) => each.id === reservationId);
    assert(booking && claim, "a reservation that was cancelled is part of its booking");
    return ok({ ...showClaim(booking, claim), ...warningsIf(body.as, warnings) }, { replayed });
  },
);

export const reservationRoutes = [...commits, list, get, cancelOne];

/** Returns the warnings as a property of the response to the desk; other responses have none. */
function warningsIf(as: "desk" | undefined, warnings: Accepted["warnings"]) {
  return as === undefined ? {} : { warnings };
}

function dateOf(milliseconds: number | undefined): Date | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds);
}
