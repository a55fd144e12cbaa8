import { expect, test } from "vitest";
import { chainHash } from "#app/booking/internal/committing/chain.ts";
import { putSetting } from "#app/organizations/settings.server.ts";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = await testDatabase();
const api = await serveApi(database.db);
const ctx = await makeOrganization(database.db);
const { get } = apiClient(api, await keyOf(ctx, "read"));
const everybody = apiClient(api);

test("the proof says of each resource what it has and what that is made of", async () => {
  const id = await makeResource(ctx, { capacity: 5 });
  await bookSome(ctx, id, 3);
  const { status, body } = await get(`/proof?resourceId=${id}`);
  expect(status).toBe(200);
  expect(body).toEqual({
    at: expect.any(Number),
    agrees: true,
    resources: [
      {
        resourceId: id,
        capacity: 5,
        booked: 3,
        held: 0,
        setAside: 0,
        confirmed: 3,
        pending: 0,
        sequence: 2,
        head: expect.stringMatching(/^[0-9a-f]{64}$/),
        lowestMargin: 2,
        agrees: true,
      },
    ],
  });
  expect((await get("/proof")).body.resources.length).toBeGreaterThan(0);
});

test("the ledger is a chain that anyone can compute again", async () => {
  const id = await makeResource(ctx, { capacity: 5 });
  for (let n = 0; n < 3; n++) await bookSome(ctx, id);
  const { status, body } = await get(`/proof/${id}/ledger`);
  expect([status, body.rows.length]).toEqual([200, 4]);
  let hash: Uint8Array = new Uint8Array(32);
  for (const { hash: given, ...row } of body.rows) {
    hash = chainHash(hash, row);
    expect(Buffer.from(hash).toString("hex")).toBe(given);
  }
  const rest = await get(`/proof/${id}/ledger?after=3`);
  expect(rest.body).toEqual({ rows: [body.rows[3]] });
  expect((await get(`/proof/${id}/ledger?after=9`)).body).toEqual({ rows: [] });
});

test("everybody may read it where the organiser says so, and nobody without a key otherwise", async () => {
  const id = await makeResource(ctx);
  for (const path of ["/proof", `/proof/${id}/ledger`]) {
    const { status, body } = await everybody.get(path);
    expect([status, body.error]).toEqual([401, "MISSING_API_KEY"]);
  }
  await putSetting(database.db, ctx.organizationId, "public-proof", true);
  for (const path of ["/proof", `/proof/${id}/ledger`]) {
    const { status, headers } = await everybody.get(path);
    expect([status, headers.get("access-control-allow-origin")]).toEqual([200, "*"]);
  }
});

test("what is malformed is answered with 400, what is not there with 404", async () => {
  for (const path of ["/proof?resourceId=a b", "/proof?after=%00", "/proof/x/ledger?after=-1"]) {
    expect((await get(path)).body.error).toBe("VALIDATION_ERROR");
  }
  expect((await get("/proof/a%20b/ledger")).body.error).toBe("INVALID_INPUT");
  for (const path of ["/proof?resourceId=nowhere", "/proof/nowhere/ledger"]) {
    const { status, body } = await get(path);
    expect([status, body.error]).toEqual([404, "RESOURCE_NOT_FOUND"]);
  }
});
