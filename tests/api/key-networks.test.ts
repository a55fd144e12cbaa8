import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { changeKey, createKey, findKeyById, versionOf } from "#app/organizations/api-keys.server.ts";
import { findKey } from "#app/organizations/known-keys.server.ts";
import { serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

const { db } = await testDatabase();
const ctx = await makeOrganization(db);
/** The tests are a trusted proxy, which names the client. */
const host = { trustedProxies: ["127.0.0.1"] };
const fast = await serveApi(db, { host });
const usual = await serveApi(db, { host, fastPath: false });
const limited = await serveApi(db, { host, rateLimits: true });

const get = (api: typeof fast, secret: string, client: string, path = "/resources") =>
  apiClient(api, { "X-API-Key": secret, "X-Forwarded-For": client }).get(path);

const make = async (networks: string[]) =>
  createKey(ctx, { name: "Shop", scopes: ["read", "book"], networks });

async function change(id: string, networks: string[]) {
  const key = await findKeyById(ctx, id);
  return key && changeKey(ctx, id, { name: key.name, networks, version: versionOf(key) });
}

describe.each([
  ["on the fast path", fast],
  ["through a web Request", usual],
])("%s", (_path, api) => {
  test.each([
    ["203.0.113.0/24", ["203.0.113.0", "203.0.113.255", "::ffff:203.0.113.7", "::ffff:cb00:7107"]],
    ["2001:db8:1::/48", ["2001:db8:1::", "2001:DB8:1:ffff::1"]],
    ["2001:db8::1/128", ["2001:db8:0:0::1"]],
    ["10.0.0.0/8", ["10.1.2.3"]],
    ["0.0.0.0/0", ["198.51.100.1"]],
  ])("a key of %s works from inside", async (network, clients) => {
    const { secret } = await make(["192.0.2.1/32", network]);
    for (const client of clients)
      expect([client, (await get(api, secret, client)).status]).toEqual([client, 200]);
  });

  test.each([
    ["203.0.113.0/24", ["203.0.114.0", "::ffff:203.0.114.0", "2001:db8::cb00:7107", "::cb00:7107"]],
    ["2001:db8:1::/48", ["2001:db8:2::", "203.0.113.7", "::ffff:203.0.113.7"]],
    ["::/0", ["203.0.113.7", "::ffff:203.0.113.7"]],
    ["0.0.0.0/0", ["2001:db8::1"]],
  ])("a key of %s is refused elsewhere, without its networks", async (network, clients) => {
    const { secret } = await make([network]);
    for (const client of clients) {
      const { status, body, text } = await get(api, secret, client);
      expect([client, status, body.error]).toEqual([client, 403, "FORBIDDEN"]);
      expect(body.message).toBe("This key is not allowed from this network.");
      expect(text).not.toContain(network);
    }
    // What is public without a key is not public with one that is in the wrong hands.
    expect((await get(api, secret, clients[0] ?? "", "/settings/status")).status).toBe(403);
  });

  test("a change of networks applies to the next request", async () => {
    const { secret, key } = await make([]);
    expect((await get(api, secret, "203.0.113.7")).status).toBe(200);
    expect(await change(key.id, ["198.51.100.0/24"])).toEqual({ ok: true });
    expect((await get(api, secret, "203.0.113.7")).status).toBe(403);
    expect(await change(key.id, [])).toEqual({ ok: true });
    expect((await get(api, secret, "203.0.113.7")).status).toBe(200);
  });

  test("a change on another instance applies within a second or so", async () => {
    const { secret, key } = await make([]);
    expect((await get(api, secret, "203.0.113.7")).status).toBe(200);
    await db.execute(sql`update api_keys set networks = '{198.51.100.0/24}' where id = ${key.id}`);
    const isRefused = async () => (await get(api, secret, "203.0.113.7")).status === 403;
    await waitUntil("the key to be refused", isRefused, 2_500);
  });

  test("the log names the key that was refused, and its use is not noted", async () => {
    const { secret, key } = await make(["198.51.100.7/32"]);
    await get(api, secret, "203.0.113.7");
    const name = key.prefix.slice("rsv_live_".length);
    expect(api.lines.filter((line) => line.includes(name)).join()).toContain('"code":403');
    expect((await findKeyById(ctx, key.id))?.lastUsedAt).toBe(null);
  });
});

test("requests from the wrong network share the limit of wrong keys, and use up nothing of the key's own", async () => {
  const { secret } = await make(["198.51.100.0/24"]);
  const wrongKey = `${secret.slice(0, -1)}${secret.endsWith("A") ? "B" : "A"}`;
  const statuses: number[] = [];
  while (statuses.at(-1) !== 429 && statuses.length < 200) {
    const key = statuses.length % 2 === 0 ? secret : wrongKey;
    statuses.push((await get(limited, key, "203.0.113.7")).status);
  }
  expect(statuses.slice(0, 60)).toEqual(Array(30).fill([403, 401]).flat());
  // Together they reach the limit of 60 per minute, not each for itself; meanwhile some attempts may come back.
  expect(statuses.length).toBeLessThan(100);
  expect((await get(limited, secret, "198.51.100.7")).status).toBe(200);
  expect((await get(limited, (await make([])).secret, "203.0.113.7")).status).toBe(200);
});

test("a stored network that cannot be read allows nobody", async () => {
  const { secret, key } = await make([]);
  await db.execute(sql`update api_keys set networks = '{nonsense}' where id = ${key.id}`);
  expect((await get(fast, secret, "203.0.113.7")).status).toBe(403);
});

test("the known keys have no networks to look through where a key has none", async () => {
  const { secret } = await make([]);
  expect((await findKey(db, secret))?.networks).toBeUndefined();
});
