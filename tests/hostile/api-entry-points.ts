import type { Ctx } from "#app/platform/ctx.ts";
import type { ApiClient } from "#tests/support/api-client.ts";
import { makeResource } from "#tests/support/ctx.ts";

/** What makes a call valid, apart from what is tried in it. */
export interface ValidCall {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: Record<string, unknown>;
  /** Returns where what was written can be read, from the body of the response. */
  // biome-ignore lint/suspicious/noExplicitAny: each response has a shape of its own.
  readAt?: (body: any) => string;
}

interface ApiFixture {
  ctx: Ctx;
  calls: ApiClient;
}

const HOUR_SECONDS = 3_600;

type ValidCalls = Record<string, () => Promise<ValidCall>>;
type Fixtures = ReturnType<typeof fixturesOf>;

/** Makes a valid call of each operation, by method and path. */
export function validCalls(context: ApiFixture): ValidCalls {
  const fixtures = fixturesOf(context);
  return {
    ...resourceCalls(fixtures),
    ...bookingCalls(fixtures),
    ...readingCalls(fixtures),
    ...webhookCalls(fixtures),
    "get /openapi.json": async () => ({}),
  };
}

/** What calls are about: made once where that is enough. */
function fixturesOf({ ctx, calls }: ApiFixture) {
  const resource = once(() => makeResource(ctx, { capacity: 1_000_000 }));
  const claims = async () => [{ resourceId: await resource(), quantity: 1 }];
  const book = async (hold?: { seconds: number }) =>
    (await calls.post("/bookings", { body: { claims: await claims(), clientId: "ada", hold } })).body;
  const webhook = { url: "https://hooks.example/in", types: ["booking.confirmed"], description: "Door" };
  const makeWebhook = once(async () => (await calls.post("/webhooks", { body: webhook })).body.id as string);
  const ofResource = async () => ({ params: { id: await resource() } });
  const ofBooking = async () => ({ params: { id: (await book()).id } });
  const ofHold = async () => ({ params: { id: (await book({ seconds: HOUR_SECONDS })).id } });
  const ofReservation = async () => ({ params: { id: (await book()).reservations[0].id } });
  const ofWebhook = async () => ({ params: { id: await makeWebhook() } });
  const commit = async () => ({
    body: { resourceId: await resource(), clientId: "ada", quantity: 1 },
    readAt: (body: { reservationId: string }) => `/reservations/${body.reservationId}`,
  });
  const readBooking = (body: { id: string }) => `/bookings/${body.id}`;
  const readResource = (body: { id: string }) => `/resources/${encodeURIComponent(body.id)}`;
  return {
    ctx,
    calls,
    resource,
    claims,
    book,
    webhook,
    makeWebhook,
    ofResource,
    ofBooking,
    ofHold,
    ofReservation,
    ofWebhook,
    commit,
    readBooking,
    readResource,
  };
}

const resourceCalls = ({ ctx, ofResource, readResource }: Fixtures): ValidCalls => ({
  "get /resources": async () => ({}),
  "post /resources": async () => ({
    body: { id: crypto.randomUUID(), type: "room", capacity: 10 },
    readAt: readResource,
  }),
  "get /resources/{id}": ofResource,
  "patch /resources/{id}": async () => ({
    ...(await ofResource()),
    body: { capacity: 1_000_000, type: "room" },
    readAt: readResource,
  }),
  "post /resources/{id}/close": async () => ({ params: { id: await makeResource(ctx) } }),
  "post /resources/{id}/open": ofResource,
});

const bookingCalls = ({
  claims,
  book,
  ofBooking,
  ofHold,
  ofReservation,
  commit,
  readBooking,
}: Fixtures): ValidCalls => ({
  "post /reservations": commit,
  "post /reservations/commit": commit,
  "get /reservations": async () => ({}),
  "get /reservations/{id}": ofReservation,
  "post /reservations/{id}/cancel": ofReservation,
  "post /bookings": async () => ({
    body: {
      claims: await claims(),
      clientId: "ada",
      hold: { seconds: HOUR_SECONDS },
      metadata: { note: "x" },
    },
    readAt: readBooking,
  }),
  "get /bookings/{id}": ofBooking,
  "post /bookings/{id}/confirm": ofHold,
  "post /bookings/{id}/extend": ofHold,
  "post /bookings/{id}/cancel": async () => {
    const { id, reservations } = await book();
    return { params: { id }, body: { reservations: [{ id: reservations[0].id, quantity: 1 }] } };
  },
});

const readingCalls = ({ resource, ofResource }: Fixtures): ValidCalls => ({
  "get /availability": async () => ({ query: { ids: await resource() } }),
  "get /availability/{id}": ofResource,
  "get /resources/{id}/availability": ofResource,
  "get /availability/{id}/stream": ofResource,
  "delete /availability/cache": async () => ({}),
  "delete /availability/cache/{id}": ofResource,
  "get /availability/cache/stats": async () => ({}),
  "get /settings/status": async () => ({}),
  "get /settings/maintenance": async () => ({}),
  "put /settings/maintenance": async () => ({
    body: { enabled: true, message: "Back at ten" },
    readAt: () => "/settings/maintenance",
  }),
  "get /clients": async () => ({}),
  "get /analytics": async () => ({}),
  "get /proof": async () => ({ query: { resourceId: await resource() } }),
  "get /proof/{resourceId}/ledger": async () => ({ params: { resourceId: await resource() } }),
});

const webhookCalls = ({ calls, webhook, makeWebhook, ofWebhook }: Fixtures): ValidCalls => ({
  "get /webhooks": async () => ({}),
  "post /webhooks": async () => {
    for (const { id } of (await calls.get("/webhooks")).body.data) {
      if (id !== (await makeWebhook())) await calls.delete(`/webhooks/${id}`);
    }
    return { body: webhook, readAt: (body) => `/webhooks/${body.id}` };
  },
  "get /webhooks/{id}": ofWebhook,
  "patch /webhooks/{id}": async () => ({
    ...(await ofWebhook()),
    body: { ...webhook, state: "ACTIVE" },
    readAt: (body) => `/webhooks/${body.id}`,
  }),
  "delete /webhooks/{id}": async () => ({
    params: { id: (await calls.post("/webhooks", { body: webhook })).body.id },
  }),
  "get /webhooks/{id}/secret": ofWebhook,
  "post /webhooks/{id}/secret": async () => ({ ...(await ofWebhook()), body: { atOnce: true } }),
  "get /webhooks/{id}/attempts": ofWebhook,
  "post /webhooks/{id}/test": ofWebhook,
  "post /webhooks/{id}/resend": async () => ({
    ...(await ofWebhook()),
    body: { eventId: (await calls.post(`/webhooks/${await makeWebhook()}/test`)).body.eventId },
  }),
});

function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
