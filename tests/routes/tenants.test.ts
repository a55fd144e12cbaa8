import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { bookSeats } from "#app/checkout/book-seats.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { newToken } from "#app/platform/secrets.ts";
import * as adminRoute from "#app/routes/admin/_index.tsx";
import * as adminEventRoute from "#app/routes/admin/events/$id._index.tsx";
import * as editRoute from "#app/routes/admin/events/$id.edit.tsx";
import * as mailboxRoute from "#app/routes/admin/mailbox._index.tsx";
import * as manageRoute from "#app/routes/public/b.$reference.manage.tsx";
import * as eventRoute from "#app/routes/public/e.$slug._index.tsx";
import * as bookRoute from "#app/routes/public/e.$slug.book.tsx";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { signedIn } from "#tests/support/members.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);

/** An organisation with everything in it that another must never see; every text of it holds its word. */
async function makeTenant(word: string) {
  const ctx: Ctx = await makeOrganization(db, `${word} club`);
  const made = await makeEvent(ctx, { title: `${word} evening`, place: `${word} hall` });
  const booked = await bookSeats(ctx, {
    event: made.event,
    session: made.session,
    seats: 2,
    formToken: newToken(),
    booker: { name: `${word} guest`, email: `${word}@example.org`, locale: "en" },
  });
  if (!booked.ok) throw new Error(booked.refusal);
  const mail = { to: `${word}@example.org`, subject: word, text: word, html: word };
  await context.mail.send({ id: `mail-${word}`, organizationId: ctx.organizationId, ...mail });
  return { ctx, ...made, booked, cookie: await signedIn(context, ctx.organizationId, "owner") };
}

const [ours, theirs] = [await makeTenant("ours"), await makeTenant("theirs")];

/** Everything of the other organisation that a request could change. */
async function stateOfTheirs(): Promise<unknown> {
  const of = (table: string) => sql`(select json_agg(t order by t::text) from ${sql.identifier(table)} t
    where organization_id = ${theirs.ctx.organizationId})`;
  const [row] = await db.execute(sql`
    select ${of("events")} as events, ${of("sessions")} as sessions, ${of("resources")} as resources,
      ${of("bookings")} as bookings, ${of("reservations")} as reservations, ${of("outbox")} as outbox`);
  return row;
}

const before = await stateOfTheirs();

test("a session id of another organisation, or of another event, cannot be booked under an event's name", async () => {
  const another = await makeEvent(ours.ctx);
  const { slug } = ours.event;
  for (const session of [theirs.session.id, another.session.id]) {
    const { body } = await requestRoute(context, bookRoute, `/e/${slug}/book`, { params: { slug } });
    const typed = { seats: "1", name: "Eve", email: "eve@example.org", formToken: String(body.formToken) };
    const answer = await requestRoute(context, bookRoute, `/e/${slug}/book`, {
      params: { slug },
      form: { session, ...typed },
    });
    expect(answer).toMatchObject({ status: 422, body: { errors: { session: ["Choose a date."] } } });
  }
  expect(await stateOfTheirs()).toEqual(before);
});

test("a session id of another organisation shows nothing of it", async () => {
  const { slug } = ours.event;
  for (const route of [eventRoute, bookRoute]) {
    const answer = await requestRoute(context, route, `/e/${slug}?session=${theirs.session.id}`, {
      params: { slug },
    });
    expect(answer).toMatchObject({ status: 200, body: { session: { id: ours.session.id } } });
    expect(JSON.stringify(answer.body)).not.toMatch(/theirs/);
  }
});

test("the lists of a member hold nothing of another organisation", async () => {
  const { cookie } = ours;
  const id = ours.event.id;
  const answers = [
    await requestRoute(context, adminRoute, "/admin", { cookie }),
    await requestRoute(context, mailboxRoute, "/admin/mailbox", { cookie }),
    await requestRoute(context, adminEventRoute, "/admin/events/id", { cookie, params: { id } }),
    await requestRoute(
      context,
      adminEventRoute,
      `/admin/events/id?after=${Date.now()}_${theirs.booked.bookingId}`,
      {
        cookie,
        params: { id },
      },
    ),
  ];
  for (const { status, body } of answers) {
    expect(status).toBe(200);
    const text = JSON.stringify(body);
    expect(text).toMatch(/ours/);
    expect(text).not.toMatch(/theirs/);
    for (const foreign of [theirs.event.id, theirs.session.id, theirs.booked.bookingId]) {
      expect(text).not.toContain(foreign);
    }
  }
});

test("no admin form reaches another organisation's event, by its own id or by the sessions in it", async () => {
  const { cookie } = ours;
  for (const intent of ["publish", "unpublish", "open", "close"]) {
    const answer = await requestRoute(context, adminEventRoute, "/admin/events/id", {
      cookie,
      params: { id: theirs.event.id },
      form: { intent },
    });
    expect(answer.status).toBe(404);
  }
  const form = {
    title: "taken over",
    description: "",
    place: "",
    timeZone: "UTC",
    stock: "mint",
    maxPerBooking: "9",
    "sessions[0].id": theirs.session.id,
    "sessions[0].label": "",
    "sessions[0].capacity": "99",
    "sessions[0].startsAt": "2031-06-02T18:00",
    "sessions[0].endsAt": "2031-06-02T20:00",
    // Whoever is booked would be told of the other place; this is the form's answer to that question.
    asked: "1",
  };
  const send = (id: string) =>
    requestRoute(context, editRoute, "/admin/events/id/edit", { cookie, params: { id }, form });
  expect((await send(theirs.event.id)).status).toBe(404);
  // In a form of our own event, the foreign session counts as one that is not there yet.
  expect((await send(ours.event.id)).status).toBe(303);
  expect(await stateOfTheirs()).toEqual(before);
});

test("a link opens the one booking that it was made for, and none of another organisation", async () => {
  const { reference } = theirs.booked;
  const { token } = ours.booked;
  const crossed = { params: { reference }, form: {} };
  expect(
    (await requestRoute(context, manageRoute, `/b/${reference}/manage?t=${token}`, crossed)).status,
  ).toBe(403);
  expect(await stateOfTheirs()).toEqual(before);
});

test("being signed in elsewhere gives a guest no more than being a guest", async () => {
  const { slug } = theirs.event;
  const asGuest = await requestRoute(context, eventRoute, `/e/${slug}`, { params: { slug } });
  const asStranger = await requestRoute(context, eventRoute, `/e/${slug}`, {
    params: { slug },
    cookie: ours.cookie,
  });
  // Each visit has a form token of its own.
  const { now: _one, formToken: _first, ...guest } = asGuest.body;
  const { now: _two, formToken: _second, ...stranger } = asStranger.body;
  expect(stranger).toEqual(guest);
  expect(JSON.stringify(guest)).not.toMatch(/theirs guest|theirs@/);
});
