import { expect, test } from "vitest";
import { setMaintenance } from "#app/organizations/settings.server.ts";
import { NO_ORGANIZATION } from "#db/schema/index.ts";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = await testDatabase();
const api = await serveApi(database.db);
const ctx = await makeOrganization(database.db);
const { get, put } = apiClient(api, await keyOf(ctx));
const everybody = apiClient(api);

const OFF = { operational: true, maintenance: { enabled: false, message: null } };

test("maintenance mode is switched, and everybody is told", async () => {
  const before = await get("/settings/maintenance");
  expect([before.status, before.body]).toEqual([200, { enabled: false, message: null, updatedAt: null }]);
  expect((await everybody.get("/settings/status")).body).toEqual(OFF);

  const on = await put("/settings/maintenance", { body: { enabled: true, message: "Back at noon" } });
  expect(on.status).toBe(200);
  expect(on.body).toEqual({ enabled: true, message: "Back at noon", updatedAt: expect.any(String) });
  expect(Math.abs(Date.parse(on.body.updatedAt) - Date.now())).toBeLessThan(60_000);
  expect((await get("/settings/maintenance")).body).toEqual(on.body);
  const told = await everybody.get("/settings/status");
  expect(told.body).toEqual({
    operational: false,
    maintenance: { enabled: true, message: "Back at noon" },
  });
  expect(told.headers.get("access-control-allow-origin")).toBe("*");

  const off = await put("/settings/maintenance", { body: { enabled: false, message: "No more" } });
  expect(off.body).toMatchObject({ enabled: false, message: null });
  expect((await everybody.get("/settings/status")).body).toEqual(OFF);
  const silent = await put("/settings/maintenance", { body: { enabled: true } });
  expect(silent.body).toMatchObject({ enabled: true, message: null });
  await put("/settings/maintenance", { body: { enabled: false } });
});

test("the operator's switch shows in the status, and leaves the organisation's as it is", async () => {
  await setMaintenance(database.db, NO_ORGANIZATION, { enabled: true, message: "Moving house" });
  expect((await everybody.get("/settings/status")).body).toEqual({
    operational: false,
    maintenance: { enabled: true, message: "Moving house" },
  });
  expect((await get("/settings/maintenance")).body.enabled).toBe(false);
  await setMaintenance(database.db, NO_ORGANIZATION, { enabled: false, message: null });
  expect((await everybody.get("/settings/status")).body).toEqual(OFF);
});

test.each([
  ["no switch", {}, "enabled"],
  ["a word for a switch", { enabled: "yes" }, "enabled"],
  ["an empty message", { enabled: true, message: " " }, "message"],
  ["a message of 501 characters", { enabled: true, message: "a".repeat(501) }, "message"],
  ["a bell in the message", { enabled: true, message: "\u0007" }, "message"],
])("%s is answered with 400, and says where", async (_what, body, path) => {
  const answer = await put("/settings/maintenance", { body });
  expect([answer.status, answer.body.error]).toEqual([400, "VALIDATION_ERROR"]);
  expect(answer.body.details).toEqual([{ path, message: expect.any(String) }]);
});

test("whose status it is about is said by a name, a key, or nothing", async () => {
  const second = await makeOrganization(database.db, "Second Club");
  await setMaintenance(database.db, second.organizationId, { enabled: true, message: "Only here" });
  const operational = async (calls: typeof everybody, query = "") =>
    (await calls.get(`/settings/status${query}`)).body.operational;
  expect(await operational(everybody)).toBe(true);
  expect(await operational(everybody, "?organization=second-club")).toBe(false);
  expect(await operational(apiClient(api, await keyOf(second)))).toBe(false);
  for (const slug of ["nobody", "%00", "A'--"]) {
    const { status, body } = await everybody.get(`/settings/status?organization=${slug}`);
    expect([status, body.error]).toEqual([404, "NOT_FOUND"]);
  }
});
