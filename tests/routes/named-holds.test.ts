import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { hold } from "#app/booking/commands.server.ts";
import { holdTokenOf } from "#app/checkout/hold-token.ts";
import { guestOf } from "#tests/support/booking-flow.ts";
import { makeOrganization, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { testContext } from "#tests/support/remix.ts";

// What the address and the form of the details step name, and what of it is the event's.

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);

/** Holds seats of claims as programs do, and returns the address of the hold's details under the event's name. */
async function heldOf({ event }: MadeEvent, claims: { resourceId: string; quantity: number }[]) {
  const outcome = await hold(ctx, { claims, clientId: "a program" });
  if (!outcome.ok || !outcome.booking) throw new Error("the hold was refused");
  return `/e/${event.slug}/book?h=${holdTokenOf(testSigner, outcome.booking.id)}`;
}

async function made(capacity = 10) {
  const event = await makeEvent(ctx, { sessions: 2, capacity });
  const guest = guestOf(context, event);
  return { ...event, guest, begin: async (seats: number) => (await guest.begin(seats)).location ?? "" };
}

test("the hold of another event is no hold of this one: its page leads to the event, its buttons say that it is gone", async () => {
  const [mine, other] = await Promise.all([made(), made()]);
  const location = (await other.begin(2)).replace(other.event.slug, mine.event.slug);
  expect((await mine.guest.details(location)).location).toBe(`/e/${mine.event.slug}`);
  const { body } = await mine.guest.details(`/e/${mine.event.slug}/book`);
  const form = { formToken: body.formToken, session: mine.session.id, seats: "2" };
  for (const intent of ["extend", "seats"]) {
    const answer = await mine.guest.post(location, { ...form, intent });
    expect(answer).toMatchObject({ status: 409, body: { code: "HOLD_EXPIRED" } });
  }
  expect((await other.guest.details(location.replace(mine.event.slug, other.event.slug))).body).toMatchObject(
    {
      seats: 2,
      hold: { fate: "pending", mayExtend: true },
    },
  );
});

test.each(["extend", "seats", "hold:2", "look", "confirm"])(
  "a form that names a session of another event is refused at that field, and %s does nothing",
  async (intent) => {
    const [mine, other] = await Promise.all([made(), made()]);
    const location = await mine.begin(2);
    const answer = await mine.guest.send(location, { intent, session: other.session.id, seats: "3" });
    expect(answer).toMatchObject({ status: 422, body: { errors: { session: [expect.any(String)] } } });
    expect((await mine.guest.details(location)).body).toMatchObject({
      seats: 2,
      hold: { fate: "pending", mayExtend: true },
    });
  },
);

test("a hold that moved to another session is shown with it, and with its seats there", async () => {
  const { guest, begin, sessions } = await made();
  const location = await begin(2);
  const [first, second] = sessions.map(({ id }) => id);
  expect((await guest.details(location)).body).toMatchObject({ session: { id: first } });
  const moved = await guest.send(location, { intent: "seats", seats: "3", session: second ?? "" });
  expect(moved.body.page).toMatchObject({ seats: 3, session: { id: second }, hold: { fate: "pending" } });
  expect((await guest.details(location)).body).toMatchObject({ seats: 3, session: { id: second } });
});

test("a hold that was given up is shown with the seats that it had", async () => {
  const { guest, begin, session } = await made();
  const first = await begin(2);
  const changed = await guest.send(first, { intent: "seats", seats: "3" });
  expect(changed.status).toBe(200);
  await begin(1);
  expect((await guest.details(first)).body).toMatchObject({
    seats: 3,
    session: { id: session.id },
    hold: { fate: "cancelled", free: 3 },
  });
});

test("of sessions that share a resource, the one that claims all of a hold is shown", async () => {
  const event = await made();
  const [narrow, wide] = event.sessions;
  if (!narrow || !wide) throw new Error("both sessions are there");
  await db.execute(sql`
    insert into session_resources (organization_id, session_id, position, resource_id)
    select organization_id, ${wide.id}, position + 1, resource_id from session_resources
    where session_id = ${narrow.id}`);
  const ofBoth = { ...wide, resourceIds: [...wide.resourceIds, ...narrow.resourceIds] };
  const both = await heldOf(event, claimsOf(ofBoth, 2));
  expect((await event.guest.details(both)).body).toMatchObject({ seats: 2, session: { id: wide.id } });
  const one = await heldOf(event, claimsOf(narrow, 1));
  expect((await event.guest.details(one)).body).toMatchObject({ seats: 1, session: { id: narrow.id } });
  // No session claims only this part of the wide one.
  const part = await heldOf(event, claimsOf(wide, 1));
  expect((await event.guest.details(part)).location).toBe(`/e/${event.event.slug}`);
});

test.each(["hold:1.5", "hold:-3", "hold:0", "hold:5000", "hold:1e99", "hold:", "hold:two"])(
  "the button %s is refused as such a number of seats is, and the hold stays as it is",
  async (intent) => {
    const { guest, begin } = await made();
    const location = await begin(2);
    const answer = await guest.send(location, { intent });
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: { seats: [expect.any(String)] }, typed: { name: ["Ada Guest"] } },
    });
    expect((await guest.details(location)).body).toMatchObject({ seats: 2, hold: { fate: "pending" } });
  },
);

function claimsOf({ resourceIds }: { resourceIds: string[] }, quantity: number) {
  return resourceIds.map((resourceId) => ({ resourceId, quantity }));
}
