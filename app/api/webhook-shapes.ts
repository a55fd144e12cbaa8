import { z } from "@hono/zod-openapi";
import type { Attempt as KnownAttempt } from "#app/webhooks/deliveries.server.ts";
import type { Endpoint } from "#app/webhooks/endpoints.server.ts";
import { DELIVERY_ERRORS, EVENT_TYPES } from "#app/webhooks/event-types.ts";
import * as fields from "./fields.ts";

const Url = z.string().min(1).max(2_000).openapi({ example: "https://example.org/hooks/reservo" });
const Types = z
  .array(z.enum(EVENT_TYPES))
  .min(1)
  .max(EVENT_TYPES.length)
  .openapi({
    description: "The event types it receives.",
    example: ["booking.confirmed", "booking.cancelled"],
  });
const Description = z
  .union([z.literal(""), fields.plainText(200)])
  .openapi({ description: "A note for people.", example: "Door list" });
const State = z.enum(["ACTIVE", "DISABLED"]);
const Instant = z.iso.datetime();

export const OfWebhook = z.object({ id: fields.Uuid });

export const Webhook = z
  .object({
    id: fields.Uuid,
    url: Url,
    description: z.string(),
    types: Types,
    state: State,
    disabledReason: z.enum(["member", "failing", "gone"]).optional().openapi({
      description:
        "`member`: disabled by hand. `failing`: after three days of failures. `gone`: the receiver responded 410.",
    }),
    disabledAt: Instant.optional(),
    failingSince: Instant.optional().openapi({
      description: "The time since which no delivery has succeeded.",
    }),
    createdAt: Instant,
  })
  .openapi("Webhook");

export const NewWebhook = z
  .object({ url: Url, types: Types, description: Description.default("") })
  .openapi("NewWebhook");

export const WebhookChange = z
  .object({
    url: Url.optional(),
    types: Types.optional(),
    description: Description.optional(),
    state: State.optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    message: "must have at least one field",
  })
  .openapi("WebhookChange");

export const Secret = z
  .object({
    secret: z.string().openapi({
      description: "In the format of Standard Webhooks.",
      example: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    }),
    previousUntil: Instant.optional().openapi({
      description: "The time until which requests are also signed with the previous secret.",
    }),
  })
  .openapi("WebhookSecret");

export const AttemptsQuery = z.object({
  limit: fields
    .wholeInQuery(1, 100)
    .default(25)
    .openapi({ description: "Maximum number of items.", default: 25 }),
  after: fields.Uuid.optional().openapi({ description: "`pagination.next` of the previous page." }),
});

const ERRORS = [...DELIVERY_ERRORS] as [string, ...string[]];

const Attempt = z
  .object({
    id: fields.Uuid,
    eventId: fields.Uuid.openapi({ description: "The `webhook-id`, the same in every attempt." }),
    type: z.string().openapi({ example: "booking.confirmed" }),
    kind: z.enum(["delivery", "resend", "test"]),
    attemptedAt: Instant,
    status: z
      .int()
      .nullable()
      .openapi({ description: "The status of the response; null if there was none." }),
    error: z.enum(ERRORS).nullable().openapi({ description: "Why there was no response." }),
    latencyMs: fields.Count,
    requestBody: z.string(),
    responseBody: z.string().openapi({ description: "The first 2 KB of the response." }),
  })
  .openapi("WebhookAttempt");

export const Attempts = z.object({
  data: z.array(Attempt),
  pagination: z.object({ limit: z.int(), next: fields.Id.nullable() }),
});

export const Resend = z.object({ eventId: fields.Uuid }).openapi("Resend");
export const Queued = z.object({ eventId: fields.Uuid }).openapi("Queued");

/** Converts an endpoint to the API's shape. */
export function shapeOfWebhook(endpoint: Endpoint): z.input<typeof Webhook> {
  const { id, url, description, types, disabledReason, disabledAt, failingSince, createdAt } = endpoint;
  return {
    id,
    url,
    description,
    types,
    state: endpoint.state === "active" ? "ACTIVE" : "DISABLED",
    ...(disabledReason && disabledAt ? { disabledReason, disabledAt: disabledAt.toISOString() } : {}),
    ...(failingSince ? { failingSince: failingSince.toISOString() } : {}),
    createdAt: createdAt.toISOString(),
  };
}

/** Converts a delivery attempt to the API's shape. */
export function shapeOfAttempt(attempt: KnownAttempt): z.input<typeof Attempt> {
  const { id, eventId, type, kind, at, code, error, latencyMs, request, response } = attempt;
  return {
    id,
    eventId,
    type,
    kind,
    attemptedAt: at.toISOString(),
    status: code,
    error,
    latencyMs,
    requestBody: request,
    responseBody: response,
  };
}
