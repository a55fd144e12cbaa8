import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { changeKey, createKey, revokeKey, rotateKey, versionOf } from "#app/organizations/api-keys.server.ts";
import { ctxIn, makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeUser } from "#tests/support/members.ts";
import { testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const { organizationId } = await makeOrganization(db);
const { userId } = await makeUser(await testContext(db), { organizationId, role: "owner" });
const ctx = ctxIn(db, organizationId, { kind: "member", id: userId });

let last = 0;
const rows = async () => {
  const found = await db.execute(sql`
    select sequence::int, action, actor_id, object_kind, object_id, before, after from audit_log
    where organization_id = ${organizationId} and sequence > ${last} order by sequence`);
  last = Number(found.at(-1)?.sequence ?? last);
  return found.map(({ sequence, ...row }) => row);
};
beforeEach(rows);

const make = () =>
  createKey(ctx, { name: "Secret shop", scopes: ["read", "book"], networks: ["203.0.113.0/24"] });

test("a new key leaves one row, with numbers and enumerated words", async () => {
  const { key } = await make();
  const after = { scopes: ["read", "book"], networks: 1, expiresAt: null };
  const of = { actor_id: userId, object_kind: "key", object_id: key.id };
  expect(await rows()).toEqual([{ ...of, action: "key.created", before: null, after }]);
});

test("a change leaves one row with the names of the fields, and neither names nor networks", async () => {
  const { key } = await make();
  await rows();
  const input = { name: "Secret shop", networks: [], version: versionOf(key) };
  expect(await changeKey(ctx, key.id, input)).toEqual({ ok: true });
  const left = await rows();
  const after = { networks: 0, fields: ["networks"] };
  expect(left).toMatchObject([{ action: "key.changed", object_id: key.id, before: { networks: 1 }, after }]);
  expect(JSON.stringify(left)).not.toMatch(/Secret|203\.0\.113/);
});

test("a rotation leaves one row about the old key, which names the new one", async () => {
  const { key } = await make();
  await rows();
  const rotated = await rotateKey(ctx, key.id, 60);
  const after = { replacement: rotated.ok && rotated.key.id, overlapSeconds: 60 };
  expect(await rows()).toMatchObject([{ action: "key.rotated", object_id: key.id, after }]);
});

test("a revocation leaves one row", async () => {
  const { key } = await make();
  await rows();
  await revokeKey(ctx, key.id);
  expect(await rows()).toMatchObject([{ action: "key.revoked", object_id: key.id, after: null }]);
});

test("what is refused or changes nothing leaves no row", async () => {
  const { key } = await make();
  const { name, networks } = key;
  const version = versionOf(key);
  await rows();
  expect(await changeKey(ctx, key.id, { name, networks, version })).toEqual({ ok: true });
  const stale = await changeKey(ctx, key.id, { name: "Other", networks, version: version + 1 });
  expect(stale).toEqual({ ok: false, refusal: "KEY_CHANGED" });
  expect(await rows()).toEqual([]);
  await revokeKey(ctx, key.id);
  await rows();
  const refused = { ok: false, refusal: "KEY_NOT_ACTIVE" };
  expect(await revokeKey(ctx, key.id)).toEqual(refused);
  expect(await rotateKey(ctx, key.id)).toEqual(refused);
  expect(await changeKey(ctx, key.id, { name: "Other", networks, version })).toEqual(refused);
  expect(await rows()).toEqual([]);
});

test("of two changes of the same version at once, one is saved and one is refused", async () => {
  const { key } = await make();
  await rows();
  const version = versionOf(key);
  const results = await Promise.all(
    ["One", "Two", "Three"].map((name) => changeKey(ctx, key.id, { name, networks: [], version })),
  );
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await rows()).toHaveLength(1);
});
