import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { cancelResource, saveResources } from "#app/booking/commands.server.ts";
import { findResource } from "#app/booking/find-resources.server.ts";
import { NO_RULES } from "#app/booking/world.ts";
import { putSetting } from "#app/organizations/settings.server.ts";
import type { Ctx, TxCtx } from "#app/platform/ctx.ts";
import { openDatabase } from "#db/client.ts";
import { startProxy } from "#tests/chaos/connection-layer-proxy.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectSoundLedger, readLedger } from "#tests/support/ledger-check.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { times } from "./outcomes.ts";

const database = await testDatabase();
const { db } = database;

const capacities = async (ctx: Ctx, ids: string[]) =>
  Promise.all(ids.map(async (id) => (await findResource(ctx, id))?.capacity));
/** Each row says that what came along with a save was committed. */
await database.owner.db.execute(sql`create table came_along (organization_id uuid not null)`);
await database.owner.db.execute(sql`grant select, insert on came_along to public`);
const noteIn = async (tx: TxCtx) => {
  await tx.tx.execute(sql`insert into came_along values (${tx.organizationId})`);
};
const notes = async ({ organizationId }: Ctx) =>
  (await db.execute(sql`select from came_along where organization_id = ${organizationId}`)).length;

test("resources are saved together, with what comes along, in one transaction", async () => {
  const ctx = await makeOrganization(db);
  const ids = await times(3, () => makeResource(ctx));
  const rules = { ...NO_RULES, maxPerBooking: 2 };
  const [a = "", b = "", c = ""] = ids;
  const saved = await saveResources(
    ctx,
    [
      { resourceId: a, capacity: 20, rules, transition: "close" },
      { resourceId: b, rules },
      { resourceId: c, capacity: 10, rules: NO_RULES, transition: "open" },
    ],
    noteIn,
  );
  expect(saved).toMatchObject({ ok: true, replayed: false });
  const kinds = await Promise.all(
    ids.map(async (id) => (await readLedger(db, { ...ctx, id })).map((row) => row.kind)),
  );
  expect(kinds).toEqual([["created", "capacity", "rules", "closed"], ["created", "rules"], ["created"]]);
  expect(await notes(ctx)).toBe(1);
  const transactions = await db.execute(sql`
    select xmin::text from ledger where organization_id = ${ctx.organizationId} and sequence > 1
    union select xmin::text from came_along where organization_id = ${ctx.organizationId}`);
  expect(transactions).toHaveLength(1);
  await expectSoundLedger(db, ctx.organizationId);
});

test("where one capacity is below what is booked nothing is saved, and the refusal names the resource and the need", async () => {
  const ctx = await makeOrganization(db);
  const ids = await times(3, () => makeResource(ctx));
  await bookSome(ctx, ids[1] ?? "", 4);
  const saves = ids.map((resourceId) => ({ resourceId, capacity: 3 }));
  expect(await saveResources(ctx, saves, noteIn)).toMatchObject({
    ok: false,
    refusal: "CAPACITY_BELOW_BOOKED",
    claims: [{ resourceId: ids[1], quantity: 4, reason: "CAPACITY_BELOW_BOOKED" }],
  });
  expect(await capacities(ctx, ids)).toEqual([10, 10, 10]);
  expect(await notes(ctx)).toBe(0);
});

test("what comes along and fails takes the resources with it, and its error reaches the caller", async () => {
  const ctx = await makeOrganization(db);
  const ids = await times(2, () => makeResource(ctx));
  const saving = saveResources(
    ctx,
    ids.map((resourceId) => ({ resourceId, capacity: 3 })),
    async (tx) => {
      await noteIn(tx);
      throw new Error("somebody changed the event");
    },
  );
  await expect(saving).rejects.toThrow("somebody changed the event");
  expect([await capacities(ctx, ids), await notes(ctx)]).toEqual([[10, 10], 0]);
});

test("a save of nothing still carries what comes along, once", async () => {
  const ctx = await makeOrganization(db);
  expect(await saveResources(ctx, [], noteIn)).toMatchObject({ ok: true });
  expect(await notes(ctx)).toBe(1);
});

test("open leaves what is cancelled, and ifEmpty refuses where anything is booked", async () => {
  const ctx = await makeOrganization(db);
  const [a = "", b = ""] = await times(2, () => makeResource(ctx));
  await cancelResource(ctx, { resourceId: a });
  await bookSome(ctx, b, 2);
  await saveResources(ctx, [{ resourceId: a, transition: "open" }]);
  expect(await findResource(ctx, a)).toMatchObject({ state: "CANCELLED" });
  const ending = [a, b].map((resourceId) => ({ resourceId, transition: "cancel" as const, ifEmpty: true }));
  expect(await saveResources(ctx, ending)).toMatchObject({
    ok: false,
    claims: [{ resourceId: b, quantity: 2 }],
  });
  expect(await findResource(ctx, b)).toMatchObject({ state: "OPEN" });
});

test("maintenance does not keep an organiser from saving", async () => {
  const ctx = await makeOrganization(db);
  const resourceId = await makeResource(ctx);
  await putSetting(db, ctx.organizationId, "maintenance", { enabled: true, message: "Back soon" });
  expect(await saveResources(ctx, [{ resourceId, capacity: 3 }])).toMatchObject({ ok: true });
});

test.each(["before", "after"] as const)(
  "a connection cut %s the server has heard the commit saves once, with what comes along once",
  async (cut) => {
    const ctx = await makeOrganization(db);
    const resourceId = await makeResource(ctx);
    const proxy = await startProxy(database.url);
    const behind = openDatabase({ url: proxy.url, max: 2 });
    try {
      await behind.ping();
      proxy.trap({ word: "commit", cut });
      const before = proxy.connections();
      const saving = saveResources({ ...ctx, db: behind.db }, [{ resourceId, capacity: 3 }], noteIn);
      await waitUntil("the cut", () => proxy.connections() > before);
      proxy.trap({ word: "never sent", cut: "before" });
      expect(await saving).toMatchObject({ ok: true, replayed: cut === "after" });
    } finally {
      await behind.close();
      await proxy.close();
    }
    expect([await notes(ctx), await capacities(ctx, [resourceId])]).toEqual([1, [3]]);
    expect((await readLedger(db, { ...ctx, id: resourceId })).map((row) => row.kind)).toEqual([
      "created",
      "capacity",
    ]);
  },
);
