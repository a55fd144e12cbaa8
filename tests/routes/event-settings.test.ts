import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { cancelBookingsOfEnded, cancelEvent } from "#app/events/end-event.server.ts";
import type { Event } from "#app/events/event.ts";
import { findEvent } from "#app/events/find-events.server.ts";
import { publishEvent } from "#app/events/publish-event.server.ts";
import type { Question } from "#app/questions/question.ts";
import { listQuestions } from "#app/questions/questions.server.ts";
import * as cancelRoute from "#app/routes/admin/events/$id.cancel.tsx";
import * as editRoute from "#app/routes/admin/events/$id.edit.tsx";
import * as removeRoute from "#app/routes/admin/events/$id.remove.tsx";
import * as newRoute from "#app/routes/admin/events/new.tsx";
import * as eventRoute from "#app/routes/public/e.$slug._index.tsx";
import * as openingRoute from "#app/routes/well-known/e.$slug.opening[.ics].ts";
import { guestOf } from "#tests/support/booking-flow.ts";
import { bookSome, makeOrganization, partsOf } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { addManySessions } from "#tests/support/many-events.ts";
import { signedIn } from "#tests/support/members.ts";
import { type RouteModule, requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db, "Settings club");
const cookie = await signedIn(context, ctx.organizationId, "editor");
const _log = ctx.log;

const CORE = {
  title: "Knife skills",
  timeZone: "Europe/London",
  stock: "mint",
  maxPerBooking: "3",
  "sessions[0].startsAt": "2031-06-02T18:00",
  "sessions[0].endsAt": "2031-06-02T20:00",
  "sessions[0].capacity": "12",
  intent: "save",
};

const ALL = {
  ...CORE,
  locale: "fr",
  online: "on",
  price: "12 €",
  contactEmail: "ask@example.org",
  message: "Bring a knife.",
  seatNoun: "place",
  numbersShown: "never",
  maxPerPerson: "5",
  opensAt: "2031-05-01T09:00",
  closesBefore: "2",
  closesUnit: "hours",
  cancelBefore: "3",
  cancelUnit: "days",
  holdMinutes: "15",
  extendMinutes: "6",
  guestNames: "required",
  codePer: "guest",
  publicApi: "on",
  manyFromOneNetwork: "on",
  embedSites: "https://a.example.org/page\nb.example.org\nhttp://localhost:3000",
};

interface FormAnswer {
  draft: Record<string, string> & { sessions: unknown[]; questions: { key: string; label: string }[] };
  errors?: Record<string, string[]>;
}

const send = (form: Record<string, string>, id?: string) =>
  requestRoute<FormAnswer>(context, (id ? editRoute : newRoute) as RouteModule, "/admin", {
    cookie,
    form,
    params: id ? { id } : {},
  });

async function made(form: Record<string, string>): Promise<Event> {
  const { location = "" } = await send(form);
  const event = await findEvent(ctx, location.split("/").at(-1) ?? "");
  if (!event) throw new Error("the form made no event");
  return event;
}

test("everything that an organiser decides is kept, is in the form again, and rules the seats", async () => {
  const event = await made(ALL);
  expect(event).toMatchObject({
    locale: "fr",
    online: true,
    price: "12 €",
    contactEmail: "ask@example.org",
    seatNoun: "place",
    numbersShown: "never",
    maxPerPerson: 5,
    closesMinutesBefore: 120,
    cancelMinutesBefore: 4_320,
    holdMinutes: 15,
    extendMinutes: 6,
    guestNames: "required",
    codePer: "guest",
    publicApi: true,
    manyFromOneNetwork: true,
    embedSites: ["https://a.example.org", "https://b.example.org", "http://localhost:3000"],
    opensAt: new Date("2031-05-01T08:00:00Z"),
  });
  const [rules] = await db.execute(sql`
    select opens_at, closes_at, cancel_until, max_per_booking::int, max_per_person::int, hold_seconds::int
    from resources where scope = ${event.id}`);
  expect(rules).toMatchObject({ max_per_booking: 3, max_per_person: 5, hold_seconds: 900 });
  const times = [rules?.opens_at, rules?.closes_at, rules?.cancel_until].map((at) =>
    new Date(String(at)).toISOString(),
  );
  expect(times).toEqual(["2031-05-01T08:00:00.000Z", "2031-06-02T15:00:00.000Z", "2031-05-30T17:00:00.000Z"]);
  const page = await requestRoute<FormAnswer>(context, editRoute, "/admin", {
    cookie,
    params: { id: event.id },
  });
  expect(page.body.draft).toMatchObject({
    closesBefore: "2",
    closesUnit: "hours",
    cancelBefore: "3",
    cancelUnit: "days",
    online: true,
    manyFromOneNetwork: true,
    opensAt: "2031-05-01T09:00",
  });
});

