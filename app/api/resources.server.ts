import { z } from "@hono/zod-openapi";
import {
  addResource,
  changeCapacity,
  changeType,
  reopenResource,
  stopResource,
} from "#app/booking/administer.server.ts";
import { findResource, listResources, type ResourceNow } from "#app/booking/find-resources.server.ts";
import type { Outcome } from "#app/booking/request.ts";
import { NO_RULES, plannedCapacity } from "#app/booking/world.ts";
import { assert } from "#app/platform/assert.ts";
import { ApiError } from "./errors.ts";
import * as fields from "./fields.ts";
import { type ApiCall, created, ok, route } from "./route.ts";

const State = z.enum(["OPEN", "CLOSED", "CANCELLED"]).openapi({
  description: "CLOSED accepts no new bookings. CANCELLED also confirms no holds.",
});

const Resource = z
  .object({
    id: fields.ResourceId,
    type: z.string(),
    capacity: fields.Capacity.openapi({
      description: "The capacity in force. Above `plannedCapacity` it is exactly what is taken.",
    }),
    plannedCapacity: fields.Capacity.openapi({
      description: "The capacity that was set. Equal to `capacity` unless more is taken.",
    }),
    currentBookings: fields.Count.openapi({ description: "The confirmed and held quantity." }),
    remainingCapacity: fields.Count,
    state: State,
    version: fields.Sequence.openapi({ description: "The sequence of its latest change." }),
  })
  .openapi("Resource");

const OfResource = z.object({ id: fields.ResourceId });

function shapeOf(resource: ResourceNow): z.input<typeof Resource> {
  const { id, type, capacity, booked, held, setAside, state, version } = resource;
  const taken = booked + held;
  return {
    id,
    type,
    capacity,
    plannedCapacity: plannedCapacity(resource),
    currentBookings: taken,
    remainingCapacity: capacity - taken - setAside,
    state,
    version,
  };
}

const list = route(
  {
    method: "get",
    path: "/resources",
    tag: "Resources",
    summary: "List resources",
    description: "Newest first.",
    access: { scope: "read" },
    query: z.object({
      ...fields.PageQuery,
      state: State.optional(),
      type: fields.ResourceType.optional(),
    }),
    responses: {
      200: {
        description: "A page of resources.",
        schema: z.object({ data: z.array(Resource), pagination: fields.Pagination }),
      },
    },
  },
  async ({ ctx, query }) => {
    const found = await listResources(ctx, { ...query, countTo: fields.MAX_EXACT_COUNT });
    return ok({ data: found.rows.map(shapeOf), pagination: fields.paginationOf(query, found) });
  },
);

const create = route(
  {
    method: "post",
    path: "/resources",
    tag: "Resources",
    summary: "Create a resource",
    access: { scope: "manage" },
    body: z
      .object({ id: fields.ResourceId, type: fields.ResourceType, capacity: fields.Capacity })
      .openapi("NewResource"),
    responses: { 201: { description: "The new resource, with version 1.", schema: Resource } },
    keptBy: "engine",
    errors: ["RESOURCE_ALREADY_EXISTS"],
  },
  async ({ ctx, body, idempotency }) => {
    const { resource, replayed } = accepted(
      await addResource(ctx, { ...body, rules: NO_RULES }, idempotency),
    );
    return created(shapeOf(resource), { replayed });
  },
);

const get = route(
  {
    method: "get",
    path: "/resources/{id}",
    tag: "Resources",
    summary: "Get a resource",
    description: "Read from the database, never from a cache.",
    access: { scope: "read" },
    params: OfResource,
    responses: { 200: { description: "The resource.", schema: Resource } },
    errors: ["RESOURCE_NOT_FOUND"],
  },
  async ({ ctx, params }) => {
    const resource = await findResource(ctx, params.id);
    if (!resource) throw new ApiError("RESOURCE_NOT_FOUND");
    return ok(shapeOf(resource));
  },
);

const change = route(
  {
    method: "patch",
    path: "/resources/{id}",
    tag: "Resources",
    summary: "Change a resource",
    description:
      "Changes the planned capacity, the type, or both. The capacity cannot be lower than the confirmed and held quantity, unless `shrink` is true: the capacity in force then follows the bookings down.",
    access: { scope: "manage" },
    params: OfResource,
    body: z
      .object({
        capacity: fields.Capacity.optional(),
        shrink: z.boolean().optional().openapi({ description: "Accepts a capacity below what is taken." }),
        type: fields.ResourceType.optional(),
      })
      .refine(({ capacity, type }) => capacity !== undefined || type !== undefined, {
        message: "must have capacity, type, or both",
      })
      .openapi("ResourceChange"),
    responses: {
      200: { description: "The updated resource.", schema: Resource },
      409: {
        description: "`CAPACITY_BELOW_BOOKED`: `booked` is the minimum capacity.",
        schema: z.object({ ...fields.ErrorBody.shape, booked: fields.Count }).openapi("CapacityBelowBooked"),
      },
    },
    errors: ["RESOURCE_NOT_FOUND"],
  },
  async ({ ctx, params: { id: resourceId }, body: { capacity, shrink, type } }) => {
    let resource: ResourceNow | undefined;
    if (capacity !== undefined)
      resource = accepted(await changeCapacity(ctx, { resourceId, capacity, shrink })).resource;
    if (type !== undefined) resource = accepted(await changeType(ctx, { resourceId, type })).resource;
    assert(resource, "the schema requires a change");
    return ok(shapeOf(resource));
  },
);

const doors = (["close", "open"] as const).map((word) =>
  route(
    {
      method: "post",
      path: `/resources/{id}/${word}`,
      tag: "Resources",
      summary: word === "close" ? "Close a resource" : "Open a resource",
      description:
        word === "close"
          ? "Stops new bookings. Existing bookings stay. No effect on a closed or cancelled resource."
          : "Accepts bookings again, even if the resource was cancelled. No effect on an open resource.",
      access: { scope: "manage" },
      params: OfResource,
      keptBy: "engine",
      responses: { 200: { description: "The updated resource.", schema: Resource } },
      errors: ["RESOURCE_NOT_FOUND"],
    },
    (call) => turn(call, word === "close" ? stopResource : reopenResource),
  ),
);

export const resourceRoutes = [list, create, get, change, ...doors];

async function turn({ ctx, params, idempotency }: ApiCall<{ id: string }>, command: typeof reopenResource) {
  const { resource, replayed } = accepted(await command(ctx, { resourceId: params.id, idempotency }));
  return ok(shapeOf(resource), { replayed });
}

function accepted(outcome: Outcome): { resource: ResourceNow; replayed: boolean } {
  if (outcome.ok) {
    assert(outcome.resource, "a command on a resource returns it");
    return { resource: outcome.resource, replayed: outcome.replayed };
  }
  const { refusal, claims, replayed } = outcome;
  const booked = refusal === "CAPACITY_BELOW_BOOKED" ? { body: { booked: claims[0]?.quantity } } : {};
  throw new ApiError(refusal, { replayed, ...booked });
}
