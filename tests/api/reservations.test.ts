import { describe, expect, test } from "vitest";
import { setMaintenance } from "#app/organizations/settings.server.ts";
import { NO_ORGANIZATION } from "#db/schema/index.ts";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import { makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = await testDatabase();
const api = await serveApi(database.db);
const ctx = await makeOrganization(database.db);
const { get, post } = apiClient(api, await keyOf(ctx));

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const commit = (resourceId: string, quantity = 1, clientId = "ada@example.org") =>
  post("/reservations", { body: { resourceId, clientId, quantity } });

describe("POST /reservations", () => {
  test("confirms, and says at which sequence and what remained then", async () => {
    const resourceId = await makeResource(ctx, { capacity: 5 });
    const before = Date.now();
    const { status, body } = await commit(resourceId, 2);
    expect(status).toBe(201);
    expect(body).toEqual({
      status: "CONFIRMED",
      reservationId: expect.stringMatching(UUID),
      bookingId: expect.stringMatching(UUID),
      sequence: 2,
      remaining: 3,
      serverTimestamp: expect.any(Number),
    });
    expect(Math.abs(body.serverTimestamp - before)).toBeLessThan(60_000);
    const same = await post("/reservations/commit", {
      body: { resourceId, clientId: "grace", quantity: 1 },
    });
    expect([same.status, same.body.sequence, same.body.remaining]).toEqual([201, 3, 2]);
  });

  test("refuses what does not fit, with the reason and what remained, and keeps the rejection", async () => {
    const resourceId = await makeResource(ctx, { capacity: 2 });
    await commit(resourceId);
    const { status, body } = await commit(resourceId, 2);
    expect(status).toBe(409);
    expect(body).toEqual({
      status: "REJECTED",
      reason: "RESOURCE_FULL",
      sequence: 2,
      remaining: 1,
      serverTimestamp: expect.any(Number),
    });
    const rejected = await get(`/reservations?resourceId=${resourceId}&status=rejected`);
    expect(rejected.body.data).toEqual([
      {
        id: expect.stringMatching(UUID),
        bookingId: null,
        resourceId,
        clientId: "ada@example.org",
        quantity: 2,
        status: "REJECTED",
        rejectionReason: "RESOURCE_FULL",
        sequence: 2,
        serverTimestamp: body.serverTimestamp,
        createdAt: body.serverTimestamp,
      },
    ]);
  });

  test.each([
    ["RESOURCE_CLOSED", {}, true],
    ["NOT_OPEN_YET", { opensAt: Date.now() + 3_600_000 }, false],
    ["BOOKING_CLOSED", { closesAt: Date.now() - 1_000 }, false],
    ["TOO_MANY_PER_BOOKING", { maxPerBooking: 1 }, false],
    ["TOO_MANY_PER_PERSON", { maxPerPerson: 1, scope: "an event" }, false],
  ])("refuses with %s", async (reason, rules, closed) => {
    const resourceId = await makeResource(ctx, { rules });
    if (closed) await post(`/resources/${resourceId}/close`);
    const { status, body } = await commit(resourceId, 2);
    expect([status, body.status, body.reason]).toEqual([409, "REJECTED", reason]);
    expect(body).toMatchObject({ sequence: expect.any(Number), remaining: 10 });
  });

  test("counts a client as one person, however its name is spelt", async () => {
    const resourceId = await makeResource(ctx, { rules: { maxPerPerson: 2, scope: "limited" } });
    expect((await commit(resourceId, 1, "Ada@Example.org")).status).toBe(201);
    expect((await commit(resourceId, 1, "ada@example.org")).status).toBe(201);
    expect((await commit(resourceId, 1, "ADA@example.org")).body.reason).toBe("TOO_MANY_PER_PERSON");
    expect((await commit(resourceId, 1, "grace@example.org")).status).toBe(201);
  });

  test.each([
    ["miles.o'brien@example.org", "miles.o'brien@example.org"],
    ["o&m@Example.org", "o&m@example.org"],
    ["ana@почта.рф", "ana@xn--80a1acny.xn--p1ai"],
    // Today's ids stay as they are sent.
    ["Ada@Example.ORG", "Ada@Example.ORG"],
    [`${"a".repeat(64)}@${"b".repeat(60)}.example.org`, `${"a".repeat(64)}@${"b".repeat(60)}.example.org`],
  ])("takes %s as a client, and finds it again", async (sent, kept) => {
    const resourceId = await makeResource(ctx);
    expect((await commit(resourceId, 1, sent)).status).toBe(201);
    const { body } = await get(`/reservations?resourceId=${resourceId}&clientId=${encodeURIComponent(sent)}`);
    expect(body.data.map((each: { clientId: string }) => each.clientId)).toEqual([kept]);
  });

  test.each([
    ["the organisation's", () => ctx.organizationId],
    ["the operator's", () => NO_ORGANIZATION],
  ])("pauses while %s maintenance mode is on, with its message", async (_whose, whose) => {
    const resourceId = await makeResource(ctx);
    await setMaintenance(database.db, whose(), { enabled: true, message: "Back at noon" });
    const { status, body, headers } = await commit(resourceId);
    await setMaintenance(database.db, whose(), { enabled: false, message: null });
    expect(status).toBe(503);
    expect(body).toEqual({
      status: "REJECTED",
      reason: "MAINTENANCE_MODE",
      message: "Back at noon",
      serverTimestamp: expect.any(Number),
    });
    expect(headers.get("retry-after")).toMatch(/^\d+$/);
    expect((await commit(resourceId)).status).toBe(201);
  });

  test("answers 404 for an unknown resource, as an error", async () => {
    const { status, body } = await commit("nowhere");
    expect([status, body.error]).toEqual([404, "RESOURCE_NOT_FOUND"]);
  });

  test.each([
    ["no quantity", { quantity: undefined }, "quantity"],
    ["none", { quantity: 0 }, "quantity"],
    ["1,001", { quantity: 1_001 }, "quantity"],
    ["half a one", { quantity: 0.5 }, "quantity"],
    ["a client with a space", { clientId: "a b" }, "clientId"],
    ["a client of 101 characters", { clientId: "a".repeat(101) }, "clientId"],
    ["an address that is none", { clientId: "o'brien@example" }, "clientId"],
    [
      "an address of 255 characters",
      { clientId: `${"o'".repeat(32)}@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.org.com` },
      "clientId",
    ],
    ["no client", { clientId: undefined }, "clientId"],
    ["a resource with a slash", { resourceId: "a/b" }, "resourceId"],
  ])("answers %s with 400 and says where", async (_what, wrong, path) => {
    const body = { resourceId: "a", clientId: "ada", quantity: 1, ...wrong };
    const answer = await post("/reservations", { body });
    expect([answer.status, answer.body.error]).toEqual([400, "VALIDATION_ERROR"]);
    expect(answer.body.details).toEqual([{ path, message: expect.any(String) }]);
  });
});

describe("GET /reservations/:id", () => {
  test("answers one, whatever became of it", async () => {
    const resourceId = await makeResource(ctx);
    const made = await commit(resourceId, 3);
    const { status, body } = await get(`/reservations/${made.body.reservationId}`);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: made.body.reservationId,
      bookingId: made.body.bookingId,
      resourceId,
      clientId: "ada@example.org",
      quantity: 3,
      status: "CONFIRMED",
      sequence: 2,
      serverTimestamp: made.body.serverTimestamp,
      createdAt: made.body.serverTimestamp,
    });
    const upper = await get(`/reservations/${made.body.reservationId.toUpperCase()}`);
    expect(upper.body).toEqual(body);
  });

  test("answers 400 for what is no UUID and 404 for an unknown one", async () => {
    for (const id of ["1", "commit", "019a0d5c7b1e7c3a9f102b6f0c9d4e51"]) {
      const { status, body } = await get(`/reservations/${id}`);
      expect([status, body.error]).toEqual([400, "INVALID_INPUT"]);
    }
    const { status, body } = await get("/reservations/019a0d5c-7b1e-7c3a-9f10-2b6f0c9d4e51");
    expect([status, body.error]).toEqual([404, "RESERVATION_NOT_FOUND"]);
  });
});

