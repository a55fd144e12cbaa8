import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { startWebhookReceiver } from "#tests/support/webhook-receiver.ts";
import { deliverAll } from "#tests/support/webhooks.ts";

const { db } = await testDatabase();
const api = await serveApi(db);
const [ours, theirs] = [await makeOrganization(db, "Ours"), await makeOrganization(db, "Theirs")];
const resource = await makeResource(ours, { capacity: 1_000 });
const keys = {
  ours: await keyOf(ours, "manage"),
  theirs: await keyOf(theirs, "manage"),
  weak: await keyOf(ours, "read", "book"),
};
const receiver = await startWebhookReceiver();
afterAll(() => receiver.close());
beforeEach(async () => {
  await db.execute(sql`delete from webhook_endpoints`);
  Object.assign(receiver, { hooks: [], react: () => 200 });
});

type Sent = { body?: unknown; as?: keyof typeof keys; headers?: Record<string, string> };

async function call(method: string, path: string, { body, as = "ours", headers }: Sent = {}) {
  const response = await fetch(api.base + path, {
    method,
    headers: {
      ...keys[as],
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
}

const wish = () => ({ url: `${receiver.url}/hook`, types: ["booking.confirmed", "booking.cancelled"] });
const create = async () => (await call("POST", "/webhooks", { body: wish() })).body.id as string;

describe("a webhook", () => {
  test("is created, listed, read, changed and deleted", async () => {
    const made = await call("POST", "/webhooks", { body: { ...wish(), description: "Door list" } });
    expect(made).toMatchObject({
      status: 201,
      body: {
        ...wish(),
        description: "Door list",
        state: "ACTIVE",
        types: ["booking.cancelled", "booking.confirmed"],
      },
    });
    const { id } = made.body;
    expect((await call("GET", "/webhooks")).body).toEqual({ data: [made.body] });
    expect((await call("GET", `/webhooks/${id}`)).body).toEqual(made.body);
    const changed = await call("PATCH", `/webhooks/${id}`, {
      body: { types: ["booking.held"], state: "DISABLED" },
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { id, url: made.body.url, types: ["booking.held"], state: "DISABLED", disabledReason: "member" },
    });
    expect((await call("PATCH", `/webhooks/${id}`, { body: { state: "ACTIVE" } })).body).not.toHaveProperty(
      "disabledAt",
    );
    expect(await call("DELETE", `/webhooks/${id}`)).toMatchObject({ status: 204 });
    expect(await call("GET", `/webhooks/${id}`)).toMatchObject({
      status: 404,
      body: { error: "WEBHOOK_NOT_FOUND" },
    });
    expect(await call("DELETE", `/webhooks/${id}`)).toMatchObject({ status: 404 });
  });

  test("is made once for one Idempotency-Key, and no kept answer holds a secret", async () => {
    const headers = { "Idempotency-Key": randomUUID() };
    const first = await call("POST", "/webhooks", { body: wish(), headers });
    const second = await call("POST", "/webhooks", { body: wish(), headers });
    expect(second.body).toEqual(first.body);
    expect((await call("GET", "/webhooks")).body.data).toHaveLength(1);
    expect(JSON.stringify(first.body)).not.toContain("whsec_");
  });

  test.each([
    ["no https", { url: "http://example.org/" }, "url"],
    ["another scheme", { url: "ftp://example.org/" }, "url"],
    ["no URL", { url: "example" }, "url"],
    ["credentials", { url: "https://a:b@example.org/" }, "url"],
    ["a mail server's port", { url: "https://example.org:25/" }, "url"],
    ["a private address", { url: "https://10.0.0.1/" }, "url"],
    ["metadata", { url: "https://169.254.169.254/latest" }, "url"],
    ["this computer in IPv6's clothes", { url: "https://[::ffff:7f00:1]/" }, "url"],
    ["a name of the inner network", { url: "https://printer.local/" }, "url"],
    ["a type that is none", { types: ["booking.eaten"] }, "types.0"],
    ["no type", { types: [] }, "types"],
    ["a NUL", { description: "a\0b" }, "description"],
  ])("is refused with %s", async (_, change, path) => {
    const id = await create();
    for (const [method, to, body] of [
      ["POST", "/webhooks", { ...wish(), ...change }],
      ["PATCH", `/webhooks/${id}`, change],
    ] as const) {
      expect(await call(method, to, { body })).toMatchObject({
        status: 400,
        body: { error: "VALIDATION_ERROR", details: [{ path, message: expect.any(String) }] },
      });
    }
  });

  test("signs with its secret, and with a new one beside it after a rotation", async () => {
    const id = await create();
    const before = (await call("GET", `/webhooks/${id}/secret`)).body;
    expect(before).toEqual({ secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/) });
    expect(await call("POST", `/webhooks/${id}/secret`)).toMatchObject({ status: 200, body: { id } });
    const after = (await call("GET", `/webhooks/${id}/secret`)).body;
    expect(after.secret).not.toBe(before.secret);
    expect(new Date(after.previousUntil).getTime() - Date.now()).toBeGreaterThan(23 * 3_600_000);
    await bookSome(ours, resource);
    await deliverAll(db);
    const [{ body, headers } = { body: "", headers: {} }] = receiver.hooks;
    for (const { secret } of [before, after])
      expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
    await call("POST", `/webhooks/${id}/secret`, { body: { atOnce: true } });
    expect((await call("GET", `/webhooks/${id}/secret`)).body).not.toHaveProperty("previousUntil");
  });

  test("is tested, and its attempts are listed, a page at a time", async () => {
    const id = await create();
    const sent = await call("POST", `/webhooks/${id}/test`);
    expect(sent).toMatchObject({ status: 202, body: { eventId: expect.any(String) } });
    receiver.react = () => ({ status: 500, body: "not today" });
    await deliverAll(db);
    await bookSome(ours, resource);
    await deliverAll(db);
    const first = (await call("GET", `/webhooks/${id}/attempts?limit=1`)).body;
    expect(first.data).toMatchObject([
      { type: "booking.confirmed", kind: "delivery", status: 500, error: null, responseBody: "not today" },
    ]);
    const second = (await call("GET", `/webhooks/${id}/attempts?limit=1&after=${first.pagination.next}`))
      .body;
    expect(second).toMatchObject({
      data: [
        {
          type: "webhook.test",
          kind: "test",
          eventId: sent.body.eventId,
          requestBody: receiver.hooks[0]?.body,
        },
      ],
      pagination: { next: null },
    });
  });

  test("is sent an event again", async () => {
    const id = await create();
    await bookSome(ours, resource);
    await deliverAll(db);
    const eventId = receiver.hooks[0]?.headers["webhook-id"];
    expect(await call("POST", `/webhooks/${id}/resend`, { body: { eventId } })).toMatchObject({
      status: 202,
    });
    await deliverAll(db);
    expect(receiver.hooks.map((hook) => hook.headers["webhook-id"])).toEqual([eventId, eventId]);
    const unknown = await call("POST", `/webhooks/${id}/resend`, { body: { eventId: randomUUID() } });
    expect(unknown).toMatchObject({ status: 404, body: { error: "DELIVERY_NOT_FOUND" } });
  });

  test("is one of twenty at most", async () => {
    for (let number = 0; number < 20; number++) await create();
    const answer = await call("POST", "/webhooks", { body: wish() });
    expect(answer).toMatchObject({ status: 409, body: { error: "TOO_MANY_WEBHOOKS" } });
  });
});

test("every call is for keys of the same organisation that may manage", async () => {
  const id = await create();
  const calls = [
    ["GET", "", undefined],
    ["POST", "", wish()],
    ["GET", `/${id}`, undefined],
    ["PATCH", `/${id}`, { description: "changed" }],
    ["GET", `/${id}/secret`, undefined],
    ["POST", `/${id}/secret`, {}],
    ["GET", `/${id}/attempts`, undefined],
    ["POST", `/${id}/test`, {}],
    ["POST", `/${id}/resend`, { eventId: randomUUID() }],
    ["DELETE", `/${id}`, undefined],
  ] as const;
  expect(calls).toHaveLength(api.routes.filter((route) => route.tag === "Webhooks").length);
  for (const [method, path, body] of calls) {
    expect(await call(method, `/webhooks${path}`, { body, as: "weak" })).toMatchObject({ status: 403 });
    const naked = await fetch(`${api.base}/webhooks${path}`, { method });
    expect([method, path, naked.status]).toEqual([method, path, 401]);
    const foreign = await call(method, `/webhooks${path}`, { body, as: "theirs" });
    if (path === "") expect(JSON.stringify(foreign.body)).not.toContain(id);
    else expect([path, foreign.status, foreign.body.error]).toEqual([path, 404, "WEBHOOK_NOT_FOUND"]);
  }
  expect((await call("GET", `/webhooks/${id}`)).body).toMatchObject({ description: "", url: wish().url });
  expect(await call("GET", "/webhooks/x")).toMatchObject({ status: 400, body: { error: "INVALID_INPUT" } });
});
