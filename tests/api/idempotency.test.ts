import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ApiError } from "#app/api/errors.ts";
import { created, type Route, route } from "#app/api/route.ts";
import { putSetting } from "#app/organizations/settings.server.ts";
import { settings } from "#db/schema/index.ts";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { apiClient, type ValidatedResponse } from "#tests/support/api-client.ts";
import { makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = await testDatabase();
const ctx = await makeOrganization(database.db);

/** A call that no booking comes from: its answer is kept by the frame. */
const note = route(
  {
    method: "post",
    path: "/notes",
    tag: "Settings",
    summary: "Note",
    access: { scope: "manage" },
    body: z.object({ name: z.string() }),
    responses: { 201: { description: "Noted.", schema: z.object({ z: z.string(), a: z.string() }) } },
    errors: ["INVALID_STATE"],
  },
  async (call) => {
    if (call.body.name === "refused") throw new ApiError("INVALID_STATE");
    await putSetting(call.ctx.db, call.ctx.organizationId, call.body.name, call.host.requestId);
    if (call.body.name === "broken") throw new Error("broken on purpose");
    return created({ z: call.host.requestId, a: call.body.name });
  },
);
const api = await serveApi(database.db, { more: [note as Route] });
const { get, post } = apiClient(api, await keyOf(ctx));

const under = (key: string) => ({ "Idempotency-Key": key });
const isReplay = ({ headers }: ValidatedResponse) => headers.get("idempotency-replayed");

describe("the same key and body", () => {
  test("commit once, and are answered again to the last number", async () => {
    const resourceId = await makeResource(ctx, { capacity: 5 });
    const body = { resourceId, clientId: "ada", quantity: 2 };
    const first = await post("/reservations", { body, headers: under("commit-1") });
    await post("/reservations", { body });
    const again = await post("/reservations/commit", {
      body: { quantity: 2, clientId: "ada", resourceId, ignored: true },
      headers: under("commit-1"),
    });
    expect([first.status, isReplay(first)]).toEqual([201, null]);
    expect([again.status, isReplay(again)]).toEqual([201, "true"]);
    expect(again.body).toEqual(first.body);
    expect((await get(`/resources/${resourceId}`)).body.currentBookings).toBe(4);
  });

  test("are refused again as they were, though there is room by now", async () => {
    const resourceId = await makeResource(ctx, { capacity: 1 });
    const body = { resourceId, clientId: "ada", quantity: 2 };
    const first = await post("/reservations", { body, headers: under("refused-1") });
    const claims = { claims: [{ resourceId, quantity: 2 }], clientId: "ada" };
    const booking = await post("/bookings", { body: claims, headers: under("refused-2") });
    const calls = apiClient(api, await keyOf(ctx));
    await calls.patch(`/resources/${resourceId}`, { body: { capacity: 9 } });
    for (const [answer, again] of [
      [first, await post("/reservations", { body, headers: under("refused-1") })],
      [booking, await post("/bookings", { body: claims, headers: under("refused-2") })],
    ] as const) {
      expect([answer.status, again.status, isReplay(again)]).toEqual([409, 409, "true"]);
      expect(again.body).toEqual(answer.body);
    }
  });

  test("at the same time are carried out once", async () => {
    const resourceId = await makeResource(ctx, { capacity: 50 });
    const body = { resourceId, clientId: "ada", quantity: 1 };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post("/reservations", { body, headers: under("at-once") })),
    );
    expect(new Set(answers.map((each) => each.text)).size).toBe(1);
    expect(answers.filter((each) => isReplay(each) === null)).toHaveLength(1);
    expect((await get(`/resources/${resourceId}`)).body.currentBookings).toBe(1);
  });

  test("hold, extend, confirm, cancel, create, close and open are answered as they were then", async () => {
    const resourceId = await makeResource(ctx);
    const claims = [{ resourceId, quantity: 1 }];
    const held = await post("/bookings", { body: { claims, clientId: "ada", hold: { seconds: 60 } } });
    const made = await post("/reservations", { body: { resourceId, clientId: "ada", quantity: 1 } });
    const { id } = held.body;
    const steps: [string, object | undefined][] = [
      ["/bookings", { claims, clientId: "ada", hold: { seconds: 60 }, metadata: { a: 1 } }],
      [`/bookings/${id}/extend`, undefined],
      [`/bookings/${id}/confirm`, undefined],
      [`/bookings/${id}/cancel`, undefined],
      [`/reservations/${made.body.reservationId}/cancel`, undefined],
      ["/resources", { id: "made-once", type: "room", capacity: 1 }],
      ["/resources/made-once/close", undefined],
      ["/resources/made-once/open", undefined],
    ];
    const first: ValidatedResponse[] = [];
    for (const [path, body] of steps) first.push(await post(path, { body, headers: under(`step ${path}`) }));
    for (const [index, [path, body]] of steps.entries()) {
      const again = await post(path, { body, headers: under(`step ${path}`) });
      expect([path, again.status, isReplay(again)]).toEqual([path, first[index]?.status, "true"]);
      expect(again.body).toEqual(first[index]?.body);
    }
  });

  test("may be anything printable, and of anybody", async () => {
    const resourceId = await makeResource(ctx);
    const body = { resourceId, clientId: "ada", quantity: 1 };
    for (const key of ["!", "~".repeat(255), "a b", '"quoted"']) {
      expect((await post("/reservations", { body, headers: under(key) })).status).toBe(201);
      expect(isReplay(await post("/reservations", { body, headers: under(key) }))).toBe("true");
    }
    const another = apiClient(api, await keyOf(ctx));
    expect(isReplay(await another.post("/reservations", { body, headers: under("!") }))).toBe(null);
    expect((await get(`/resources/${resourceId}`)).body.currentBookings).toBe(5);
  });
});

