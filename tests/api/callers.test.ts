import { and, eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Route } from "#app/api/route.ts";
import { updateEvent } from "#app/events/save-event.server.ts";
import { createKey, revokeKey } from "#app/organizations/api-keys.server.ts";
import { SCOPES, type Scope } from "#app/organizations/key-secret.ts";
import { putSetting } from "#app/organizations/settings.server.ts";
import { sendTest } from "#app/webhooks/deliveries.server.ts";
import { apiKeys, events, webhookEndpoints } from "#db/schema/index.ts";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";

const database = await testDatabase();
const env = { API_KEY: "environment-key-of-the-first-one", ADMIN_API_KEY: "admin-key-of-the-first-one-too" };
const api = await serveApi(database.db, { env });
const ctx = await makeOrganization(database.db, "First");
const foreign = await makeOrganization(database.db, "Foreign");

/** What a path and a body need so that the call succeeds for who may make it, made anew each time. */
const WHAT: Record<string, () => Promise<{ path?: string; body?: object }>> = {
  "get /resources": async () => ({}),
  "post /resources": async () => ({ body: { id: crypto.randomUUID(), type: "room", capacity: 2 } }),
  "get /resources/{id}": async () => ({ path: `/resources/${await makeResource(ctx)}` }),
  "patch /resources/{id}": async () => ({
    path: `/resources/${await makeResource(ctx)}`,
    body: { capacity: 20 },
  }),
  "post /resources/{id}/close": async () => ({ path: `/resources/${await makeResource(ctx)}/close` }),
  "post /resources/{id}/open": async () => ({ path: `/resources/${await makeResource(ctx)}/open` }),
  "post /reservations": async () => ({ body: await oneSeat() }),
  "post /reservations/commit": async () => ({ body: await oneSeat() }),
  "get /reservations": async () => ({}),
  "get /reservations/{id}": async () => ({ path: `/reservations/${(await booked()).reservation}` }),
  "post /reservations/{id}/cancel": async () => ({
    path: `/reservations/${(await booked()).reservation}/cancel`,
  }),
  "post /bookings": async () => ({ body: await oneBooking() }),
  "get /bookings/{id}": async () => ({ path: `/bookings/${(await booked()).booking}` }),
  "post /bookings/{id}/confirm": async () => ({ path: `/bookings/${await held()}/confirm` }),
  "post /bookings/{id}/extend": async () => ({ path: `/bookings/${await held()}/extend` }),
  "post /bookings/{id}/cancel": async () => ({ path: `/bookings/${(await booked()).booking}/cancel` }),
  "get /availability": async () => ({ path: `/availability?ids=${await makeResource(ctx)}` }),
  "get /availability/{id}": async () => ({ path: `/availability/${await makeResource(ctx)}` }),
  "get /availability/{id}/stream": async () => ({
    path: `/availability/${await makeResource(ctx)}/stream`,
  }),
  "get /resources/{id}/availability": async () => ({
    path: `/resources/${await makeResource(ctx)}/availability`,
  }),
  "delete /availability/cache": async () => ({}),
  "delete /availability/cache/{id}": async () => ({ path: "/availability/cache/any" }),
  "get /availability/cache/stats": async () => ({}),
  "get /webhooks": async () => ({}),
  "post /webhooks": async () => ({ body: NEW_WEBHOOK }),
  "get /webhooks/{id}": async () => ({ path: `/webhooks/${await webhook()}` }),
  "patch /webhooks/{id}": async () => ({
    path: `/webhooks/${await webhook()}`,
    body: { state: "DISABLED" },
  }),
  "delete /webhooks/{id}": async () => ({ path: `/webhooks/${await webhook()}` }),
  "get /webhooks/{id}/secret": async () => ({ path: `/webhooks/${await webhook()}/secret` }),
  "post /webhooks/{id}/secret": async () => ({ path: `/webhooks/${await webhook()}/secret` }),
  "get /webhooks/{id}/attempts": async () => ({ path: `/webhooks/${await webhook()}/attempts` }),
  "post /webhooks/{id}/test": async () => ({ path: `/webhooks/${await webhook()}/test` }),
  "post /webhooks/{id}/resend": async () => {
    const id = await webhook();
    return { path: `/webhooks/${id}/resend`, body: { eventId: (await sendTest(ctx, id)).eventId } };
  },
  "get /settings/status": async () => ({}),
  "get /settings/maintenance": async () => ({}),
  "put /settings/maintenance": async () => ({ body: { enabled: false } }),
  "get /clients": async () => ({}),
  "get /analytics": async () => ({}),
  "get /proof": async () => ({}),
  "get /proof/{resourceId}/ledger": async () => ({ path: `/proof/${await makeResource(ctx)}/ledger` }),
  "get /openapi.json": async () => ({}),
};

