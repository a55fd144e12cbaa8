import { sql } from "drizzle-orm";
import { describe, expect, it, test } from "vitest";
import { addDate } from "#app/events/change-dates.server.ts";
import { publishEvent } from "#app/events/publish-event.server.ts";
import { newId } from "#app/platform/ids.ts";
import * as adminEventRoute from "#app/routes/admin/events/$id._index.tsx";
import * as editRoute from "#app/routes/admin/events/$id.edit.tsx";
import * as unpublishRoute from "#app/routes/admin/events/$id.unpublish.tsx";
import * as newRoute from "#app/routes/admin/events/new.tsx";
import * as startRoute from "#app/routes/public/_index.tsx";
import * as eventRoute from "#app/routes/public/e.$slug._index.tsx";
import * as organizationRoute from "#app/routes/public/o.$slug._index.tsx";
import { bookSome, makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { expectSoundLedger, readLedger } from "#tests/support/ledger-check.ts";
import { signedIn } from "#tests/support/members.ts";
import { type RouteRequest, requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db, "Ours");
const cookie = await signedIn(context, ctx.organizationId, "editor");

interface Draft extends Record<string, unknown> {
  title: string;
  sessions: { id?: string; startsAt: string; endsAt: string; capacity: string }[];
  questions: unknown[];
}

interface Answered {
  draft: Draft;
  errors?: Record<string, string[]>;
  event: { title: string; state: string };
}

const FORM = {
  title: "Knife skills",
  description: "Bring *one* knife.",
  place: "Kitchen",
  timeZone: "Europe/London",
  stock: "mint",
  maxPerBooking: "3",
  "sessions[0].label": "",
  "sessions[0].capacity": "12",
  "sessions[0].startsAt": "2031-06-02T18:00",
  "sessions[0].endsAt": "2031-06-02T20:00",
};

const publicPage = (made: MadeEvent, how: RouteRequest = {}) =>
  requestRoute(context, eventRoute, `/e/${made.event.slug}`, { params: { slug: made.event.slug }, ...how });
const send = (made: MadeEvent, form: Record<string, string>) =>
  requestRoute(context, adminEventRoute, "/admin/events/id", { params: { id: made.event.id }, cookie, form });
const edit = (made: MadeEvent, how: RouteRequest) =>
  requestRoute<Answered>(context, editRoute, "/admin/events/id/edit", {
    params: { id: made.event.id },
    cookie,
    ...how,
  });

/** The form of an event as its page shows it, with what is typed over it. */
async function formOf(made: MadeEvent, typed: Record<string, string> = {}): Promise<Record<string, string>> {
  const { draft } = (await edit(made, {})).body;
  const { sessions, questions: _none, ...rest } = draft;
  // A box that is not ticked is not sent at all.
  const sent = Object.entries(rest)
    .filter(([, value]) => value !== false)
    .map(([name, value]) => [name, value === true ? "on" : value]);
  const fields = sessions.flatMap((session, index) =>
    Object.entries(session).map(([name, value]) => [`sessions[${index}].${name}`, value]),
  );
  return { ...Object.fromEntries(sent), ...Object.fromEntries(fields), ...typed };
}

describe("a draft", () => {
  it("is there for its organisation's members and for nobody else", async () => {
    const stranger = await makeOrganization(db, "Theirs");
    const made = await makeEvent(ctx, { published: false });
    expect((await publicPage(made)).status).toBe(404);
    const theirs = await signedIn(context, stranger.organizationId, "owner");
    expect((await publicPage(made, { cookie: theirs })).status).toBe(404);
    expect((await publicPage(made, { cookie: "reservo=made-up" })).status).toBe(404);
    const ours = await signedIn(context, ctx.organizationId, "viewer");
    expect((await publicPage(made, { cookie: ours })).status).toBe(200);
  });

  it("is on no public list, and a published event is", async () => {
    const owner = await makeOrganization(db, "Listing club");
    await makeEvent(owner, { published: false, title: "Hidden" });
    await makeEvent(owner, { title: "Shown" });
    const list = await requestRoute<{ list: { events: { title: string }[] } }>(
      context,
      organizationRoute,
      "/o/listing-club",
      {
        params: { slug: "listing-club" },
      },
    );
    expect(list.body.list.events.map((event) => event.title)).toEqual(["Shown"]);
    expect(JSON.stringify((await requestRoute(context, startRoute, "/")).body)).not.toContain("Hidden");
  });
});

test("publishing shows the page, unpublishing hides it again, and bookings stay", async () => {
  const made = await makeEvent(ctx, { published: false });
  expect(await send(made, { intent: "publish" })).toMatchObject({ status: 303 });
  expect((await publicPage(made)).status).toBe(200);
  const booked = await bookSome(ctx, made.session.resourceIds, 2);
  expect(booked.ok).toBe(true);
  const { id } = made.event;
  const asked = await send(made, { intent: "unpublish" });
  expect([asked.status, asked.location?.endsWith(`/events/${id}/unpublish`)]).toEqual([303, true]);
  expect((await publicPage(made)).status).toBe(200);
  const confirmed = requestRoute(context, unpublishRoute, "/admin", { cookie, params: { id }, form: {} });
  expect(await confirmed).toMatchObject({ status: 303 });
  expect((await publicPage(made)).status).toBe(404);
  await send(made, { intent: "publish" });
  const [row] = await db.execute(sql`select booked::int from resources where id = ${made.session.id}`);
  expect(row?.booked).toBe(2);
});

test("publishing twice at once is publishing", async () => {
  const made = await makeEvent(ctx, { published: false });
  const answers = await Promise.all([1, 2, 3].map(() => send(made, { intent: "publish" })));
  expect(answers.map((each) => each.status)).toEqual([303, 303, 303]);
  const [row] = await db.execute(sql`select state, version::int from events where id = ${made.event.id}`);
  expect(row).toEqual({ state: "published", version: 2 });
});

test("closing booking closes the sessions to come, opening opens them, and over is over", async () => {
  const made = await makeEvent(ctx, { sessions: 3, inHours: -23 });
  await send(made, { intent: "close" });
  const states = async () => {
    const rows = await db.execute(sql`
      select r.state from resources r join sessions s on s.id::text = r.id
      where s.event_id = ${made.event.id} order by s.starts_at`);
    return rows.map((row) => row.state);
  };
  expect(await states()).toEqual(["OPEN", "CLOSED", "CLOSED"]);
  await send(made, { intent: "open" });
  expect(await states()).toEqual(["OPEN", "OPEN", "OPEN"]);
});

test("an intent that there is not is refused with 400 and changes nothing", async () => {
  const made = await makeEvent(ctx);
  for (const intent of ["delete", ""]) expect((await send(made, { intent })).status).toBe(400);
  expect((await publicPage(made)).status).toBe(200);
});

describe("a new event", () => {
  const create = (form: Record<string, string>) =>
    requestRoute<Answered>(context, newRoute, "/admin/events/new", { cookie, form });

  it("becomes a draft with its sessions and resources, in the zone's own time", async () => {
    const answer = await create(FORM);
    expect(answer.status).toBe(303);
    const id = answer.location?.split("/").at(-1);
    const [row] = await db.execute(sql`
      select e.title, e.state, e.organization_id, s.starts_at at time zone 'UTC' = '2031-06-02 17:00' as summer,
        r.capacity::int, r.max_per_booking::int, r.closes_at = s.starts_at as closes, r.scope = e.id::text as scope
      from events e join sessions s on s.event_id = e.id join resources r on r.id = s.id::text where e.id = ${id}`);
    expect(row).toEqual({
      title: "Knife skills",
      state: "draft",
      organization_id: ctx.organizationId,
      summer: true,
      capacity: 12,
      max_per_booking: 3,
      closes: true,
      scope: true,
    });
  });

  it("takes no organisation, state or number from the form that is not on it", async () => {
    const foreign = await makeOrganization(db, "Elsewhere");
    const extra = { organizationId: foreign.organizationId, state: "published", version: "9", booked: "5" };
    const answer = await create({ ...FORM, ...extra, "sessions[0].booked": "5" });
    const id = answer.location?.split("/").at(-1);
    const [row] = await db.execute(sql`
      select organization_id, state, version::int from events where id = ${id}`);
    expect(row).toEqual({ organization_id: ctx.organizationId, state: "draft", version: 1 });
  });

  it.each([
    ["no title", { title: " " }, "title"],
    ["no seats", { "sessions[0].capacity": "0" }, "sessions[0].capacity"],
    ["an end before the start", { "sessions[0].endsAt": "2031-06-02T17:00" }, "sessions[0].endsAt"],
    ["a zone that there is not", { timeZone: "Mars/Olympus" }, "timeZone"],
    ["a colour that there is not", { stock: "black" }, "stock"],
  ])("with %s comes back with 422, at the field, with what was typed", async (_words, typed, field) => {
    const answer = await create({ ...FORM, ...typed });
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors ?? {})).toEqual([field]);
    expect(answer.body.draft.sessions).toHaveLength(1);
    expect(answer.body.draft).toMatchObject({ description: FORM.description });
  });

  it("gets one date more without losing what was typed", async () => {
    const { status, body } = await create({ ...FORM, intent: "add-session" });
    expect(status).toBe(200);
    expect(body.draft.sessions).toMatchObject([
      { startsAt: "2031-06-02T18:00" },
      { startsAt: "", capacity: "12" },
    ]);
  });
});

