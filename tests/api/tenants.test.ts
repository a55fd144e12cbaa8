import { beforeAll, describe, expect, test } from "vitest";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { apiClient, type ValidatedResponse } from "#tests/support/api-client.ts";
import { makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = await testDatabase();
const api = await serveApi(database.db);
const ours = await makeOrganization(database.db, "Ours");
const theirs = await makeOrganization(database.db, "Theirs");
const we = apiClient(api, await keyOf(ours));
const they = apiClient(api, await keyOf(theirs));

interface Things {
  resource: string;
  booking: string;
  held: string;
  reservation: string;
}

/** One of everything, whose ids another organisation must not be able to tell from ids that nobody has. */
async function oneOfEach(ctx: typeof ours, calls: typeof we, id: string): Promise<Things> {
  const resource = await makeResource(ctx, { id });
  const claims = [{ resourceId: resource, quantity: 1 }];
  const made = (await calls.post("/bookings", { body: { claims, clientId: `client-${id}` } })).body;
  const held = await calls.post("/bookings", { body: { claims, clientId: "h", hold: { seconds: 600 } } });
  return { resource, booking: made.id, held: held.body.id, reservation: made.reservations[0].id };
}

let mine: Things;
let others: Things;
const nobodys = {
  resource: "nobodys",
  booking: "019a0d5c-7b1e-7c3a-9f10-2b6f0c9d4e51",
  held: "019a0d5c-7b1e-7c3a-9f10-2b6f0c9d4e52",
  reservation: "019a0d5c-7b1e-7c3a-9f10-2b6f0c9d4e53",
};

beforeAll(async () => {
  mine = await oneOfEach(ours, we, "ours");
  others = await oneOfEach(theirs, they, "theirs");
});

type Recorded = (calls: typeof we, of: Things) => Promise<ValidatedResponse>;

/** Requests that name an id, in the address, the query or the body. */
const REQUESTS: Record<string, Recorded> = {
  "get a resource": (calls, of) => calls.get(`/resources/${of.resource}`),
  "change a resource": (calls, of) => calls.patch(`/resources/${of.resource}`, { body: { capacity: 9 } }),
  "close a resource": (calls, of) => calls.post(`/resources/${of.resource}/close`),
  "open a resource": (calls, of) => calls.post(`/resources/${of.resource}/open`),
  "read availability": (calls, of) => calls.get(`/availability/${of.resource}`),
  "read the availability of a resource": (calls, of) => calls.get(`/resources/${of.resource}/availability`),
  "follow availability": (calls, of) => calls.get(`/availability/${of.resource}/stream`),
  "read a ledger": (calls, of) => calls.get(`/proof/${of.resource}/ledger`),
  "prove a resource": (calls, of) => calls.get(`/proof?resourceId=${of.resource}`),
  commit: (calls, of) =>
    calls.post("/reservations", { body: { resourceId: of.resource, clientId: "x", quantity: 1 } }),
  book: (calls, of) =>
    calls.post("/bookings", {
      body: { claims: [{ resourceId: of.resource, quantity: 1 }], clientId: "x" },
    }),
  "get a reservation": (calls, of) => calls.get(`/reservations/${of.reservation}`),
  "get a booking": (calls, of) => calls.get(`/bookings/${of.booking}`),
  "confirm a hold": (calls, of) => calls.post(`/bookings/${of.held}/confirm`),
  "extend a hold": (calls, of) => calls.post(`/bookings/${of.held}/extend`),
  "cancel a booking": (calls, of) => calls.post(`/bookings/${of.booking}/cancel`),
  "cancel a part": (calls, of) =>
    calls.post(`/bookings/${of.booking}/cancel`, {
      body: { reservations: [{ id: of.reservation, quantity: 1 }] },
    }),
  "cancel a reservation": (calls, of) => calls.post(`/reservations/${of.reservation}/cancel`),
};

const plain = ({ status, body }: ValidatedResponse) => ({ status, ...body, requestId: "" });

describe.each(Object.entries(REQUESTS))("to %s", (_what, request) => {
  test("of another organisation is answered as if nobody had it, and changes nothing", async () => {
    const before = await snapshot();
    const foreign = await request(we, others);
    const absent = await request(we, nobodys);
    expect(foreign.status).toBe(404);
    expect(plain(foreign)).toEqual(plain(absent));
    expect(await snapshot()).toEqual(before);
  });
});

test("lists and figures hold nothing of another organisation", async () => {
  for (const path of ["/resources", "/reservations", "/clients", "/analytics", "/proof"]) {
    const { status, text } = await we.get(path);
    expect(status).toBe(200);
    for (const id of [others.resource, others.booking, others.reservation]) expect(text).not.toContain(id);
    expect(text).toMatch(new RegExp(`${mine.resource}|${mine.booking}`));
  }
  const views = await we.get(`/availability?ids=${others.resource},${mine.resource}`);
  expect(views.body.resources.map((each: { resourceId: string }) => each.resourceId)).toEqual([
    mine.resource,
  ]);
  for (const query of [`resourceId=${others.resource}`, "clientId=client-theirs"]) {
    expect((await we.get(`/reservations?${query}`)).body.data).toEqual([]);
  }
});

test("a part of a booking is never a reservation of somebody else's", async () => {
  const part = { reservations: [{ id: others.reservation, quantity: 1 }] };
  const foreign = await we.post(`/bookings/${mine.booking}/cancel`, { body: part });
  expect([foreign.status, foreign.body.error]).toEqual([409, "INVALID_STATE"]);
  expect((await they.get(`/reservations/${others.reservation}`)).body.status).toBe("CONFIRMED");
});

test("two organisations may use the same ids and the same idempotency keys", async () => {
  for (const [ctx, calls] of [
    [ours, we],
    [theirs, they],
  ] as const) {
    const resourceId = await makeResource(ctx, { id: "the-same", capacity: 1 });
    const body = { resourceId, clientId: "ada", quantity: 1 };
    const { status, headers } = await calls.post("/reservations", {
      body,
      headers: { "Idempotency-Key": "the-same" },
    });
    expect([status, headers.get("idempotency-replayed")]).toEqual([201, null]);
  }
});

async function snapshot() {
  const answers = await Promise.all(
    [
      `/resources/${others.resource}`,
      `/bookings/${others.booking}`,
      `/bookings/${others.held}`,
      "/analytics",
    ].map((path) => they.get(path)),
  );
  return answers.map((answer) => answer.body);
}