/** What the contract says of a call: open to all, or the scope that it needs. */
const POLICY: Record<string, "open" | Scope> = {
  "get /resources": "read",
  "post /resources": "manage",
  "get /resources/{id}": "read",
  "patch /resources/{id}": "manage",
  "post /resources/{id}/close": "manage",
  "post /resources/{id}/open": "manage",
  "post /reservations": "book",
  "post /reservations/commit": "book",
  "get /reservations": "read",
  "get /reservations/{id}": "read",
  "post /reservations/{id}/cancel": "book",
  "post /bookings": "book",
  "get /bookings/{id}": "read",
  "post /bookings/{id}/confirm": "book",
  "post /bookings/{id}/extend": "book",
  "post /bookings/{id}/cancel": "book",
  "get /availability": "open",
  "get /availability/{id}": "open",
  "get /availability/{id}/stream": "open",
  "get /resources/{id}/availability": "open",
  "delete /availability/cache": "manage",
  "delete /availability/cache/{id}": "manage",
  "get /availability/cache/stats": "read",
  "get /webhooks": "manage",
  "post /webhooks": "manage",
  "get /webhooks/{id}": "manage",
  "patch /webhooks/{id}": "manage",
  "delete /webhooks/{id}": "manage",
  "get /webhooks/{id}/secret": "manage",
  "post /webhooks/{id}/secret": "manage",
  "get /webhooks/{id}/attempts": "manage",
  "post /webhooks/{id}/test": "manage",
  "post /webhooks/{id}/resend": "manage",
  "get /settings/status": "open",
  "get /settings/maintenance": "manage",
  "put /settings/maintenance": "manage",
  "get /clients": "read",
  "get /analytics": "read",
  "get /proof": "read",
  "get /proof/{resourceId}/ledger": "read",
  "get /openapi.json": "open",
};

async function oneSeat() {
  return { resourceId: await makeResource(ctx), clientId: "ada", quantity: 1 };
}
async function oneBooking() {
  return { claims: [{ resourceId: await makeResource(ctx), quantity: 1 }], clientId: "ada" };
}
async function booked() {
  const outcome = await bookSome(ctx, await makeResource(ctx));
  if (!outcome.ok || !outcome.booking) throw new Error("the booking was refused");
  return { booking: outcome.booking.id, reservation: outcome.booking.reservations[0]?.id };
}
async function held(): Promise<string> {
  const { post } = apiClient(api, await keyOf(ctx));
  return (await post("/bookings", { body: { ...(await oneBooking()), hold: { seconds: 60 } } })).body.id;
}

const NEW_WEBHOOK = { url: "https://hooks.example.org/reservo", types: ["booking.confirmed"] };

async function webhook(): Promise<string> {
  await database.db.delete(webhookEndpoints);
  const { post } = apiClient(api, await keyOf(ctx, "manage"));
  return (await post("/webhooks", { body: NEW_WEBHOOK })).body.id;
}

const nameOf = ({ method, path }: Route) => `${method} ${path}`;
const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });

async function expired() {
  const { secret, key } = await createKey(ctx, { name: "Old", scopes: SCOPES });
  await database.db
    .update(apiKeys)
    .set({ expiresAt: sql`now() - interval '1 second'` })
    .where(and(eq(apiKeys.organizationId, ctx.organizationId), eq(apiKeys.id, key.id)));
  return bearer(secret);
}

async function revoked() {
  const { secret, key } = await createKey(ctx, { name: "Lost", scopes: SCOPES });
  await revokeKey(ctx, key.id);
  return bearer(secret);
}

test("every call has its row here, and says of itself what the contract says", () => {
  expect(api.routes.map(nameOf).sort()).toEqual(Object.keys(POLICY).sort());
  expect(Object.keys(WHAT).sort()).toEqual(Object.keys(POLICY).sort());
  for (const route of api.routes) {
    const declared = "open" in route.access ? "open" : route.access.scope;
    expect([nameOf(route), declared]).toEqual([nameOf(route), POLICY[nameOf(route)]]);
  }
});

