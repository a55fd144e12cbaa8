import { describe, expect, test } from "vitest";
import { sweepHolds } from "#app/booking/sweep.server.ts";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import { makeOrganization, makeResource, partsOf } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

const database = await testDatabase();
const api = await serveApi(database.db);
const ctx = await makeOrganization(database.db);
const { get, post } = apiClient(api, await keyOf(ctx));

const UNKNOWN = "019a0d5c-7b1e-7c3a-9f10-2b6f0c9d4e51";
const REFERENCE = /^[2-9A-HJKMNP-TV-Z]{8}$/;

/** Books or holds so much of each resource. */
function make(resourceIds: string[], quantity = 1, more: object = {}) {
  const claims = resourceIds.map((resourceId) => ({ resourceId, quantity }));
  return post("/bookings", { body: { claims, clientId: "ada@example.org", ...more } });
}

describe("POST /bookings", () => {
  test("takes every claim at once and answers the booking, with what the caller wants to find again", async () => {
    const [one, two] = [await makeResource(ctx), await makeResource(ctx)];
    const metadata = { order: "A-17", lines: [1, { deep: "é" }], none: null };
    const { status, body } = await make([one, two], 2, { metadata });
    expect(status).toBe(201);
    const reservation = {
      id: expect.any(String),
      bookingId: body.id,
      clientId: "ada@example.org",
      quantity: 2,
      status: "CONFIRMED",
      sequence: 2,
      serverTimestamp: body.createdAt,
      createdAt: body.createdAt,
    };
    expect(body).toEqual({
      id: expect.any(String),
      reference: expect.stringMatching(REFERENCE),
      status: "CONFIRMED",
      kind: "guest",
      clientId: "ada@example.org",
      createdAt: expect.any(Number),
      source: "api",
      metadata,
      sequence: 2,
      reservations: [
        { ...reservation, resourceId: one },
        { ...reservation, resourceId: two },
      ],
      lines: [
        {
          position: 1,
          sessionId: null,
          quantity: 2,
          takes: [
            { resourceId: one, quantity: 1 },
            { resourceId: two, quantity: 1 },
          ],
          guests: 1,
          seats: 1,
        },
      ],
      warnings: [],
    });
    const { warnings, ...booking } = body;
    expect((await get(`/bookings/${body.id}`)).body).toEqual(booking);
  });

  test("refuses all where one does not fit, and says of each why", async () => {
    const [roomy, small] = [await makeResource(ctx), await makeResource(ctx, { capacity: 1 })];
    const { status, body } = await make([roomy, small], 2);
    expect(status).toBe(409);
    expect(body).toEqual({
      status: "REJECTED",
      reason: "RESOURCE_FULL",
      serverTimestamp: expect.any(Number),
      claims: [
        { resourceId: roomy, quantity: 2, reason: null, remaining: 10 },
        { resourceId: small, quantity: 2, reason: "RESOURCE_FULL", remaining: 1 },
      ],
    });
    expect((await get(`/resources/${roomy}`)).body.currentBookings).toBe(0);
  });

  test("holds until a deadline", async () => {
    const resource = await makeResource(ctx);
    const { status, body } = await make([resource], 3, { hold: { seconds: 60 } });
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: "PENDING", expiresAt: body.createdAt + 60_000 });
    expect(body.reservations).toMatchObject([{ status: "PENDING" }]);
    expect((await get(`/resources/${resource}`)).body.currentBookings).toBe(3);
  });

  test("answers an unknown resource with 404, as an error", async () => {
    const { status, body } = await make([await makeResource(ctx), "nowhere"]);
    expect([status, body.error]).toEqual([404, "RESOURCE_NOT_FOUND"]);
  });

  test.each([
    ["no claims", { claims: [] }, "claims"],
    ["101 claims", { claims: Array(101).fill({ resourceId: "a", quantity: 1 }) }, "claims"],
    ["a claim of nothing", { claims: [{ resourceId: "a", quantity: 0 }] }, "claims.0.quantity"],
    ["a hold of an hour and a second", { hold: { seconds: 3_601 } }, "hold.seconds"],
    ["a hold of nothing", { hold: {} }, "hold.seconds"],
    ["metadata in a list", { metadata: [1] }, "metadata"],
    ["metadata of 9 KiB", { metadata: { text: "a".repeat(9_000) } }, "metadata"],
    ["a NUL in metadata", { metadata: { text: "\u0000" } }, "metadata"],
    ["a NUL in its names", { metadata: { "\u0000": 1 } }, "metadata"],
    ["half a character", { metadata: { text: "\ud800" } }, "metadata"],
  ])("answers %s with 400 and says where", async (_what, wrong, path) => {
    const body = { claims: [{ resourceId: "a", quantity: 1 }], clientId: "ada", ...wrong };
    const answer = await post("/bookings", { body });
    expect([answer.status, answer.body.error]).toEqual([400, "VALIDATION_ERROR"]);
    expect(answer.body.details).toEqual([{ path, message: expect.any(String) }]);
  });
});

test("whole numbers in metadata are stored exactly or refused", async () => {
  const [one] = [await makeResource(ctx)];
  const send = (metadata: string) =>
    post("/bookings", {
      body: `{"claims":[{"resourceId":"${one}","quantity":1}],"clientId":"ada","metadata":${metadata}}`,
    });
  for (const order of [
    "9007199254740993",
    "[-9007199254740992]",
    '{"deep":1e20}',
    "123456789012345678901234567890",
  ]) {
    const { status, body } = await send(`{"order":${order}}`);
    expect([order, status, body.details?.[0]?.path]).toEqual([order, 400, "metadata"]);
  }
  const order = { exact: [9_007_199_254_740_991, -9_007_199_254_740_991, 1.5], text: "9007199254740993" };
  const { status, body } = await send(JSON.stringify(order));
  expect(status).toBe(201);
  expect((await get(`/bookings/${body.id}`)).body.metadata).toEqual(order);
});

