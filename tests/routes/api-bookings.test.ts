import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { BookingRecord } from "#app/desk/booking-record.server.ts";
import type { BookingInList } from "#app/desk/list-bookings.server.ts";
import * as bookingRoute from "#app/routes/admin/bookings/$id.tsx";
import * as eventRoute from "#app/routes/admin/events/$id._index.tsx";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { signedIn } from "#tests/support/members.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";

// What a program books of an event's date is a booking like any other to its organiser.

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);
const cookie = await signedIn(context, ctx.organizationId, "owner");
const api = apiClient(await serveApi(db), await keyOf(ctx));
const CLIENT = "miles.o'brien@example.org";

interface Page {
  record: BookingRecord;
  mail: unknown;
  mayEdit: boolean;
}

const open = (id: string, form?: Record<string, string>) =>
  requestRoute<Page & { notice?: string }>(context, bookingRoute, `/admin/bookings/${id}`, {
    params: { id },
    cookie,
    form,
  });

async function bookBy(
  claims: { resourceId: string; quantity: number }[],
  more: object = {},
): Promise<string> {
  const { status, body } = await api.post("/bookings", { body: { claims, clientId: CLIENT, ...more } });
  expect(status).toBe(201);
  return body.id;
}

const claimOf = ({ session }: MadeEvent, quantity = 2) => ({ resourceId: session.id, quantity });

async function takenOf({ sessions }: MadeEvent) {
  const rows = sessions.map(async ({ id }) => {
    const [row] = await db.execute(sql`select booked::int from resources where id = ${id}`);
    return row?.booked;
  });
  return Promise.all(rows);
}

test("a program's booking is listed with its client and its door, and opens with its key", async () => {
  const made = await makeEvent(ctx, { sessions: 2 });
  const id = await bookBy([claimOf(made)]);
  const list = await requestRoute<{ bookings: BookingInList[] }>(
    context,
    eventRoute,
    `/admin/events/${made.event.id}`,
    {
      params: { id: made.event.id },
      cookie,
    },
  );
  expect(JSON.stringify(list.body)).toContain(JSON.stringify(CLIENT).slice(1, -1));
  const { status, body } = await open(id);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    mayEdit: true,
    record: { booking: { clientId: CLIENT, source: "api", seats: 2 }, key: { name: "Test" } },
  });
  expect([body.mail, body.record.booking.person]).toEqual([undefined, undefined]);
  expect(body.record.others.map((each) => each.id)).toEqual([made.sessions[1]?.id]);
  expect(body.record.timeline).toMatchObject([{ kind: "confirmed", by: "program", seats: 2 }]);
});

test("it is moved to another date and cancelled, without a mail, and the program sees it", async () => {
  const made = await makeEvent(ctx, { sessions: 2 });
  const id = await bookBy([claimOf(made)]);
  expect((await open(id, { intent: "move", session: made.sessions[1]?.id ?? "" })).status).toBe(303);
  expect(await takenOf(made)).toEqual([0, 2]);
  expect((await open(id)).body.record.booking.session.id).toBe(made.sessions[1]?.id);
  const seen = (await api.get(`/bookings/${id}`)).body.reservations;
  expect(seen).toContainEqual(
    expect.objectContaining({ resourceId: made.sessions[1]?.id, status: "CONFIRMED" }),
  );
  expect((await open(id, { intent: "cancel" })).status).toBe(303);
  expect(await takenOf(made)).toEqual([0, 0]);
  expect((await api.get(`/bookings/${id}`)).body.status).toBe("CANCELLED");
  expect((await open(id)).body.record).toMatchObject({
    booking: { fate: "cancelled" },
    others: [],
    mails: [],
  });
});

test("a move to a date that is full, over or another event's is refused, and nothing is changed", async () => {
  const made = await makeEvent(ctx, { sessions: 2, capacity: 3 });
  const other = await makeEvent(ctx);
  const id = await bookBy([claimOf(made)]);
  await bookBy([{ resourceId: made.sessions[1]?.id ?? "", quantity: 2 }]);
  for (const session of [made.sessions[1]?.id ?? "", other.session.id, made.session.id, "nothing"]) {
    const refused = await open(id, { intent: "move", session });
    expect([session, refused.status, refused.body.notice]).toEqual([session, 409, expect.any(String)]);
  }
  expect(await takenOf(made)).toEqual([2, 2]);
});

test("a booking of more than one date is not offered to be moved, and a hold opens too", async () => {
  const made = await makeEvent(ctx, { sessions: 3 });
  const claims = made.sessions.slice(0, 2).map(({ id }) => ({ resourceId: id, quantity: 1 }));
  const both = await open(await bookBy(claims));
  expect(both.body.record).toMatchObject({ booking: { isOfOneSession: false }, others: [] });
  const held = await open(await bookBy([claimOf(made)], { hold: { seconds: 600 } }));
  expect(held.body.record).toMatchObject({ booking: { fate: "pending" }, others: [] });
});