describe("POST /reservations/:id/cancel", () => {
  test("gives the quantity back, once", async () => {
    const resourceId = await makeResource(ctx, { capacity: 3 });
    const made = await commit(resourceId, 3);
    const { status, body } = await post(`/reservations/${made.body.reservationId}/cancel`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: made.body.reservationId, status: "CANCELLED", sequence: 3 });
    expect((await get(`/reservations/${made.body.reservationId}`)).body).toEqual(body);
    expect((await get(`/resources/${resourceId}`)).body.remainingCapacity).toBe(3);
    const again = await post(`/reservations/${made.body.reservationId}/cancel`);
    expect([again.status, again.body.error]).toEqual([409, "INVALID_STATE"]);
  });

  test("leaves the other reservations of a booking", async () => {
    const [one, two] = [await makeResource(ctx), await makeResource(ctx)];
    const claims = [one, two].map((resourceId) => ({ resourceId, quantity: 2 }));
    const made = await post("/bookings", { body: { claims, clientId: "ada" } });
    const [first, second] = made.body.reservations;
    expect((await post(`/reservations/${second.id}/cancel`)).body.status).toBe("CANCELLED");
    expect((await get(`/reservations/${first.id}`)).body.status).toBe("CONFIRMED");
    expect((await get(`/bookings/${made.body.id}`)).body.status).toBe("CONFIRMED");
  });

  test("answers 404 for an unknown one and 409 for one that was rejected", async () => {
    const unknown = await post("/reservations/019a0d5c-7b1e-7c3a-9f10-2b6f0c9d4e51/cancel");
    expect([unknown.status, unknown.body.error]).toEqual([404, "RESERVATION_NOT_FOUND"]);
    const resourceId = await makeResource(ctx, { capacity: 1 });
    await commit(resourceId, 2);
    const { body } = await get(`/reservations?resourceId=${resourceId}`);
    const rejected = await post(`/reservations/${body.data[0].id}/cancel`);
    expect([rejected.status, rejected.body.error]).toEqual([409, "INVALID_STATE"]);
  });
});