describe("GET /bookings/:id", () => {
  test("answers 400 for what is no UUID and 404 for an unknown one", async () => {
    expect((await get("/bookings/K7MQ2XRA")).body.error).toBe("INVALID_INPUT");
    const { status, body } = await get(`/bookings/${UNKNOWN}`);
    expect([status, body.error]).toEqual([404, "BOOKING_NOT_FOUND"]);
  });
});

describe("POST /bookings/:id/confirm and /extend", () => {
  test("confirm a hold, once", async () => {
    const held = (await make([await makeResource(ctx)], 1, { hold: { seconds: 60 } })).body;
    const confirmed = await post(`/bookings/${held.id}/confirm`);
    const { warnings, ...body } = confirmed.body;
    expect([confirmed.status, warnings]).toEqual([200, []]);
    expect(body).toMatchObject({ id: held.id, status: "CONFIRMED", sequence: 3 });
    expect(body).not.toHaveProperty("expiresAt");
    expect((await get(`/bookings/${held.id}`)).body).toEqual(body);
    const again = await post(`/bookings/${held.id}/confirm`);
    expect([again.status, again.body.error]).toEqual([409, "INVALID_STATE"]);
  });

  test("extend a hold by five minutes, once", async () => {
    const held = (await make([await makeResource(ctx)], 1, { hold: { seconds: 60 } })).body;
    const { status, body } = await post(`/bookings/${held.id}/extend`);
    expect([status, body.status]).toEqual([200, "PENDING"]);
    expect(body.expiresAt).toBe(held.expiresAt + 300_000);
    const again = await post(`/bookings/${held.id}/extend`);
    expect([again.status, again.body.error]).toEqual([409, "INVALID_STATE"]);
  });

  test("come too late for a hold that has run out", async () => {
    const resource = await makeResource(ctx, { capacity: 1 });
    const held = (await make([resource], 1, { hold: { seconds: 1 } })).body;
    await waitUntil("the hold to run out", async () => {
      await sweepHolds(partsOf(database.db));
      return (await get(`/bookings/${held.id}`)).body.status === "EXPIRED";
    });
    const { body } = await get(`/bookings/${held.id}`);
    expect(body).toMatchObject({ expiresAt: held.expiresAt, reservations: [{ status: "EXPIRED" }] });
    for (const what of ["confirm", "extend"]) {
      const late = await post(`/bookings/${held.id}/${what}`);
      expect([late.status, late.body.error]).toEqual([409, "HOLD_EXPIRED"]);
    }
  });

  test("answer 404 for an unknown booking", async () => {
    for (const what of ["confirm", "extend", "cancel"]) {
      const { status, body } = await post(`/bookings/${UNKNOWN}/${what}`);
      expect([status, body.error]).toEqual([404, "BOOKING_NOT_FOUND"]);
      expect((await post(`/bookings/1/${what}`)).status).toBe(400);
    }
  });
});

describe("POST /bookings/:id/cancel", () => {
  test("cancels all of it, with or without a body, once", async () => {
    const resource = await makeResource(ctx);
    const made = (await make([resource], 4)).body;
    const { status, body } = await post(`/bookings/${made.id}/cancel`);
    expect([status, body.status, body.reservations[0].status]).toEqual([200, "CANCELLED", "CANCELLED"]);
    expect((await get(`/resources/${resource}`)).body.currentBookings).toBe(0);
    const again = await post(`/bookings/${made.id}/cancel`, { body: {} });
    expect([again.status, again.body.error]).toEqual([409, "INVALID_STATE"]);
  });

  test("cancels a part: the reservation ends and a new one has what stays", async () => {
    const [one, two] = [await makeResource(ctx), await makeResource(ctx)];
    const made = (await make([one, two], 4)).body;
    const part = { reservations: [{ id: made.reservations[0].id.toUpperCase(), quantity: 3 }] };
    const { status, body } = await post(`/bookings/${made.id}/cancel`, { body: part });
    expect([status, body.status]).toEqual([200, "CONFIRMED"]);
    const claims = body.reservations.map((each: { resourceId: string; quantity: number; status: string }) => [
      each.resourceId === one ? "one" : "two",
      each.quantity,
      each.status,
    ]);
    expect(claims).toEqual([
      ["one", 4, "CANCELLED"],
      ["two", 4, "CONFIRMED"],
      ["one", 1, "CONFIRMED"],
    ]);
    expect((await get(`/resources/${one}`)).body.currentBookings).toBe(1);
  });

  test("refuses a part that is not there, and answers 400 for none", async () => {
    const made = (await make([await makeResource(ctx)], 2)).body;
    const cancel = (reservations: object[]) =>
      post(`/bookings/${made.id}/cancel`, { body: { reservations } });
    for (const part of [
      { id: made.reservations[0].id, quantity: 3 },
      { id: UNKNOWN, quantity: 1 },
    ]) {
      const { status, body } = await cancel([part]);
      expect([status, body.error]).toEqual([409, "INVALID_STATE"]);
    }
    expect((await cancel([])).body.error).toBe("VALIDATION_ERROR");
    expect((await cancel([{ id: "x", quantity: 1 }])).body.details[0].path).toBe("reservations.0.id");
  });
});
