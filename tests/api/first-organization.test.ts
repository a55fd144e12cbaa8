import { expect, test } from "vitest";
import { renewSetUpToken, setUpOwner } from "#app/auth/set-up.server.ts";
import { assureOrganization, listOrganizations } from "#app/organizations/organizations.server.ts";
import { NO_ORGANIZATION } from "#db/schema/index.ts";
import { serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import { ctxIn } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = await testDatabase();
const { db } = database;
const ADMIN_API_KEY = "admin-key-before-anybody-is-there";

test("a key of the environment sets a server up before anybody owns it, and the owner gets what was made", async () => {
  const calls = apiClient(await serveApi(db, { env: { ADMIN_API_KEY } }), { "X-API-Key": ADMIN_API_KEY });
  const before = await calls.get("/resources");
  expect([before.status, before.body.message]).toEqual([
    404,
    "No organisation exists yet. Create one first.",
  ]);
  // As instances do that start together, and again when they start anew.
  await Promise.all([1, 2, 3].map(() => assureOrganization(db)));
  await assureOrganization(db);
  expect(await listOrganizations(db)).toHaveLength(1);
  const room = { id: "room-1", type: "room", capacity: 4 };
  expect((await calls.post("/resources", { body: room })).status).toBe(201);

  const owner = {
    name: "Ada",
    email: "ada@example.org",
    passwordHash: "none",
    emailPublic: true,
    timeZone: "Europe/Berlin",
  };
  const token = await renewSetUpToken(db);
  const ctx = ctxIn(db, NO_ORGANIZATION);
  expect(await setUpOwner(ctx, token, { ...owner, organization: "Potters" })).toMatchObject({ ok: true });
  expect((await listOrganizations(db)).map((each) => each.name)).toEqual(["Potters"]);
  expect((await calls.get("/resources/room-1")).status).toBe(200);
});