test.each([
  ["an address that is none", { contactEmail: "ask" }, "contactEmail"],
  ["a site that is none", { embedSites: "https://ok.example.org\nnot a site" }, "embedSites"],
  ["a site without https", { embedSites: "http://example.org" }, "embedSites"],
  ["fewer seats a person than a booking", { maxPerPerson: "2" }, "maxPerPerson"],
  ["an opening after the end of booking", { opensAt: "2031-06-02T17:00" }, "opensAt"],
  ["a hold of two hours", { holdMinutes: "120" }, "holdMinutes"],
  ["half a minute before", { closesBefore: "0.5" }, "closesBefore"],
  [
    "a question without words",
    { "questions[0].type": "text", "questions[0].label": "" },
    "questions[0].label",
  ],
  [
    "a choice with one option",
    { "questions[0].type": "choice", "questions[0].label": "Meal", "questions[0].options": "Fish" },
    "questions[0].options",
  ],
])("%s comes back at its field, with all that was typed", async (_words, wrong, field) => {
  const form: Record<string, string> = { ...ALL, ...wrong };
  const answer = await send(form);
  expect(answer.status).toBe(422);
  expect(Object.keys(answer.body.errors ?? {})).toEqual([field]);
  expect(answer.body.errors?.[field]?.[0]).toMatch(/[.]$/);
  const { title, price, message } = form;
  expect(answer.body.draft).toMatchObject({ title, price, message });
});

const question = (index: number, label: string, more: Record<string, string> = {}) =>
  Object.fromEntries(
    Object.entries({ key: `k${index}`, type: "text", label, per: "booking", ...more }).map(
      ([name, value]) => [`questions[${index}].${name}`, value],
    ),
  );

const labels = (asked: { label: string }[]) => asked.map((each) => each.label);

test("questions are added, moved and taken out by buttons, and nothing else that was typed is lost", async () => {
  const form = { ...ALL, ...question(0, "One"), ...question(1, "Two"), ...question(2, "Three") };
  const pressed = async (intent: string) => (await send({ ...form, intent })).body.draft;
  expect(labels((await pressed("question-down:0")).questions)).toEqual(["Two", "One", "Three"]);
  expect(labels((await pressed("question-up:2")).questions)).toEqual(["One", "Three", "Two"]);
  expect(labels((await pressed("question-up:0")).questions)).toEqual(["One", "Two", "Three"]);
  expect(labels((await pressed("remove-question:1")).questions)).toEqual(["One", "Three"]);
  const added = await pressed("add-question");
  expect(labels(added.questions)).toEqual(["One", "Two", "Three", ""]);
  expect(added).toMatchObject({ title: "Knife skills", message: "Bring a knife." });
});

test("a form that is full gets no further row, so that what was typed in it is never refused whole", async () => {
  const sessions = Array.from({ length: 60 }, (_, index) => ({
    [`sessions[${index}].startsAt`]: "2031-06-02T18:00",
    [`sessions[${index}].endsAt`]: "2031-06-02T20:00",
    [`sessions[${index}].capacity`]: String(index + 1),
  }));
  const questions = Array.from({ length: 40 }, (_, index) => question(index, `Question ${index}`));
  const form: Record<string, string> = Object.assign({}, CORE, ...sessions, ...questions);
  for (const intent of ["add-session", "add-question"]) {
    const { status, body } = await send({ ...form, intent });
    expect(status).toBe(200);
    expect([body.draft.sessions.length, body.draft.questions.length]).toEqual([60, 40]);
  }
  expect(await listQuestions(ctx, (await made(form)).id)).toHaveLength(40);
});

test("a question that was answered is put aside with its answers, and others are deleted", async () => {
  const event = await made({
    ...CORE,
    ...question(0, "Club"),
    ...question(1, "Size", { type: "number" }),
    ...question(2, "Never answered"),
  });
  await publishEvent(ctx, event.id);
  const asked = await listQuestions(ctx, event.id);
  const [session] = await db.execute(sql`select id from sessions where event_id = ${event.id}`);
  const guest = guestOf(context, { event, session: { id: String(session?.id) } } as never);
  const { location = "" } = await guest.begin(2);
  const answers = Object.fromEntries(asked.slice(0, 2).map((each) => [`q-${each.id}`, "41"]));
  expect((await guest.send(location, { session: String(session?.id), ...answers })).status).toBe(303);
  const kept = await db.execute(sql`select value from answers a join questions q on q.id = a.question_id
    where q.event_id = ${event.id} order by q.position`);
  expect([...kept].map((row) => row.value)).toEqual(["41", 41]);

  const id = (asked: Question[], index: number) => ({ id: asked[index]?.id ?? "" });
  // The second is asked in another way from now on, so it is a new one; the third is gone.
  const changed = {
    ...question(0, "Which club?", id(asked, 0)),
    ...question(1, "Size", { ...id(asked, 1), type: "text" }),
  };
  const [own] = await db.execute(sql`select id from sessions where event_id = ${event.id}`);
  expect((await send({ ...CORE, "sessions[0].id": String(own?.id), ...changed }, event.id)).status).toBe(303);
  const now = await listQuestions(ctx, event.id);
  expect(labels(now)).toEqual(["Which club?", "Size"]);
  expect([now[0]?.id === asked[0]?.id, now[1]?.id === asked[1]?.id]).toEqual([true, false]);
  const [rows] = await db.execute(
    sql`select count(*)::int as number from questions where event_id = ${event.id}`,
  );
  expect(rows?.number).toBe(3);
});