describe.each(api.routes.map((route) => [nameOf(route), route] as const))("%s", (name, route) => {
  const needed = POLICY[name];
  const call = async (headers: Record<string, string>) => {
    const { path = route.path, body } = (await WHAT[name]?.()) ?? {};
    const answer = await apiClient(api, headers)[route.method](path, { body });
    return answer.status < 300 ? "yes" : [answer.status, answer.body.error];
  };

  test("answers those without a key as the contract says", async () => {
    expect(await call({})).toEqual(needed === "open" ? "yes" : [401, "MISSING_API_KEY"]);
  });

  test("answers a key that does not count with 401", async () => {
    const wrong = [
      bearer("x"),
      { "X-API-Key": "" },
      { Authorization: "Basic YTpi" },
      { "X-API-Key": `rsv_live_abcd1234_${"A".repeat(43)}` },
      await expired(),
      await revoked(),
    ];
    for (const headers of wrong) {
      expect([headers, await call(headers)]).toEqual([headers, [401, "INVALID_API_KEY"]]);
    }
  });

  test("lets the right scope in, and no other", async () => {
    for (const scope of SCOPES) {
      const may = needed === "open" || needed === scope;
      expect([scope, await call(await keyOf(ctx, scope))]).toEqual([scope, may ? "yes" : [403, "FORBIDDEN"]]);
    }
    const others = SCOPES.filter((scope) => scope !== needed);
    expect(await call(await keyOf(ctx, ...others))).toEqual(needed === "open" ? "yes" : [403, "FORBIDDEN"]);
  });

  test("takes the keys of the environment for keys of the first organisation", async () => {
    expect(await call({ "X-API-Key": env.ADMIN_API_KEY })).toBe("yes");
    expect(await call(bearer(env.API_KEY))).toEqual(needed === "manage" ? [403, "FORBIDDEN"] : "yes");
  });

  test("shows another organisation's key nothing of this one", async () => {
    const { path = route.path, body } = (await WHAT[name]?.()) ?? {};
    const calls = apiClient(api, await keyOf(foreign));
    const answer = await calls[route.method](path, { body });
    const namesOne = name.includes("{") && !name.startsWith("delete /availability/cache");
    const ownNothing = namesOne || /^post \/(reservations|bookings)/.test(name);
    if (ownNothing)
      expect([answer.status, answer.body.error]).toEqual([404, expect.stringMatching(/NOT_FOUND$/)]);
    else expect(answer.status).toBeLessThan(300);
    const asOther = await calls[route.method](`${path}${path.includes("?") ? "&" : "?"}organization=first`, {
      body,
    });
    expect([asOther.status, asOther.body.error]).toEqual([403, "FORBIDDEN"]);
  });
});

describe("without a key", () => {
  const everybody = apiClient(api);
  const commit = (resourceId: string, query = "", headers = {}) =>
    everybody.post(`/reservations${query}`, {
      body: { resourceId, clientId: "ada", quantity: 1 },
      headers,
    });
  const allow = (id: string) => database.db.update(events).set({ publicApi: true }).where(eq(events.id, id));

  test("an event may be booked whose organiser allows it, and is published", async () => {
    const { event, session } = await makeEvent(ctx);
    const [resourceId = ""] = session.resourceIds;
    expect((await commit(resourceId)).body.error).toBe("MISSING_API_KEY");
    await allow(event.id);
    expect((await commit(resourceId)).body.status).toBe("CONFIRMED");
    const key = { "Idempotency-Key": "of ada" };
    const first = await commit(resourceId, "", key);
    expect((await commit(resourceId, "", key)).body).toEqual(first.body);
    const draft = await makeEvent(ctx, { published: false });
    await allow(draft.event.id);
    expect((await commit(draft.session.resourceIds[0] ?? "")).status).toBe(401);
    expect((await commit(await makeResource(ctx))).status).toBe(401);
    expect((await commit("nowhere")).status).toBe(401);
  });

  test("a private event is neither seen nor booked, from the moment that it is; a key sees and books it", async () => {
    const { event, session } = await makeEvent(ctx);
    await allow(event.id);
    const [id = ""] = session.resourceIds;
    const seen = () => everybody.get(`/availability/${id}`);
    expect((await seen()).status).toBe(200);
    const { title, description, place, timeZone, maxPerBooking } = event;
    const input = { title, description, place, timeZone, maxPerBooking, stock: "coral" as const };
    const saved = { ...input, visibility: "private" as const, accessCode: "Harvest 27", sessions: [] };
    expect(await updateEvent(ctx, event, saved)).toEqual({ ok: true });
    expect((await seen()).body.error).toBe("RESOURCE_NOT_FOUND");
    expect((await everybody.get(`/availability?ids=${id}`)).body.resources).toEqual([]);
    expect((await everybody.get(`/resources/${id}/availability`)).status).toBe(404);
    expect((await everybody.get(`/availability/${id}/stream`)).status).toBe(404);
    expect((await commit(id)).body.error).toBe("MISSING_API_KEY");
    const keyed = apiClient(api, await keyOf(ctx, "read", "book"));
    expect((await keyed.get(`/availability/${id}`)).status).toBe(200);
    const body = { resourceId: id, clientId: "ada", quantity: 1 };
    expect((await keyed.post("/reservations", { body })).body.status).toBe("CONFIRMED");
  });

  test("it is the first organisation's, or the one that the address names", async () => {
    const { event, session } = await makeEvent(foreign);
    await allow(event.id);
    const [resourceId = ""] = session.resourceIds;
    expect((await commit(resourceId)).status).toBe(401);
    expect((await commit(resourceId, "?organization=foreign")).status).toBe(201);
    expect((await commit(resourceId, "?organization=nobody")).body.error).toBe("NOT_FOUND");
  });

  test("the proof of another organisation is read by its name where it is public", async () => {
    await putSetting(database.db, foreign.organizationId, "public-proof", true);
    expect((await everybody.get("/proof?organization=foreign")).status).toBe(200);
    expect((await everybody.get("/proof")).status).toBe(401);
  });
});
