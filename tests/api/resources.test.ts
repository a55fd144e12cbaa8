import { describe, expect, test } from "vitest";
import { cancelResource, openResource, setWaiting } from "#app/booking/commands.server.ts";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = await testDatabase();
const api = await serveApi(database.db);
const ctx = await makeOrganization(database.db);
const { get, post, patch } = apiClient(api, await keyOf(ctx));

describe("POST /resources", () => {
  test("makes a resource, open, with version 1", async () => {
    const { status, body } = await post("/resources", {
      body: { id: "Room_1.a-b@c+d", type: "meeting room", capacity: 12 },
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: "Room_1.a-b@c+d",
      type: "meeting room",
      capacity: 12,
      plannedCapacity: 12,
      currentBookings: 0,
      remainingCapacity: 12,
      state: "OPEN",
      version: 1,
    });
  });

  test("refuses an id that is taken, with an error and 409", async () => {
    const body = { id: "taken", type: "room", capacity: 1 };
    expect((await post("/resources", { body })).status).toBe(201);
    const again = await post("/resources", { body });
    expect([again.status, again.body.error]).toEqual([409, "RESOURCE_ALREADY_EXISTS"]);
  });

  test.each([
    ["nothing", {}, ["id", "type", "capacity"]],
    ["an id with a space", { id: "a b", type: "room", capacity: 1 }, ["id"]],
    ["an id of 101 characters", { id: "a".repeat(101), type: "room", capacity: 1 }, ["id"]],
    ["a capacity of 0", { id: "a", type: "room", capacity: 0 }, ["capacity"]],
    ["half a seat", { id: "a", type: "room", capacity: 1.5 }, ["capacity"]],
    ["a capacity in words", { id: "a", type: "room", capacity: "3" }, ["capacity"]],
    ["a capacity beyond what is exact", { id: "a", type: "room", capacity: 2 ** 53 }, ["capacity"]],
    ["an empty type", { id: "a", type: "  ", capacity: 1 }, ["type"]],
    ["a list", [], ["body"]],
    ["no JSON", "{", ["body"]],
  ])("answers %s with 400 and says where", async (_what, body, paths) => {
    const answer = await post("/resources", { body });
    expect([answer.status, answer.body.error]).toEqual([400, "VALIDATION_ERROR"]);
    expect(answer.body.details.map((each: { path: string }) => each.path)).toEqual(paths);
  });

  test("ignores what nobody may set", async () => {
    const given = { organizationId: "x", booked: 5, state: "CLOSED", version: 9, role: "admin" };
    const { body } = await post("/resources", { body: { id: "extra", type: "room", capacity: 2, ...given } });
    expect(body).toMatchObject({ currentBookings: 0, state: "OPEN", version: 1 });
  });
});

describe("GET /resources/:id", () => {
  test("counts confirmed and held, and leaves out what is set aside", async () => {
    const id = await makeResource(ctx, { capacity: 10 });
    await bookSome(ctx, id, 4);
    await post("/bookings", {
      body: { claims: [{ resourceId: id, quantity: 2 }], clientId: "ada", hold: { seconds: 60 } },
    });
    expect((await get(`/resources/${id}`)).body).toMatchObject({ currentBookings: 6, remainingCapacity: 4 });
    await setWaiting(ctx, { resourceId: id, waiting: true });
    const { body } = await get(`/reservations?resourceId=${id}&status=confirmed`);
    await post(`/reservations/${body.data[0].id}/cancel`);
    expect((await get(`/resources/${id}`)).body).toMatchObject({ currentBookings: 2, remainingCapacity: 4 });
  });

  test("answers 404 for one that is not there and 400 for an id that none can have", async () => {
    const missing = await get("/resources/nowhere");
    expect([missing.status, missing.body.error]).toEqual([404, "RESOURCE_NOT_FOUND"]);
    for (const path of ["/resources/a%20b", "/resources/%C3%A4", `/resources/${"a".repeat(101)}`]) {
      const malformed = await get(path);
      expect([malformed.status, malformed.body.error]).toEqual([400, "INVALID_INPUT"]);
    }
  });
});

