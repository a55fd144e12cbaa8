import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { gatherRejections } from "#app/analytics/gather-rejections.server.ts";
import { sweepHolds } from "#app/booking/sweep.server.ts";
import { reservations } from "#db/schema/index.ts";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import { makeOrganization, makeResource, partsOf } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

const database = await testDatabase();
const api = await serveApi(database.db);

/** An organisation in which everything that is counted has happened. */
async function lively(name: string) {
  const ctx = await makeOrganization(database.db, name);
  const calls = apiClient(api, await keyOf(ctx));
  const [small, large] = [
    await makeResource(ctx, { capacity: 4, id: "small" }),
    await makeResource(ctx, { capacity: 100, id: "large" }),
  ];
  await makeResource(ctx, { capacity: 6, id: "idle" });
  const take = async (resourceId: string, clientId: string, quantity: number) =>
    (await calls.post("/reservations", { body: { resourceId, clientId, quantity } })).body;
  await take(small, "ada@example.org", 3);
  const gone = await take(large, "ada@example.org", 5);
  await calls.post(`/reservations/${gone.reservationId}/cancel`);
  await take(large, "grace", 10);
  const claims = [{ resourceId: large, quantity: 2 }];
  await calls.post("/bookings", { body: { claims, clientId: "held", hold: { seconds: 600 } } });
  const short = await calls.post("/bookings", { body: { claims, clientId: "late", hold: { seconds: 1 } } });
  await waitUntil("the short hold to run out", async () => {
    await sweepHolds(partsOf(database.db));
    return (await calls.get(`/bookings/${short.body.id}`)).body.status === "EXPIRED";
  });
  await take(small, "ada@example.org", 2);
  await take(small, "nobody", 7);
  await calls.post(`/resources/idle/close`);
  await take("idle", "nobody", 1);
  return { ctx, calls };
}

describe("GET /analytics", () => {
  test("adds up what has happened", async () => {
    const { calls } = await lively("Figures");
    const { status, body } = await calls.get("/analytics");
    expect(status).toBe(200);
    expect(body).toEqual({
      metrics: {
        totalReservations: 5,
        confirmedReservations: 2,
        cancelledReservations: 2,
        totalQuantity: 22,
        uniqueClients: 4,
        totalResources: 3,
        utilizationRate: 13.6,
      },
      demand: {
        rejectedReservations: 3,
        rejectedQuantity: 10,
        byReason: { RESOURCE_FULL: 2, RESOURCE_CLOSED: 1 },
      },
      resourceUsage: [
        { name: "small", type: "pool", capacity: 4, currentBookings: 3, usage: 75, reservationCount: 1 },
        { name: "large", type: "pool", capacity: 100, currentBookings: 12, usage: 12, reservationCount: 4 },
        { name: "idle", type: "pool", capacity: 6, currentBookings: 0, usage: 0, reservationCount: 0 },
      ],
    });
  });

  test("says the same of rejections before and after they were gathered, and when they are gone", async () => {
    const { calls } = await lively("Gathered");
    const before = (await calls.get("/analytics")).body.demand;
    await gatherRejections(database.db);
    expect((await calls.get("/analytics")).body.demand).toEqual(before);
    await Promise.all([gatherRejections(database.db, 0), gatherRejections(database.db, 0)]);
    expect((await calls.get("/analytics")).body.demand).toEqual(before);
    await gatherRejections(database.db, 0);
    await database.db.delete(reservations).where(sql`status = 'REJECTED'`);
    expect((await calls.get("/analytics")).body.demand).toEqual(before);
  });

  test("is nothing but zeros for an organisation in which nothing has happened", async () => {
    const calls = apiClient(api, await keyOf(await makeOrganization(database.db, "New")));
    expect((await calls.get("/analytics")).body).toEqual({
      metrics: {
        totalReservations: 0,
        confirmedReservations: 0,
        cancelledReservations: 0,
        totalQuantity: 0,
        uniqueClients: 0,
        totalResources: 0,
        utilizationRate: 0,
      },
      demand: { rejectedReservations: 0, rejectedQuantity: 0, byReason: {} },
      resourceUsage: [],
    });
  });
});

describe("GET /clients", () => {
  test("lists who has booked, those first who did something last", async () => {
    const { calls } = await lively("Clients");
    const { status, body } = await calls.get("/clients");
    expect(status).toBe(200);
    const client = { lastActivity: expect.any(Number), status: "active", email: null };
    expect(body).toEqual({
      data: [
        {
          id: "late",
          ...client,
          totalReservations: 1,
          activeReservations: 0,
          cancelledReservations: 1,
          totalQuantity: 2,
        },
        {
          id: "held",
          ...client,
          totalReservations: 1,
          activeReservations: 1,
          cancelledReservations: 0,
          totalQuantity: 2,
        },
        {
          id: "grace",
          ...client,
          totalReservations: 1,
          activeReservations: 1,
          cancelledReservations: 0,
          totalQuantity: 10,
        },
        {
          id: "ada@example.org",
          ...client,
          email: "ada@example.org",
          totalReservations: 2,
          activeReservations: 1,
          cancelledReservations: 1,
          totalQuantity: 8,
        },
      ],
      total: 4,
      pagination: { limit: 100, offset: 0, total: 4, hasMore: false },
    });
    const ids = async (query: string) => {
      const page = (await calls.get(`/clients?${query}`)).body;
      return [page.data.map((each: { id: string }) => each.id), page.pagination.hasMore, page.total];
    };
    expect(await ids("limit=2")).toEqual([["late", "held"], true, 4]);
    expect(await ids("limit=2&offset=3")).toEqual([["ada@example.org"], false, 4]);
  });

  test("calls a client inactive after 7 days", async () => {
    const { ctx, calls } = await lively("Inactive");
    await calls.get("/clients");
    await database.db.execute(sql`
      update clients set last_at = last_at - interval '8 days'
      where client_id = 'grace' and organization_id = ${ctx.organizationId}`);
    const { body } = await calls.get("/clients");
    expect(body.data.at(-1)).toMatchObject({ id: "grace", status: "inactive" });
    expect(body.data[0]).toMatchObject({ status: "active" });
  });

  test("answers a page that is none with 400", async () => {
    const calls = apiClient(api, await keyOf(await makeOrganization(database.db)));
    expect((await calls.get("/clients?limit=101")).body.error).toBe("VALIDATION_ERROR");
  });
});
