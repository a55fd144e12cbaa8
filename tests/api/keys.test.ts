import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { createKey, listKeys, revokeKey, rotateKey } from "#app/organizations/api-keys.server.ts";
import { serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import { ctxIn, makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeUser } from "#tests/support/members.ts";
import { testContext } from "#tests/support/remix.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

const database = await testDatabase();
const api = await serveApi(database.db);
const ctx = await makeOrganization(database.db);
const foreign = await makeOrganization(database.db, "Foreign");
const context = await testContext(database.db);

const statusOf = async (secret: string) =>
  (await apiClient(api, { "X-API-Key": secret }).get("/resources")).status;

/** Rotates a key that is live. */
async function rotated(...args: Parameters<typeof rotateKey>) {
  const result = await rotateKey(...args);
  if (!result.ok) throw new Error(result.refusal);
  return result;
}

const make = (more = {}) => createKey(ctx, { name: "Shop", scopes: ["read"], ...more });
const find = async (id: string) => (await listKeys(ctx)).keys.find((key) => key.id === id);

test("a key is shown once, and nothing that is stored opens anything", async () => {
  const { userId } = await makeUser(context, { organizationId: ctx.organizationId, role: "owner" });
  const member = ctxIn(database.db, ctx.organizationId, { kind: "member", id: userId });
  const { key, secret } = await createKey(member, { name: "Shop", scopes: ["book", "read", "read"] });
  expect(secret).toMatch(/^rsv_live_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$/);
  expect(key).toMatchObject({ name: "Shop", scopes: ["book", "read"], createdBy: userId, revokedAt: null });
  expect(secret.startsWith(`${key.prefix}_`)).toBe(true);
  expect(await statusOf(secret)).toBe(200);
  const [row] = await database.db.execute(
    sql`select row_to_json(k)::text as row from api_keys k where id = ${key.id}`,
  );
  expect(String(row?.row)).not.toContain(secret.slice(18));
  expect(Object.keys((await find(key.id)) ?? {}).join()).not.toMatch(/hash|secret/i);
  expect(await statusOf(String(row?.row))).toBe(401);
});

test("lists are the organisation's own, the newest first", async () => {
  const [one, two] = [await make({ name: "One" }), await make({ name: "Two" })];
  const names = (await listKeys(ctx)).keys.map((key) => key.name);
  expect(names.slice(0, 2)).toEqual(["Two", "One"]);
  expect((await listKeys(foreign)).keys).toEqual([]);
  expect(one.secret).not.toBe(two.secret);
});

test("a revoked key stops at once, and stays revoked", async () => {
  const { key, secret } = await make();
  expect(await statusOf(secret)).toBe(200);
  expect(await revokeKey(foreign, key.id)).toEqual({ ok: false, refusal: "KEY_NOT_ACTIVE" });
  expect(await statusOf(secret)).toBe(200);
  expect(await revokeKey(ctx, key.id)).toEqual({ ok: true });
  expect(await statusOf(secret)).toBe(401);
  expect(await revokeKey(ctx, key.id)).toEqual({ ok: false, refusal: "KEY_NOT_ACTIVE" });
  expect((await find(key.id))?.revokedAt).toBeInstanceOf(Date);
});

test("a key that was revoked on another instance stops within a second or so", async () => {
  const { key, secret } = await make();
  expect(await statusOf(secret)).toBe(200);
  await database.db.execute(sql`update api_keys set revoked_at = now() where id = ${key.id}`);
  await waitUntil("the key to stop", async () => (await statusOf(secret)) === 401, 2_500);
});

test("a rotated key goes on for as long as was said, and the new one has its scopes", async () => {
  const { key, secret } = await make({ scopes: ["read", "manage"] });
  expect(await rotateKey(foreign, key.id)).toEqual({ ok: false, refusal: "KEY_NOT_ACTIVE" });
  const renewed = await rotated(ctx, key.id, 60);
  expect(renewed.key).toMatchObject({ name: "Shop", scopes: ["read", "manage"], expiresAt: null });
  expect([await statusOf(secret), await statusOf(renewed.secret)]).toEqual([200, 200]);
  const end = (await find(key.id))?.expiresAt?.getTime() ?? 0;
  expect(Math.abs(end - Date.now() - 60_000)).toBeLessThan(10_000);

  const again = await rotated(ctx, renewed.key.id, 0);
  expect([await statusOf(renewed.secret), await statusOf(again.secret)]).toEqual([401, 200]);
  expect(await rotateKey(ctx, renewed.key.id)).toEqual({ ok: false, refusal: "KEY_NOT_ACTIVE" });
});

test("rotating never lengthens the life of a key", async () => {
  const soon = new Date(Date.now() + 3_600_000);
  const { key } = await make({ expiresAt: soon });
  const renewed = await rotated(ctx, key.id, 7 * 24 * 3_600);
  expect((await find(key.id))?.expiresAt).toEqual(soon);
  expect(renewed.key.expiresAt).toEqual(soon);
});

test("the last use is kept, and not written with every request", async () => {
  const { key, secret } = await make();
  expect((await find(key.id))?.lastUsedAt).toBe(null);
  await statusOf(secret);
  await waitUntil("the use to be noted", async () => (await find(key.id))?.lastUsedAt !== null);
  const noted = await versionOf(key.id);
  await Promise.all(Array.from({ length: 20 }, () => statusOf(secret)));
  expect(await versionOf(key.id)).toBe(noted);
});

async function versionOf(id: string) {
  const [row] = await database.db.execute(sql`select xmin::text as version from api_keys where id = ${id}`);
  return row?.version;
}
