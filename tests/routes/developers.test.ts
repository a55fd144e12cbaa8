import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { type ApiKey, listKeys, revokeKey, versionOf } from "#app/organizations/api-keys.server.ts";
import { findKey } from "#app/organizations/known-keys.server.ts";
import * as keysRoute from "#app/routes/admin/developers/keys._index.tsx";
import * as keyRoute from "#app/routes/admin/developers/keys.$id.tsx";
import * as editKeyRoute from "#app/routes/admin/developers/keys.$id_.edit.tsx";
import * as newKeyRoute from "#app/routes/admin/developers/keys.new.tsx";
import * as webhookRoute from "#app/routes/admin/developers/webhooks.$id._index.tsx";
import * as editRoute from "#app/routes/admin/developers/webhooks.$id.edit.tsx";
import * as newWebhookRoute from "#app/routes/admin/developers/webhooks.new.tsx";
import { listAttempts } from "#app/webhooks/deliveries.server.ts";
import { findEndpoint, listEndpoints } from "#app/webhooks/endpoints.server.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { signedIn } from "#tests/support/members.ts";
import { type RouteModule, requestRoute, testContext } from "#tests/support/remix.ts";
import { deliverAll, subscribeReceiver } from "#tests/support/webhooks.ts";

const { db, owner } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);
const cookie = await signedIn(context, ctx.organizationId, "admin");

beforeEach(async () => {
  await db.execute(sql`delete from webhook_endpoints`);
  await owner.db.execute(sql`delete from api_keys`);
});

type Fields = Record<string, string | string[]>;

/** Sends a form in which a field may stand several times. */
async function send(route: RouteModule, path: string, fields: Fields, id?: string) {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const each of [value].flat()) form.append(name, each);
  // The support's form is one of single fields; a URLSearchParams passes through it unchanged.
  const sent = form as unknown as Record<string, string>;
  return requestRoute(context, route, path, { cookie, form: sent, ...(id ? { params: { id } } : {}) });
}

/** This many networks, one per line. */
const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `198.51.100.${index}\n`).join("");

const EDIT = "/admin/developers/keys/id/edit";
const key = { name: "Till", scopes: ["read", "book"], lifetime: "90" };
const createKey = async () => {
  const { body } = await send(newKeyRoute, "/admin/developers/keys/new", key);
  const [made] = (await listKeys(ctx)).keys;
  return { secret: String(body.secret), id: made?.id ?? "" };
};