describe("PATCH /resources/:id", () => {
  test("changes the capacity, the type, or both, each with a sequence of its own", async () => {
    const id = await makeResource(ctx, { capacity: 5 });
    expect((await patch(`/resources/${id}`, { body: { capacity: 7 } })).body).toMatchObject({
      capacity: 7,
      version: 2,
    });
    const { status, body } = await patch(`/resources/${id}`, { body: { capacity: 8, type: "hall" } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ capacity: 8, type: "hall", version: 4 });
    expect((await get(`/resources/${id}`)).body).toEqual(body);
  });

  test("refuses a capacity below what is booked, and says how much that is", async () => {
    const id = await makeResource(ctx, { capacity: 5 });
    await bookSome(ctx, id, 3);
    const { status, body } = await patch(`/resources/${id}`, { body: { capacity: 2, type: "hall" } });
    expect([status, body.error, body.booked]).toEqual([409, "CAPACITY_BELOW_BOOKED", 3]);
    expect((await get(`/resources/${id}`)).body).toMatchObject({ capacity: 5, type: "pool" });
  });

  test("accepts a plan below what is booked with shrink, and the capacity follows the bookings down", async () => {
    const id = await makeResource(ctx, { capacity: 5 });
    await bookSome(ctx, id, 3);
    const { status, body } = await patch(`/resources/${id}`, { body: { capacity: 2, shrink: true } });
    expect([status, body.capacity, body.plannedCapacity, body.remainingCapacity]).toEqual([200, 3, 2, 0]);
    const same = await patch(`/resources/${id}`, { body: { capacity: 2 } });
    expect([same.status, same.body.version]).toEqual([200, body.version]);
  });

  test("answers 404 for an unknown one and 400 for nothing to change", async () => {
    const unknown = await patch("/resources/nowhere", { body: { capacity: 2 } });
    expect([unknown.status, unknown.body.error]).toEqual([404, "RESOURCE_NOT_FOUND"]);
    const nothing = await patch("/resources/nowhere", { body: {} });
    expect([nothing.status, nothing.body.error]).toEqual([400, "VALIDATION_ERROR"]);
  });
});

describe("POST /resources/:id/close and /open", () => {
  test("close and open, and leave alone what is so already", async () => {
    const id = await makeResource(ctx);
    expect((await post(`/resources/${id}/open`)).body).toMatchObject({ state: "OPEN", version: 1 });
    expect((await post(`/resources/${id}/close`)).body).toMatchObject({ state: "CLOSED", version: 2 });
    const again = await post(`/resources/${id}/close`);
    expect([again.status, again.body.state, again.body.version]).toEqual([200, "CLOSED", 2]);
    expect((await post(`/resources/${id}/open`)).body).toMatchObject({ state: "OPEN", version: 3 });
    expect((await post("/resources/nowhere/close")).body.error).toBe("RESOURCE_NOT_FOUND");
    expect((await post("/resources/nowhere/open")).status).toBe(404);
  });
});

describe("GET /resources", () => {
  test("lists the newest first, in pages, narrowed by state and type", async () => {
    const other = await makeOrganization(database.db, "Pages");
    const calls = apiClient(api, await keyOf(other));
    for (const id of ["a", "b", "c"]) {
      await calls.post("/resources", { body: { id, type: id === "c" ? "hall" : "room", capacity: 1 } });
    }
    await calls.post("/resources/b/close");
    const ids = async (query: string) => {
      const { status, body } = await calls.get(`/resources${query}`);
      expect(status).toBe(200);
      return [body.data.map((each: { id: string }) => each.id).join(""), body.pagination];
    };
    expect(await ids("")).toEqual(["cba", { limit: 100, offset: 0, total: 3, hasMore: false }]);
    expect(await ids("?limit=2")).toEqual(["cb", { limit: 2, offset: 0, total: 3, hasMore: true }]);
    expect(await ids("?limit=2&offset=2")).toEqual(["a", { limit: 2, offset: 2, total: 3, hasMore: false }]);
    expect(await ids("?offset=7")).toEqual(["", { limit: 100, offset: 7, total: 3, hasMore: false }]);
    expect((await ids("?state=CLOSED"))[0]).toBe("b");
    await cancelResource(other, { resourceId: "a" });
    expect((await ids("?state=CANCELLED"))[0]).toBe("a");
    expect((await ids("?state=CLOSED"))[0]).toBe("b");
    expect((await calls.get("/resources/a")).body.state).toBe("CANCELLED");
    await openResource(other, "a");
    expect((await ids("?type=room"))[0]).toBe("ba");
    expect((await ids("?type=room&state=OPEN"))[0]).toBe("a");
  });

  test.each(["limit=0", "limit=101", "limit=x", "limit=", "offset=-1", "state=open", "type=", "limit=1e1"])(
    "answers ?%s with 400 and says where",
    async (query) => {
      const { status, body } = await get(`/resources?${query}`);
      expect([status, body.error]).toEqual([400, "VALIDATION_ERROR"]);
      expect(body.details).toEqual([{ path: query.split("=")[0], message: expect.any(String) }]);
    },
  );
});