describe("the same key and something else", () => {
  test("are answered with 422, whoever keeps the answer", async () => {
    const resourceId = await makeResource(ctx);
    const body = { resourceId, clientId: "ada", quantity: 1 };
    await post("/reservations", { body, headers: under("used") });
    await post("/notes", { body: { name: "used" }, headers: under("noted") });
    for (const [path, other, key] of [
      ["/reservations", { ...body, quantity: 2 }, "used"],
      ["/bookings", { claims: [{ resourceId, quantity: 1 }], clientId: "ada" }, "used"],
      ["/notes", { name: "used" }, "used"],
      [`/resources/${resourceId}/close`, undefined, "used"],
      ["/resources", { id: "x", type: "room", capacity: 1 }, "used"],
      ["/reservations", body, "noted"],
      ["/notes", { name: "other" }, "noted"],
    ] as const) {
      const { status, body: answer } = await post(path, { body: other, headers: under(key) });
      expect([path, status, answer.error]).toEqual([path, 422, "IDEMPOTENCY_KEY_REUSED"]);
    }
  });
});

describe("an answer that the frame keeps", () => {
  const stored = async (name: string) =>
    (await database.db.select().from(settings).where(eq(settings.name, name))).map((row) => row.value);

  test("is sent again as it was, and nothing is done twice", async () => {
    const first = await post("/notes", { body: { name: "kept" }, headers: under("kept") });
    const again = await post("/notes", { body: { name: "kept" }, headers: under("kept") });
    expect([first.status, isReplay(first), again.status, isReplay(again)]).toEqual([201, null, 201, "true"]);
    expect(again.text).toBe(first.text);
    expect(await stored("kept")).toEqual([first.body.z]);
  });

  test("is one for all who ask at the same time", async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post("/notes", { body: { name: "once" }, headers: under("once") })),
    );
    expect(new Set(answers.map((each) => each.text)).size).toBe(1);
    expect(answers.filter((each) => isReplay(each) === null)).toHaveLength(1);
  });

  test("is kept when it is a refusal, and not when it is a mistake, ours or theirs", async () => {
    const refused = await post("/notes", { body: { name: "refused" }, headers: under("refused") });
    const again = await post("/notes", { body: { name: "refused" }, headers: under("refused") });
    expect([refused.status, again.status, isReplay(again)]).toEqual([409, 409, "true"]);
    const broken = await post("/notes", { body: { name: "broken" }, headers: under("broken") });
    expect([broken.status, await stored("broken")]).toEqual([500, []]);
    const wrong = await post("/notes", { body: {}, headers: under("broken") });
    expect(wrong.status).toBe(400);
    const right = await post("/notes", { body: { name: "right" }, headers: under("broken") });
    expect([right.status, isReplay(right)]).toEqual([201, null]);
  });
});

test("what is kept nowhere may be asked again: errors of the request and maintenance mode", async () => {
  const resourceId = await makeResource(ctx, { capacity: 1, id: "later" });
  const body = { resourceId, clientId: "ada", quantity: 1 };
  expect((await post("/reservations", { body: { ...body, quantity: 0 }, headers: under("k") })).status).toBe(
    400,
  );
  const missing = { ...body, resourceId: "not-yet" };
  expect((await post("/reservations", { body: missing, headers: under("k") })).status).toBe(404);
  expect((await post("/reservations", { body, headers: under("k") })).status).toBe(201);
});

test.each([
  ["an empty one", ""],
  ["one of 256 characters", "a".repeat(256)],
  ["one that is not ASCII", "schlüssel"],
])("a key that is no key is answered with 400: %s", async (_what, key) => {
  const { status, body } = await post("/resources/x/close", { headers: under(key) });
  expect([status, body.error]).toEqual([400, "VALIDATION_ERROR"]);
  expect(body.details[0].path).toBe("Idempotency-Key");
});

test("the metrics count what became of keys", async () => {
  const text = await api.metrics();
  for (const result of ["new", "replay", "mismatch"]) {
    expect(text).toMatch(new RegExp(`reservo_idem_total\\{result="${result}"\\} [1-9]`));
  }
});