test("dates of a draft cannot be booked until it is published, also those that are added later", async () => {
  const made = await makeEvent(ctx, { published: false });
  const id = newId();
  const [startsAt, endsAt] = [made.session.startsAt, made.session.endsAt];
  expect(await addDate(ctx, made.event.id, { id, label: "Added", capacity: 5, startsAt, endsAt })).toEqual({
    ok: true,
  });
  for (const resource of [...made.session.resourceIds, id]) {
    expect(await bookSome(ctx, resource)).toMatchObject({ ok: false, refusal: "RESOURCE_CLOSED" });
  }
  await publishEvent(ctx, made.event.id);
  for (const resource of [...made.session.resourceIds, id]) {
    expect(await bookSome(ctx, resource)).toMatchObject({ ok: true });
  }
  await expectSoundLedger(db, ctx.organizationId);
});

describe("editing", () => {
  it("that changes nothing writes nothing into the ledger", async () => {
    const made = await makeEvent(ctx);
    const before = await readLedger(db, { ...ctx, id: made.session.id });
    const answer = await edit(made, { form: await formOf(made) });
    expect(answer).toMatchObject({ status: 303, location: `/admin/o/ours/events/${made.event.id}` });
    expect(await readLedger(db, { ...ctx, id: made.session.id })).toEqual(before);
  });

  it("changes words, seats and rules, which hold for the next booking", async () => {
    const made = await makeEvent(ctx, { maxPerBooking: 2 });
    const form = await formOf(made, { title: "New words", maxPerBooking: "5", "sessions[0].capacity": "5" });
    expect((await edit(made, { form })).status).toBe(303);
    expect((await publicPage(made)).body).toMatchObject({ event: { title: "New words" } });
    expect(await bookSome(ctx, made.session.resourceIds, 6)).toMatchObject({
      refusal: "TOO_MANY_PER_BOOKING",
    });
    expect(await bookSome(ctx, made.session.resourceIds, 5)).toMatchObject({ ok: true, remaining: 0 });
    await expectSoundLedger(db, ctx.organizationId);
  });

  it("below what is booked is refused with 409 and the number, and nothing else is saved", async () => {
    const made = await makeEvent(ctx);
    await bookSome(ctx, made.session.resourceIds, 4);
    const form = await formOf(made, { title: "New words", "sessions[0].capacity": "3" });
    const answer = await edit(made, { form });
    expect(answer.status).toBe(409);
    expect(answer.body.errors).toEqual({
      "sessions[0].capacity": ["4 seats are booked. You can set 4 or more, or close booking."],
    });
    expect(answer.body.draft.title).toBe("New words");
    expect((await edit(made, {})).body.event.title).toBe("Test evening");
  });

  it("moves a session with its closing time, and adds another with a resource of its own", async () => {
    const made = await makeEvent(ctx);
    const form = await formOf(made, {
      "sessions[0].startsAt": "2032-01-01T10:00",
      "sessions[0].endsAt": "2032-01-01T12:00",
      "sessions[1].startsAt": "2032-01-02T10:00",
      "sessions[1].endsAt": "2032-01-02T12:00",
      "sessions[1].capacity": "7",
      "sessions[1].label": "Second",
    });
    expect((await edit(made, { form })).status).toBe(303);
    const rows = await db.execute(sql`
      select s.label, r.capacity::int, r.closes_at = s.starts_at and r.cancel_until = s.starts_at as closes
      from sessions s join resources r on r.id = s.id::text where s.event_id = ${made.event.id}
      order by s.starts_at`);
    expect([...rows]).toEqual([
      { label: "", capacity: 10, closes: true },
      { label: "Second", capacity: 7, closes: true },
    ]);
  });

  it("with a session of another event makes one of its own and leaves the other alone", async () => {
    const [made, other] = [await makeEvent(ctx), await makeEvent(ctx)];
    const form = await formOf(made, { "sessions[0].id": other.session.id, "sessions[0].capacity": "99" });
    await edit(made, { form });
    const [row] = await db.execute(sql`select capacity::int from resources where id = ${other.session.id}`);
    expect(row?.capacity).toBe(10);
  });
});