describe("a key", () => {
  test("is shown in the answer to its creation, and works", async () => {
    const answer = await send(newKeyRoute, "/admin/developers/keys/new", key);
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
    const secret = String(answer.body.secret);
    expect(secret).toMatch(/^rsv_live_[a-z0-9]{8}_/);
    expect(await findKey(db, secret)).toMatchObject({
      organizationId: ctx.organizationId,
      scopes: ["read", "book"],
    });
    const [made] = (await listKeys(ctx)).keys;
    const days = ((made?.expiresAt?.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(90);
    const { body } = await requestRoute(context, keyRoute, "/admin/developers/keys/id", {
      cookie,
      params: { id: made?.id ?? "" },
    });
    expect(JSON.stringify(body)).not.toContain(secret);
  });

  test.each([
    ["name", { ...key, name: " " }],
    ["scopes", { ...key, scopes: [] }],
    ["scopes", { ...key, scopes: ["root"] }],
    ["lifetime", { ...key, lifetime: "100000" }],
  ])("is not made where %s is wrong, and what was typed is kept", async (field, wrong) => {
    const answer = await send(newKeyRoute, "/admin/developers/keys/new", wrong);
    expect(answer).toMatchObject({
      status: 422,
      body: { draft: { name: wrong.name, lifetime: wrong.lifetime } },
    });
    expect(Object.keys(answer.body.errors as object)).toEqual([field]);
    expect((await listKeys(ctx)).keys).toEqual([]);
  });

  test("is revoked once the box is ticked", async () => {
    const { secret, id } = await createKey();
    expect(await send(keyRoute, "/admin/developers/keys/id", { intent: "revoke" }, id)).toMatchObject({
      status: 422,
    });
    expect(await findKey(db, secret)).toBeDefined();
    const revoked = await send(keyRoute, "/admin/developers/keys/id", { intent: "revoke", sure: "on" }, id);
    expect(revoked).toMatchObject({ status: 303, location: "/admin/o/test-club/developers/keys" });
    expect(await findKey(db, secret)).toBeUndefined();
    const rotated = await send(
      keyRoute,
      "/admin/developers/keys/id",
      { intent: "rotate", overlap: "24" },
      id,
    );
    expect(rotated).toMatchObject({
      status: 422,
      body: { error: expect.stringContaining("has expired or been revoked") },
    });
  });

  test("works in the networks of the form only, and has new ones at once after a change", async () => {
    const typed = " 203.0.113.9/24\r\n\r\n2001:DB8:0::1\n203.0.113.0/24 ";
    await send(newKeyRoute, "/admin/developers/keys/new", { ...key, networks: typed });
    const [made] = (await listKeys(ctx)).keys;
    expect(made?.networks).toEqual(["203.0.113.0/24", "2001:db8::1/128"]);
    const at = { cookie, params: { id: made?.id ?? "" } };
    const opened = await requestRoute<{ draft: object; version: number }>(context, editKeyRoute, EDIT, at);
    expect(opened.body.draft).toEqual({ name: "Till", networks: "203.0.113.0/24\n2001:db8::1/128" });
    const changed = { name: " Front  desk ", networks: "10.0.0.0/8", version: String(opened.body.version) };
    expect(await send(editKeyRoute, EDIT, changed, made?.id)).toMatchObject({
      status: 303,
      location: `/admin/o/test-club/developers/keys/${made?.id}`,
    });
    expect((await listKeys(ctx)).keys).toMatchObject([{ name: "Front desk", networks: ["10.0.0.0/8"] }]);
    const { body } = await send(
      keyRoute,
      "/admin/developers/keys/id",
      { intent: "rotate", overlap: "0" },
      made?.id,
    );
    expect(body.secret).toBeDefined();
    expect((await listKeys(ctx)).keys).toMatchObject(Array(2).fill({ networks: ["10.0.0.0/8"] }));
  });

  test.each([
    ["203.0.113.7\n\nexample.org", "Line 3: “example.org”"],
    ["203.0.113.7/33", "Line 1: “203.0.113.7/33”"],
    ["\u0000", "can’t save"],
    [lines(51), "Enter 50 networks or fewer."],
    ["1.1.1.1\n".repeat(700), "Use 5,000 characters or fewer."],
  ])(
    "with the networks %j is neither made nor changed, and what was typed is kept",
    async (networks, words) => {
      const errors = { networks: [expect.stringContaining(words)] };
      const refused = { status: 422, body: { draft: { name: "Till", networks }, errors } };
      expect(await send(newKeyRoute, "/admin/developers/keys/new", { ...key, networks })).toMatchObject(
        refused,
      );
      expect((await listKeys(ctx)).keys).toEqual([]);
      const { id } = await createKey();
      expect(await send(editKeyRoute, EDIT, { name: "Till", networks }, id)).toMatchObject(refused);
      expect((await listKeys(ctx)).keys).toMatchObject([{ networks: [] }]);
    },
  );

  test("can have 50 networks, and the same one any number of times", async () => {
    const networks = lines(50) + lines(50);
    expect(await send(newKeyRoute, "/admin/developers/keys/new", { ...key, networks })).toMatchObject({
      status: 200,
    });
    expect((await listKeys(ctx)).keys[0]?.networks).toHaveLength(50);
  });

  test("cannot be changed after it has ended, and its form leads to its page", async () => {
    const { id } = await createKey();
    const [made] = (await listKeys(ctx)).keys;
    await revokeKey(ctx, id);
    const opened = await requestRoute(context, editKeyRoute, EDIT, { cookie, params: { id } });
    expect(opened).toMatchObject({ status: 302, location: `/admin/o/test-club/developers/keys/${id}` });
    const change = { name: "Other", networks: "", version: String(made && versionOf(made)) };
    expect(await send(editKeyRoute, EDIT, change, id)).toMatchObject({
      status: 409,
      body: { draft: { name: "Other" }, notice: "This key was revoked or has expired." },
    });
    expect((await listKeys(ctx)).keys).toMatchObject([{ name: "Till" }]);
  });

  test("can be given the scope desk", async () => {
    const scopes = ["book", "desk"];
    const { status } = await send(newKeyRoute, "/admin/developers/keys/new", { ...key, scopes });
    expect(status).toBe(200);
    expect((await listKeys(ctx)).keys).toMatchObject([{ scopes }]);
  });

  test("cannot be given a scope that does not exist", async () => {
    const scopes = ["read", "root"];
    const answer = await send(newKeyRoute, "/admin/developers/keys/new", { ...key, scopes });
    expect(answer).toMatchObject({ status: 422, body: { errors: { scopes: ["Choose from the list."] } } });
    expect((await listKeys(ctx)).keys).toEqual([]);
  });

  test.each([
    ["24", true],
    ["0", false],
  ])("is replaced, and the old one works for %s more hours", async (overlap, works) => {
    const { secret, id } = await createKey();
    const { body } = await send(keyRoute, "/admin/developers/keys/id", { intent: "rotate", overlap }, id);
    expect(await findKey(db, String(body.secret))).toMatchObject({ scopes: ["read", "book"] });
    expect((await findKey(db, secret)) !== undefined).toBe(works);
  });
});

const webhook = {
  url: "https://hooks.example/in?a=1",
  description: "Door list",
  types: ["booking.held", "booking.expired"],
};

test("all of 230 keys are reached page by page, so that each of them can be revoked", async () => {
  await db.execute(sql`
    insert into api_keys (organization_id, id, name, prefix, secret_hash, scopes)
    select ${ctx.organizationId}, gen_random_uuid(), 'Key ' || n, 'rsv_live_' || n,
      decode(md5(n::text) || md5('x' || n), 'hex'), array['read'] from generate_series(1, 230) as n`);
  const names: string[] = [];
  let next: string | undefined;
  do {
    const path = `/admin/developers/keys${next ? `?after=${next}` : ""}`;
    const { body } = await requestRoute<{ keys: ApiKey[]; next?: string }>(context, keysRoute, path, {
      cookie,
    });
    names.push(...body.keys.map(({ name }) => name));
    next = body.next;
  } while (next);
  expect(names).toHaveLength(230);
  expect(new Set(names).size).toBe(230);
  // A place that there is not shows an empty page and no error.
  const nowhere = await requestRoute(context, keysRoute, "/admin/developers/keys?after=x", { cookie });
  expect(nowhere.status).toBe(200);
});

describe("a webhook", () => {
  test("is made and changed as it was typed", async () => {
    const made = await send(newWebhookRoute, "/admin/developers/webhooks/new", webhook);
    const [endpoint] = await listEndpoints(ctx);
    expect(made).toMatchObject({
      status: 303,
      location: `/admin/o/test-club/developers/webhooks/${endpoint?.id}`,
    });
    expect(endpoint).toMatchObject({
      ...webhook,
      types: ["booking.expired", "booking.held"],
      state: "active",
    });
    const changed = { url: "https://HOOKS.example:443/b", description: "", types: ["booking.held"] };
    await send(editRoute, "/admin/developers/webhooks/id/edit", changed, endpoint?.id);
    expect(await findEndpoint(ctx, endpoint?.id ?? "")).toMatchObject({
      url: "https://hooks.example/b",
      description: "",
      types: ["booking.held"],
    });
  });

  test.each([
    ["url", { ...webhook, url: "" }, "Enter an address."],
    ["url", { ...webhook, url: "hooks" }, "full address"],
    ["url", { ...webhook, url: "http://hooks.example/" }, "https://"],
    ["url", { ...webhook, url: "https://192.168.1.1/" }, "private network"],
    ["url", { ...webhook, url: "https://me:pw@hooks.example/" }, "password"],
    ["url", { ...webhook, url: "https://hooks.example:22/" }, "port"],
    ["url", { ...webhook, url: `https://hooks.example/${"a".repeat(2_000)}` }, "2,000"],
    ["types", { ...webhook, types: [] }, "at least one"],
    ["description", { ...webhook, description: "a\0" }, "can’t save"],
  ])("is not made where %s is wrong, and what was typed is kept", async (field, wrong, words) => {
    const answer = await send(newWebhookRoute, "/admin/developers/webhooks/new", wrong);
    expect(answer).toMatchObject({ status: 422, body: { draft: wrong } });
    const errors = answer.body.errors as Record<string, string[]>;
    expect(errors[field]?.join()).toContain(words);
    expect(await listEndpoints(ctx)).toEqual([]);
  });

  test("shows its secret, tests itself, sends again, turns off and on, begins a new secret, and is deleted", async () => {
    const { receiver, endpoint, secret } = await subscribeReceiver(ctx);
    const act = (fields: Fields) => send(webhookRoute, "/admin/developers/webhooks/id", fields, endpoint.id);
    let woken = 0;
    context.wakeRelay = () => void woken++;
    expect((await act({ intent: "show-secret" })).body.secret).toBe(secret);
    expect(await act({ intent: "test" })).toMatchObject({ status: 303 });
    expect(woken).toBe(1);
    await bookSome(ctx, await makeResource(ctx));
    await deliverAll(db);
    expect(receiver.hooks.map((hook) => hook.json.type).sort()).toEqual([
      "booking.confirmed",
      "webhook.test",
    ]);
    const eventId =
      (await listAttempts(ctx, endpoint.id)).attempts.find(({ kind }) => kind === "delivery")?.eventId ?? "";
    expect(await act({ intent: "resend", eventId })).toMatchObject({ status: 303 });
    expect(await act({ intent: "resend", eventId: "x" })).toMatchObject({ status: 404 });
    await deliverAll(db);
    expect(receiver.hooks).toHaveLength(3);
    await act({ intent: "off" });
    expect(await findEndpoint(ctx, endpoint.id)).toMatchObject({
      state: "disabled",
      disabledReason: "member",
    });
    await act({ intent: "on" });
    expect(await findEndpoint(ctx, endpoint.id)).toMatchObject({ state: "active", disabledReason: null });
    await act({ intent: "rotate" });
    expect(await findEndpoint(ctx, endpoint.id)).toMatchObject({
      secretNumber: 2,
      previousSecretUntil: expect.any(Date),
    });
    await act({ intent: "rotate", "at-once": "on" });
    expect(await findEndpoint(ctx, endpoint.id)).toMatchObject({
      secretNumber: 3,
      previousSecretUntil: null,
    });
    expect(await act({ intent: "explode" })).toMatchObject({ status: 400 });
    expect(await act({ intent: "delete" })).toMatchObject({ status: 422 });
    expect(await act({ intent: "delete", sure: "on" })).toMatchObject({
      status: 303,
      location: "/admin/o/test-club/developers/webhooks",
    });
    expect(await listEndpoints(ctx)).toEqual([]);
    await receiver.close();
  });
});