describe("GET /reservations", () => {
  test("lists the newest first and narrows by status, resource, client and time", async () => {
    const other = await makeOrganization(database.db, "Lists");
    const calls = apiClient(api, await keyOf(other));
    const [one, two] = [await makeResource(other, { capacity: 3 }), await makeResource(other)];
    const take = async (resourceId: string, clientId: string, quantity = 1) =>
      (await calls.post("/reservations", { body: { resourceId, clientId, quantity } })).body;
    const first = await take(one, "ada");
    const second = await take(two, "ada", 2);
    const third = await take(one, "grace", 2);
    await take(one, "grace", 3);
    await calls.post(`/reservations/${second.reservationId}/cancel`);
    const quantities = async (query: string) => {
      const { status, body } = await calls.get(`/reservations?${query}`);
      expect(status).toBe(200);
      return body.data.map(
        (each: { quantity: number; status: string }) => `${each.quantity}${each.status[0]}`,
      );
    };
    expect(await quantities("")).toEqual(["3R", "2C", "2C", "1C"]);
    expect(await quantities("status=CONFIRMED")).toEqual(["2C", "1C"]);
    expect(await quantities("status=cancelled")).toEqual(["2C"]);
    expect(await quantities("status=Rejected")).toEqual(["3R"]);
    expect(await quantities(`resourceId=${one}`)).toEqual(["3R", "2C", "1C"]);
    expect(await quantities(`resourceId=${one}&clientId=grace&status=confirmed`)).toEqual(["2C"]);
    expect(await quantities("clientId=ada")).toEqual(["2C", "1C"]);
    expect(await quantities("clientId=nobody")).toEqual([]);
    const [from, to] = [first.serverTimestamp, third.serverTimestamp];
    expect(await quantities(`fromTimestamp=${from}&toTimestamp=${from}`)).toContain("1C");
    expect(await quantities(`toTimestamp=${from - 1}`)).toEqual([]);
    expect(await quantities(`fromTimestamp=${to}&status=confirmed`)).toContain("2C");
    expect(await quantities(`fromTimestamp=${to + 60_000}`)).toEqual([]);
  });

  test("pages by offset, and by the link of each page, which nothing that comes in between disturbs", async () => {
    const other = await makeOrganization(database.db, "Pages");
    const calls = apiClient(api, await keyOf(other));
    const resourceId = await makeResource(other, { capacity: 100 });
    const take = (clientId: string) =>
      calls.post("/reservations", { body: { resourceId, clientId, quantity: 1 } });
    for (const client of ["a", "b", "c", "d", "e"]) await take(client);
    const clients = (body: { data: { clientId: string }[] }) =>
      body.data.map((each) => each.clientId).join("");
    const byOffset = await calls.get("/reservations?limit=2&offset=2");
    expect(clients(byOffset.body)).toBe("cb");
    expect(byOffset.body.pagination).toEqual({ limit: 2, offset: 2, total: 5, hasMore: true });

    let page = await calls.get("/reservations?limit=2&status=confirmed");
    const seen = [clients(page.body)];
    await take("f");
    for (let link = linkOf(page.headers); link; link = linkOf(page.headers)) {
      page = await calls.get(link);
      seen.push(clients(page.body));
    }
    expect(seen).toEqual(["ed", "cb", "a"]);
    expect(page.body.pagination.hasMore).toBe(false);
  });

  test.each([
    ...["status=booked", "resourceId=a b", "clientId=", "fromTimestamp=yesterday", "toTimestamp=-1"],
    ...["limit=1000", "offset=1.5", "after=x"],
  ])("answers ?%s with 400 and says where", async (query) => {
    const { status, body } = await get(`/reservations?${query}`);
    expect([status, body.error]).toEqual([400, "VALIDATION_ERROR"]);
    expect(body.details[0].path).toBe(query.split("=")[0]);
  });
});

function linkOf(headers: Headers): string | undefined {
  const link = headers.get("link");
  if (link === null) return undefined;
  expect(link).toMatch(/^<\/api\/v1\/reservations\?[^>]+>; rel="next"$/);
  return link.slice("</api/v1".length, link.indexOf(">"));
}
