import { gt, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { emptyOutbox } from "#app/jobs/empty-outbox.server.ts";
import { createKey } from "#app/organizations/api-keys.server.ts";
import { newId } from "#app/platform/ids.ts";
import { sendTest } from "#app/webhooks/deliveries.server.ts";
import { createEndpoint } from "#app/webhooks/endpoints.server.ts";
import { auditLog, webhookEndpoints } from "#db/schema/index.ts";
import { serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import { ctxIn, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const { db } = await testDatabase();
const api = await serveApi(db);
const ctx = await makeOrganization(db);
const { key, secret } = await createKey(ctx, { name: "Till", scopes: ["read", "book", "manage"] });
const client = apiClient(api, { Authorization: `Bearer ${secret}` });
const byKey = ctxIn(db, ctx.organizationId, { kind: "key", id: key.id });

interface ApiCase {
  /** The actions in the log after a call; none for a call that stores nothing. */
  actions: string[];
  path?: () => Promise<string>;
  body?: () => Promise<object> | object;
}

const seat = async () => ({ resourceId: await makeResource(ctx), clientId: "ada", quantity: 1 });
const booking = async () => ({
  claims: [{ resourceId: await makeResource(ctx), quantity: 1 }],
  clientId: "ada",
});
const booked = async () => (await client.post("/bookings", { body: await booking() })).body;
const held = async () =>
  (await client.post("/bookings", { body: { ...(await booking()), hold: { seconds: 60 } } })).body.id;
const reserved = async () => (await booked()).reservations[0].id;
const NEW_WEBHOOK = { url: "https://hooks.example.org/reservo", types: ["booking.confirmed" as const] };

async function webhook(): Promise<string> {
  await db.delete(webhookEndpoints);
  const made = await createEndpoint(byKey, { ...NEW_WEBHOOK, description: "" });
  return made.ok ? made.endpoint.id : "";
}

let tested = { webhook: "", event: "" };

/** The calls of the API that are no reads, and the one read that shows a secret. */
const CASES: Record<string, ApiCase> = {
  "post /resources": {
    actions: ["resource.created"],
    body: () => ({ id: newId(), type: "room", capacity: 2 }),
  },
  "patch /resources/{id}": {
    actions: ["resource.capacity-changed"],
    path: async () => `/resources/${await makeResource(ctx)}`,
    body: () => ({ capacity: 20 }),
  },
  "post /resources/{id}/close": {
    actions: ["resource.closed"],
    path: async () => `/resources/${await makeResource(ctx)}/close`,
  },
  "post /resources/{id}/open": {
    actions: ["resource.opened"],
    path: async () => {
      const id = await makeResource(ctx);
      await client.post(`/resources/${id}/close`);
      return `/resources/${id}/open`;
    },
  },
  "post /reservations": { actions: ["booking.confirmed"], body: seat },
  "post /reservations/commit": { actions: ["booking.confirmed"], body: seat },
  "post /reservations/{id}/cancel": {
    actions: ["booking.cancelled"],
    path: async () => `/reservations/${await reserved()}/cancel`,
  },
  "post /bookings": { actions: ["booking.confirmed"], body: booking },
  "post /bookings/{id}/confirm": {
    actions: ["booking.confirmed"],
    path: async () => `/bookings/${await held()}/confirm`,
  },
  "post /bookings/{id}/extend": {
    actions: ["booking.extended"],
    path: async () => `/bookings/${await held()}/extend`,
  },
  "post /bookings/{id}/cancel": {
    actions: ["booking.cancelled"],
    path: async () => `/bookings/${(await booked()).id}/cancel`,
  },
  // They forget copies in memory and store nothing.
  "delete /availability/cache": { actions: [] },
  "delete /availability/cache/{id}": { actions: [], path: async () => "/availability/cache/any" },
  "post /webhooks": {
    actions: ["webhook.created"],
    body: async () => {
      await db.delete(webhookEndpoints);
      return NEW_WEBHOOK;
    },
  },
  "patch /webhooks/{id}": {
    actions: ["webhook.changed"],
    path: async () => `/webhooks/${await webhook()}`,
    body: () => ({ state: "DISABLED", description: "Door" }),
  },
  "delete /webhooks/{id}": { actions: ["webhook.deleted"], path: async () => `/webhooks/${await webhook()}` },
  "get /webhooks/{id}/secret": {
    actions: ["webhook.secret-shown"],
    path: async () => `/webhooks/${await webhook()}/secret`,
  },
  "post /webhooks/{id}/secret": {
    actions: ["webhook.secret-rotated"],
    path: async () => `/webhooks/${await webhook()}/secret`,
  },
  "post /webhooks/{id}/test": {
    actions: ["webhook.tested"],
    path: async () => `/webhooks/${await webhook()}/test`,
  },
  "post /webhooks/{id}/resend": {
    actions: ["webhook.event-resent"],
    path: async () => {
      const id = await webhook();
      tested = { webhook: id, event: (await sendTest(byKey, id)).eventId };
      return `/webhooks/${id}/resend`;
    },
    body: () => ({ eventId: tested.event }),
  },
  "put /settings/maintenance": { actions: ["maintenance.started"], body: () => ({ enabled: true }) },
};

/** Returns the rows that the work adds to the log, copies of the history included. */
async function rowsOf(work: () => Promise<unknown>) {
  while ((await emptyOutbox(db)) > 0);
  const [latest] = await db.execute<{ at: string }>(
    sql`select coalesce(max(at), '-infinity')::text as at from audit_log`,
  );
  await work();
  while ((await emptyOutbox(db)) > 0);
  return db
    .select()
    .from(auditLog)
    .where(gt(auditLog.at, sql`${latest?.at}::timestamptz`))
    .orderBy(auditLog.at);
}

test("every operation that changes something, or shows a secret, has its row here", () => {
  const changing = api.routes.flatMap(({ method, path }) => (method === "get" ? [] : [`${method} ${path}`]));
  expect(Object.keys(CASES).sort()).toEqual([...changing, "get /webhooks/{id}/secret"].sort());
});

test.each(api.routes.filter(({ method, path }) => `${method} ${path}` in CASES))(
  "$method $path adds one row by the key, and none when it is refused",
  async ({ method, path: template }) => {
    const name = `${method} ${template}`;
    const { actions, path = async () => template, body } = CASES[name] as ApiCase;
    const address = await path();
    const sent = await body?.();
    if (actions.length > 0) {
      const refused = template.includes("{") ? template.replace("{id}", newId()) : template;
      const faulty = template.includes("{") ? sent : {};
      const none = await rowsOf(async () => {
        expect((await client[method](refused, { body: faulty })).status).toBeGreaterThanOrEqual(400);
      });
      expect(none).toEqual([]);
    }
    const headers: Record<string, string> = method === "post" ? { "Idempotency-Key": newId() } : {};
    const call = async () =>
      expect((await client[method](address, { body: sent, headers })).status).toBeLessThan(300);
    const rows = await rowsOf(call);
    expect(rows.map(({ action }) => action)).toEqual(actions);
    for (const row of rows) {
      expect(row).toMatchObject({ actorKind: "key", actorId: key.id, channel: "api" });
      expect(row.organizationId).toBe(ctx.organizationId);
    }
    // A repeat gets the stored response.
    if (method === "post") expect(await rowsOf(call)).toEqual([]);
    if (name === "put /settings/maintenance") {
      const end = () => client.put("/settings/maintenance", { body: { enabled: false } });
      expect((await rowsOf(end)).map(({ action }) => action)).toEqual(["maintenance.ended"]);
      expect(await rowsOf(end)).toEqual([]);
    }
  },
);

test("what a call leaves as it is has no row; a capacity and a type have one each, as each is a transaction", async () => {
  const id = await makeResource(ctx, { capacity: 10 });
  expect(await rowsOf(() => client.post(`/resources/${id}/open`))).toEqual([]);
  expect(await rowsOf(() => client.patch(`/resources/${id}`, { body: { capacity: 10 } }))).toEqual([]);
  const both = await rowsOf(() => client.patch(`/resources/${id}`, { body: { capacity: 12, type: "hall" } }));
  expect(both.map(({ action }) => action)).toEqual(["resource.capacity-changed", "resource.type-changed"]);
  expect(both[0]).toMatchObject({ before: { capacity: 10 }, after: { capacity: 12, resource: id } });
  const endpoint = await webhook();
  const switched = () => client.patch(`/webhooks/${endpoint}`, { body: { state: "DISABLED" } });
  expect((await rowsOf(switched)).map(({ action }) => action)).toEqual(["webhook.disabled"]);
  expect(await rowsOf(switched)).toEqual([]);
});