test("a cancelled event's bookings all end through the engine, by whoever goes on with it, and are told", async () => {
  const made = await makeEvent(ctx, { capacity: 300, maxPerBooking: 1 });
  await Promise.all(Array.from({ length: 150 }, () => bookSome(ctx, made.session.resourceIds)));
  const params = { id: made.event.id };
  const empty = await requestRoute(context, cancelRoute, "/admin", { cookie, params, form: { reason: " " } });
  expect(empty).toMatchObject({
    status: 422,
    body: { errors: { reason: ["Enter a reason."] } },
  });
  const form = { reason: "The kiln broke." };
  expect((await requestRoute(context, cancelRoute, "/admin", { cookie, params, form })).status).toBe(303);
  // Two instances at once, and one more after them.
  await Promise.all([1, 2].map(() => cancelBookingsOfEnded(partsOf(db))));
  expect(await cancelBookingsOfEnded(partsOf(db))).toBe(0);
  const [left] = await db.execute(sql`
    select count(*) filter (where fate = 'cancelled')::int as cancelled, count(*)::int as all,
      (select count(*)::int from outbox o join bookings b on b.id = o.booking_id
        where b.scope = ${made.event.id} and o.kind = 'cancelled') as told
    from bookings where scope = ${made.event.id}`);
  expect(left).toEqual({ cancelled: 150, all: 150, told: 150 });
  const page = await requestRoute(context, eventRoute, `/e/${made.event.slug}`, {
    params: { slug: made.event.slug },
  });
  expect(page).toMatchObject({ status: 200, body: { panel: { state: "cancelled" } } });
});

test("what a crash left undone of a cancelled event is done by the next round", async () => {
  const made = await makeEvent(ctx);
  await bookSome(ctx, made.session.resourceIds, 2);
  await cancelEvent(ctx, made.event.id, "Storm.");
  const [pending] = await db.execute(sql`select cancel_pending from events where id = ${made.event.id}`);
  expect(pending).toEqual({ cancel_pending: true });
  await cancelBookingsOfEnded(partsOf(db));
  const [row] = await db.execute(sql`select booked::int, state from resources where id = ${made.session.id}`);
  expect(row).toEqual({ booked: 0, state: "CLOSED" });
});

test("an event is removed when nobody is booked any more, and its address says that it is gone", async () => {
  const made = await makeEvent(ctx);
  await bookSome(ctx, made.session.resourceIds, 2);
  const remove = () =>
    requestRoute(context, removeRoute, "/admin", {
      cookie,
      params: { id: made.event.id },
      form: { intent: "remove" },
    });
  expect(await remove()).toMatchObject({ status: 409, body: { booked: 1 } });
  await cancelEvent(ctx, made.event.id, "Storm.");
  await cancelBookingsOfEnded(partsOf(db));
  expect((await remove()).status).toBe(303);
  const params = { slug: made.event.slug };
  expect((await requestRoute(context, eventRoute, `/e/${params.slug}`, { params })).status).toBe(410);
});

test("the opening of booking can be put into a calendar until it is there", async () => {
  const opensAt = new Date(Math.ceil((Date.now() + 3_600_000) / 1_000) * 1_000);
  const made = await makeEvent(ctx, { opensAt });
  const params = { slug: made.event.slug };
  const file = await requestRoute(context, openingRoute, `/e/${params.slug}/opening.ics`, { params });
  expect(file.headers.get("Content-Type")).toBe("text/calendar; charset=utf-8");
  expect(file.status).toBe(200);
  const open = await makeEvent(ctx);
  const none = await requestRoute(context, openingRoute, "/", { params: { slug: open.event.slug } });
  expect(none.status).toBe(404);
});

test("a page of an event with 1,000 dates shows 50 of them and leads on to the rest", async () => {
  const made = await makeEvent(ctx, { capacity: 5 });
  await addManySessions(ctx, made.event.id, 1_000);
  const params = { slug: made.event.slug };
  const page = (query = "") =>
    requestRoute<{ sessions: { id: string }[]; later?: string }>(
      context,
      eventRoute,
      `/e/${params.slug}${query}`,
      {
        params,
      },
    );
  expect((await page()).body.sessions).toHaveLength(50);
  const seen = new Set<string>();
  for (let next: string | undefined = ""; next !== undefined; ) {
    const { body } = await page(next && `?from=${next}`);
    for (const { id } of body.sessions) seen.add(id);
    next = body.later;
  }
  expect(seen.size).toBe(1_001);
});
