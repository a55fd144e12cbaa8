import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { emptyOutbox } from "#app/jobs/empty-outbox.server.ts";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import { makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const { db } = await testDatabase();
const api = await serveApi(db);
const ctx = await makeOrganization(db);
const desk = apiClient(api, await keyOf(ctx, "read", "book", "desk"));
const till = apiClient(api, await keyOf(ctx, "read", "book"));
const AS = { as: "desk" };

const LONG_AGO = Date.UTC(2020, 0, 1);
const late = (rules: object = {}) =>
  makeResource(ctx, { rules: { closesAt: LONG_AGO, cancelUntil: LONG_AGO, ...rules } });

const booking = (resourceId: string, more: object = {}) => ({
  claims: [{ resourceId, quantity: 2 }],
  clientId: "ada",
  ...more,
});

const booked = async (resourceId: string) =>
  (await desk.post("/bookings", { body: booking(resourceId, AS) })).body;

async function lastRowOf(bookingId: string) {
  const [row] = await db.execute(sql`
    select kind, actor, acts_as, warnings from history where booking_id = ${bookingId}
    order by position desc limit 1`);
  return row;
}

test("a key with the scope books, holds, confirms and cancels as the desk, and is told which rules it broke", async () => {
  const id = await late({ maxPerBooking: 1 });
  const rules = ["BOOKING_CLOSED", "TOO_MANY_PER_BOOKING"];
  const made = await desk.post("/bookings", { body: booking(id, AS) });
  expect(made).toMatchObject({ status: 201, body: { status: "CONFIRMED", warnings: rules } });
  const byDesk = { actor: "key", acts_as: "desk" };
  expect(await lastRowOf(made.body.id)).toEqual({ ...byDesk, kind: "confirmed", warnings: rules });

  const held = await desk.post("/bookings", { body: booking(id, { ...AS, hold: { seconds: 60 } }) });
  expect(held).toMatchObject({ status: 201, body: { status: "PENDING", warnings: rules } });
  const extended = await desk.post(`/bookings/${held.body.id}/extend`, { body: AS });
  expect(extended).toMatchObject({ status: 200, body: { warnings: [] } });
  const confirmed = await desk.post(`/bookings/${held.body.id}/confirm`, { body: AS });
  expect(confirmed).toMatchObject({ status: 200, body: { status: "CONFIRMED", warnings: [] } });
  expect(await lastRowOf(held.body.id)).toEqual({ ...byDesk, kind: "confirmed", warnings: null });

  const cancelled = await desk.post(`/bookings/${held.body.id}/cancel`, { body: AS });
  expect(cancelled).toMatchObject({
    status: 200,
    body: { status: "CANCELLED", warnings: ["BOOKING_CLOSED"] },
  });
});

test("reservations are made and cancelled as the desk too, and have warnings only then", async () => {
  const id = await late();
  const commit = { resourceId: id, clientId: "ada", quantity: 1 };
  const made = await desk.post("/reservations", { body: { ...commit, ...AS } });
  expect(made).toMatchObject({ status: 201, body: { status: "CONFIRMED", warnings: ["BOOKING_CLOSED"] } });
  const path = `/reservations/${made.body.reservationId}/cancel`;
  expect(await desk.post(path)).toMatchObject({ status: 409, body: { error: "BOOKING_CLOSED" } });
  expect(await desk.post(path, { body: AS })).toMatchObject({
    status: 200,
    body: { status: "CANCELLED", warnings: ["BOOKING_CLOSED"] },
  });
  const open = { ...commit, resourceId: await makeResource(ctx) };
  expect((await desk.post("/reservations", { body: open })).body).not.toHaveProperty("warnings");
});

test("the scope alone overrides nothing: the request has to say so", async () => {
  const id = await late();
  expect(await desk.post("/bookings", { body: booking(id) })).toMatchObject({
    status: 409,
    body: { reason: "BOOKING_CLOSED" },
  });
  const { id: bookingId, reservations } = await booked(id);
  const [{ id: reservationId }] = reservations;
  const refused = { status: 409, body: { error: "BOOKING_CLOSED" } };
  expect(await desk.post(`/bookings/${bookingId}/cancel`)).toMatchObject(refused);
  const part = { reservations: [{ id: reservationId, quantity: 1 }] };
  expect(await till.post(`/bookings/${bookingId}/cancel`, { body: part })).toMatchObject(refused);
  expect(await till.post(`/reservations/${reservationId}/cancel`)).toMatchObject(refused);
  const program = await desk.post("/bookings", { body: booking(await makeResource(ctx)) });
  expect(program.body.warnings).toEqual([]);
  expect(await lastRowOf(program.body.id)).toMatchObject({ acts_as: "program", warnings: null });
});

test("without the scope it is forbidden wherever it can be said, and nothing happens", async () => {
  const id = await makeResource(ctx);
  const { id: bookingId, reservations } = await booked(id);
  const commit = { resourceId: id, clientId: "ada", quantity: 1 };
  const calls: [string, object][] = [
    ["/bookings", booking(id)],
    ["/bookings", booking(id, { hold: { seconds: 60 } })],
    [`/bookings/${bookingId}/confirm`, {}],
    [`/bookings/${bookingId}/extend`, {}],
    [`/bookings/${bookingId}/cancel`, {}],
    ["/reservations", commit],
    ["/reservations/commit", commit],
    [`/reservations/${reservations[0].id}/cancel`, {}],
  ];
  for (const [path, body] of calls) {
    const answer = await till.post(path, { body: { ...body, ...AS } });
    expect([path, answer.status, answer.body.error]).toEqual([path, 403, "FORBIDDEN"]);
  }
  const [row] = await db.execute(sql`select booked::int, held::int from resources where id = ${id}`);
  expect(row).toEqual({ booked: 2, held: 0 });
  const keyless = await apiClient(api, {}).post("/reservations", { body: { ...commit, ...AS } });
  expect(keyless).toMatchObject({ status: 401, body: { error: "MISSING_API_KEY" } });
  const wrong = await desk.post("/bookings", { body: booking(id, { as: "owner" }) });
  expect(wrong).toMatchObject({ status: 400, body: { error: "VALIDATION_ERROR" } });
});

test("what the desk cannot override is refused to it as to everyone", async () => {
  const full = await makeResource(ctx, { capacity: 1 });
  expect(await desk.post("/bookings", { body: booking(full, AS) })).toMatchObject({
    status: 409,
    body: { reason: "RESOURCE_FULL" },
  });
});

test("a repeated Idempotency-Key returns the warnings again, and is another request without `as`", async () => {
  const id = await late();
  const headers = { "Idempotency-Key": "desk 1" };
  const first = await desk.post("/bookings", { headers, body: booking(id, AS) });
  const again = await desk.post("/bookings", { headers, body: booking(id, AS) });
  expect(again.body).toEqual(first.body);
  expect(first.body.warnings).toEqual(["BOOKING_CLOSED"]);
  expect(again.headers.get("Idempotency-Replayed")).toBe("true");
  expect(await desk.post("/bookings", { headers, body: booking(id) })).toMatchObject({ status: 422 });
});

test("a hold is cancelled by a program after the deadline", async () => {
  const id = await makeResource(ctx, { rules: { cancelUntil: LONG_AGO } });
  const held = await till.post("/bookings", { body: booking(id, { hold: { seconds: 60 } }) });
  expect(await till.post(`/bookings/${held.body.id}/cancel`)).toMatchObject({
    status: 200,
    body: { status: "CANCELLED", warnings: [] },
  });
});

test("the audit log has that the key acted as the desk, and the rules that it overrode", async () => {
  const { id: bookingId } = await booked(await late());
  while ((await emptyOutbox(db)) > 0);
  const [row] = await db.execute(sql`
    select actor_kind, after from audit_log where object_id = ${bookingId}`);
  expect(row).toMatchObject({
    actor_kind: "key",
    after: { position: 1, actsAs: "desk", warnings: ["BOOKING_CLOSED"] },
  });
});
