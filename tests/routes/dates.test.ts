import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { book, cancel, confirm, hold } from "#app/booking/commands.server.ts";
import { cancelDate, removeDate } from "#app/events/change-dates.server.ts";
import { cancelBookingsOfDates } from "#app/events/end-dates.server.ts";
import { eventJsonLd } from "#app/events/event-json-ld.ts";
import { listSessions, withSeats } from "#app/events/find-events.server.ts";
import { publishEvent, unpublishEvent } from "#app/events/publish-event.server.ts";
import { emptyOutbox } from "#app/jobs/empty-outbox.server.ts";
import { listEventsBySession } from "#app/listing/list-events.server.ts";
import { organiserCalendar } from "#app/listing/organiser-calendar.server.ts";
import { composeMail } from "#app/notifications/compose-mail.server.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import * as listRoute from "#app/routes/admin/_index.tsx";
import * as overviewRoute from "#app/routes/admin/events/$id._index.tsx";
import * as cancelRoute from "#app/routes/admin/events/$id.dates.$date.cancel.tsx";
import * as removeRoute from "#app/routes/admin/events/$id.dates.$date.remove.tsx";
import * as addRoute from "#app/routes/admin/events/$id.dates.new.tsx";
import * as editRoute from "#app/routes/admin/events/$id.edit.tsx";
import * as publishRoute from "#app/routes/admin/events/$id.publish.tsx";
import * as unpublishRoute from "#app/routes/admin/events/$id.unpublish.tsx";
import * as eventRoute from "#app/routes/public/e.$slug._index.tsx";
import { mails } from "#db/schema/index.ts";
import { expectInvariants, tally, times } from "#tests/engine/outcomes.ts";
import { bookSome, makeOrganization, partsOf, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { addManySessions, makeManyEvents } from "#tests/support/many-events.ts";
import { signedIn } from "#tests/support/members.ts";
import { type RouteModule, requestRoute, testContext } from "#tests/support/remix.ts";

const database = await testDatabase();
const { db } = database;
const context = await testContext(db);
const ctx = await makeOrganization(db, "Dates club");
const cookie = await signedIn(context, ctx.organizationId, "editor");
const { log } = ctx;

interface Body {
  dates: { sessions: { id: string; label: string; cancelReason: string }[]; next?: string; counts: object };
  isClosed?: boolean;
  booked: number;
  refusal?: string;
  errors?: Record<string, string[]>;
  warnings: object;
  panel: { state: string };
  session: { id: string };
  draft: { id: string; sessions: unknown[] };
  otherDates: number;
  events: { id: string; title: string; state: string }[];
  next?: string;
}

const go = (
  route: unknown,
  made: MadeEvent,
  more: { date?: string; form?: Record<string, string>; query?: string } = {},
) =>
  requestRoute<Body>(context, route as RouteModule, `/admin/events/id${more.query ?? ""}`, {
    cookie,
    params: { id: made.event.id, ...(more.date && { date: more.date }) },
    ...(more.form && { form: more.form }),
  });

const dateOf = (made: MadeEvent, index: number) => {
  const session = made.sessions[index];
  if (!session) throw new Error(`the event has no date ${index}`);
  return session;
};

const rowOf = async (id: string) => {
  const [row] = await db.execute(sql`
    select s.cancelled_at is not null as cancelled, s.cancel_reason as reason, s.cancel_pending as pending,
      r.booked::int, r.held::int, r.cancelled as closed_for_good
    from sessions s join resources r on r.organization_id = s.organization_id and r.id = s.id::text where s.id = ${id}`);
  return row;
};

/** Books seats of several dates at once, as a course does, for somebody with an address. */
async function bookDates(resourceIds: string[], email: string) {
  const outcome = await book(ctx, {
    claims: resourceIds.map((resourceId) => ({ resourceId, quantity: 2 })),
    clientId: email,
    attachment: { person: { name: "Ada", email, locale: "en" }, source: "page" },
  });
  if (!outcome.ok || !outcome.booking) throw new Error("nothing was booked");
  return outcome.booking.id;
}

/** The mails about what became of bookings after they were confirmed, as they would be sent. */
async function mailsOf(bookingIds: string[]) {
  while ((await emptyOutbox(db)) > 0);
  const due = await db
    .select()
    .from(mails)
    .where(and(inArray(mails.bookingId, bookingIds), eq(mails.state, "queued"), ne(mails.kind, "confirmed")));
  const composer = {
    db,
    origin: "https://reservo.test",
    signer: testSigner,
    sender: "desk@example.org",
    log,
  };
  return Promise.all(
    due.map(async (mail) => ({
      kind: mail.kind,
      bookingId: mail.bookingId,
      text: (await composeMail(composer, { ...mail, formerly: undefined }))?.message.text,
    })),
  );
}

test("a date that nobody has booked is removed with its row, and nothing can be booked of it", async () => {
  const made = await makeEvent(ctx, { sessions: 2 });
  const { id } = dateOf(made, 0);
  expect((await go(removeRoute, made, { date: id, form: {} })).status).toBe(303);
  expect(await rowOf(id)).toBeUndefined();
  expect(await bookSome(ctx, [id])).toMatchObject({ ok: false, refusal: "RESOURCE_CANCELLED" });
  // The second of a double click.
  expect((await go(removeRoute, made, { date: id, form: {} })).status).toBe(404);
});

test("a date with bookings, held seats or ended bookings is not removed, and neither is the only one", async () => {
  const made = await makeEvent(ctx, { sessions: 4 });
  const [booked, held, ended] = [0, 1, 2].map((index) => dateOf(made, index).id);
  await bookSome(ctx, [booked ?? ""], 2);
  await hold(ctx, { claims: [{ resourceId: held ?? "", quantity: 1 }], clientId: "h" });
  const past = await bookDates([ended ?? ""], "ended@example.org");
  await cancel(ctx, { bookingId: past });
  for (const date of [booked, held, ended]) {
    const answer = await go(removeRoute, made, { date, form: {} });
    expect(answer).toMatchObject({ status: 409, body: { refusal: "DATE_BOOKED", booked: 1 } });
    expect(await rowOf(date ?? "")).toMatchObject({ closed_for_good: false });
  }
  const single = await makeEvent(ctx);
  const last = await go(removeRoute, single, { date: single.session.id, form: {} });
  expect(last).toMatchObject({ status: 409, body: { refusal: "LAST_DATE" } });
});

test("two members who remove the last two dates at once leave one", async () => {
  const made = await makeEvent(ctx, { sessions: 2 });
  const outcomes = await Promise.all(made.sessions.map(({ id }) => removeDate(ctx, made.event.id, id)));
  expect(outcomes.filter((each) => each.ok)).toHaveLength(1);
  expect(outcomes.find((each) => !each.ok)).toMatchObject({ refusal: "LAST_DATE" });
});

test("of removing a date and booking it at the same time one happens, never both", async () => {
  const own = await makeOrganization(db);
  for (let round = 0; round < 15; round++) {
    const made = await makeEvent(own, { sessions: 2, capacity: 50 });
    const { id } = dateOf(made, 0);
    const [removed, ...booked] = await Promise.all([
      removeDate(own, made.event.id, id),
      ...Array.from({ length: 8 }, () => bookSome(own, [id])),
    ]);
    const isThere = (await rowOf(id)) !== undefined;
    expect(isThere).toBe(!removed.ok);
    if (removed.ok) expect(tally(booked)).toEqual({ RESOURCE_CANCELLED: 8 });
  }
  await expectInvariants(database, own);
});

test("a cancelled date ends its bookings with a mail that says why, and a course keeps its other dates", async () => {
  const made = await makeEvent(ctx, { sessions: 3 });
  const [first, second] = [dateOf(made, 0), dateOf(made, 1)];
  const alone = await bookDates([first.id], "alone@example.org");
  const course = await bookDates([first.id, second.id], "course@example.org");
  const page = await go(cancelRoute, made, { date: first.id });
  expect(page.body.booked).toBe(2);
  const form = { reason: "The potter is ill.", asked: "1", notify: "yes" };
  expect((await go(cancelRoute, made, { date: first.id, form: { ...form, reason: " " } })).status).toBe(422);
  expect((await go(cancelRoute, made, { date: first.id, form })).status).toBe(303);
  expect(await rowOf(first.id)).toMatchObject({ cancelled: true, pending: true, closed_for_good: true });
  await Promise.all([1, 2].map(() => cancelBookingsOfDates(partsOf(db))));
  await cancelBookingsOfDates(partsOf(db));
  expect(await rowOf(first.id)).toMatchObject({ pending: false, booked: 0 });
  expect(await rowOf(second.id)).toMatchObject({ cancelled: false, booked: 2 });
  const fates = await db.execute(sql`select id, fate from bookings where id in (${alone}, ${course})`);
  expect(Object.fromEntries(fates.map((row) => [row.id, row.fate]))).toEqual({
    [alone]: "cancelled",
    [course]: "confirmed",
  });
  const found = await mailsOf([alone, course]);
  expect(found.map((mail) => [mail.kind, mail.bookingId]).sort()).toEqual([
    ["cancelled", alone],
    ["changed", course],
  ]);
  const textOf = (id: string) => found.find((mail) => mail.bookingId === id)?.text;
  expect(textOf(alone)).toContain("The date you booked is cancelled");
  expect(textOf(course)).toContain("One of your dates is cancelled");
  for (const id of [alone, course]) expect(textOf(id)).toContain("The potter is ill.");
});

test("guests of a cancelled date get no mail where the organiser does not want one", async () => {
  const made = await makeEvent(ctx, { sessions: 2 });
  const booking = await bookDates([made.session.id], "quiet@example.org");
  const form = { reason: "Told them by phone.", asked: "1" };
  expect((await go(cancelRoute, made, { date: made.session.id, form })).status).toBe(303);
  await cancelBookingsOfDates(partsOf(db));
  expect(await mailsOf([booking])).toEqual([]);
  const states = await db.execute(
    sql`select kind, state from mails where booking_id = ${booking} order by kind`,
  );
  expect([...states]).toContainEqual({ kind: "cancelled", state: "withheld" });
});

test("of cancelling a date and confirming a hold at the same time no booking survives", async () => {
  for (let round = 0; round < 10; round++) {
    const made = await makeEvent(ctx, { sessions: 2, capacity: 50 });
    const { id } = made.session;
    const holds = await times(8, () =>
      hold(ctx, { claims: [{ resourceId: id, quantity: 1 }], clientId: "h" }),
    );
    const confirmed = holds.map((each) => confirm(ctx, { bookingId: (each.ok && each.booking?.id) || "" }));
    const [cancelled] = await Promise.all([
      cancelDate(ctx, made.event.id, id, { reason: "Storm.", notify: true }),
      ...confirmed,
    ]);
    expect(cancelled).toEqual({ ok: true });
    await cancelBookingsOfDates(partsOf(db));
    expect(await rowOf(id)).toMatchObject({ pending: false, booked: 0, held: 0 });
  }
  await expectInvariants(database, ctx);
});

test("a cancelled date stays cancelled when its event is unpublished, published and opened again", async () => {
  const made = await makeEvent(ctx, { sessions: 2 });
  const { id } = made.session;
  await unpublishEvent(ctx, made.event.id);
  await cancelDate(ctx, made.event.id, id, { reason: "Storm.", notify: true });
  await publishEvent(ctx, made.event.id);
  await go(overviewRoute, made, { form: { intent: "open" } });
  expect(await rowOf(id)).toMatchObject({ closed_for_good: true });
  expect(await bookSome(ctx, [id])).toMatchObject({ ok: false, refusal: "RESOURCE_CANCELLED" });
  expect((await bookSome(ctx, [dateOf(made, 1).id])).ok).toBe(true);
  const params = { slug: made.event.slug };
  const page = (query: string) =>
    requestRoute<Body>(context, eventRoute, `/e/${params.slug}${query}`, { params });
  expect((await page(`?session=${id}`)).body.panel.state).toBe("cancelled");
  expect((await page("")).body.session.id).toBe(dateOf(made, 1).id);
});

test("calendars, search engines and lists read that a date is cancelled, and its event shows one that takes place", async () => {
  const club = await makeOrganization(db, "Calendar club");
  const made = await makeEvent(club, { sessions: 2 });
  const [first, second] = [dateOf(made, 0), dateOf(made, 1)];
  await cancelDate(club, made.event.id, first.id, { reason: "Storm.", notify: true });
  const organization = await findOrganization(db, club.organizationId);
  if (!organization) throw new Error("the organisation is not there");
  const calendar = await organiserCalendar(club, organization, "https://reservo.test");
  const statuses = calendar
    .split("BEGIN:VEVENT")
    .slice(1)
    .map((entry) => /STATUS:(\w+)/.exec(entry)?.[1]);
  expect(statuses).toEqual(["CANCELLED", "CONFIRMED"]);
  const sessions = await withSeats(club, await listSessions(club, made.event.id, {}));
  const addresses = {
    url: "https://reservo.test/e",
    organizationUrl: "https://reservo.test/o",
    now: club.now,
  };
  const said = sessions.map((each) => eventJsonLd(made.event, each, organization, addresses).eventStatus);
  expect(said).toEqual(["https://schema.org/EventCancelled", "https://schema.org/EventScheduled"]);
  const filter = { past: false, text: "", free: false };
  const listed = async () => (await listEventsBySession(club, filter, { limit: 10 })).events;
  expect((await listed()).map((each) => [each.session.id, each.others])).toEqual([[second.id, 0]]);
  await cancelDate(club, made.event.id, second.id, { reason: "Storm.", notify: true });
  expect((await listed()).map((each) => [each.session.id, each.others])).toEqual([[first.id, 0]]);
});

test("dates are added one by one beyond what the form takes, once for a form that is sent twice", async () => {
  const made = await makeEvent(ctx, { sessions: 60 });
  const { draft } = (await go(addRoute, made)).body;
  const form = {
    id: draft.id,
    startsAt: "2031-06-02T18:00",
    endsAt: "2031-06-02T20:00",
    capacity: "7",
    label: "حفلة",
  };
  const wrong = await go(addRoute, made, { form: { ...form, endsAt: "2031-06-02T17:00", capacity: "0" } });
  expect(wrong.status).toBe(422);
  expect(Object.keys(wrong.body.errors ?? {}).sort()).toEqual(["capacity", "endsAt"]);
  const sent = await Promise.all([1, 2].map(() => go(addRoute, made, { form })));
  expect(sent.map((each) => each.status)).toEqual([303, 303]);
  const found = await go(overviewRoute, made, { query: `?label=${encodeURIComponent("حفلة")}` });
  expect(found.body.dates.sessions.map((each) => each.label)).toEqual(["حفلة"]);
  expect(found.body.dates.counts).toEqual({ upcoming: 61, past: 0 });
  expect((await bookSome(ctx, [draft.id], 7)).ok || (await bookSome(ctx, [draft.id], 4)).ok).toBe(true);
  const edit = await go(editRoute, made);
  expect([edit.body.draft.sessions.length, edit.body.otherDates]).toEqual([60, 1]);
});

test("all of 300 dates are reached page by page, those that are over apart, and a day finds its own", async () => {
  const made = await makeEvent(ctx, { inHours: -48 });
  await addManySessions(ctx, made.event.id, 300);
  const seen: string[] = [];
  for (let next: string | undefined = ""; next !== undefined; ) {
    const { body } = await go(overviewRoute, made, { query: next && `?from=${next}` });
    expect(body.dates.sessions.length).toBe(50);
    seen.push(...body.dates.sessions.map(({ id }) => id));
    next = body.dates.next;
  }
  expect([seen.length, new Set(seen).size]).toEqual([300, 300]);
  const past = await go(overviewRoute, made, { query: "?dates=past" });
  expect(past.body.dates.sessions.map(({ id }) => id)).toEqual([made.session.id]);
  const [day] = await db.execute<{ day: string; number: number }>(sql`
    select (starts_at at time zone 'UTC')::date::text as day, count(*)::int as number from sessions
    where event_id = ${made.event.id} and starts_at > now() group by 1 order by 2 desc, 1 limit 1`);
  const ofDay = await go(overviewRoute, made, { query: `?day=${day?.day}` });
  expect(ofDay.body.dates.sessions).toHaveLength(Number(day?.number));
  for (const query of ["?day=2031-02-31", "?day=x", "?from=x", "?label=%00", "?dates=x"]) {
    expect((await go(overviewRoute, made, { query })).body.dates.sessions).toHaveLength(50);
  }
});

test("the list of events goes on beyond 50, and finds by title and state", async () => {
  const many = await makeOrganization(db, "Many events");
  const own = await signedIn(context, many.organizationId, "editor");
  await makeManyEvents({ ...many, db: database.owner.db }, 260);
  const draft = await makeEvent(many, { title: "100% clay_work", published: false });
  const page = (query = "") => requestRoute<Body>(context, listRoute, `/admin${query}`, { cookie: own });
  const seen = new Set<string>();
  for (let next: string | undefined = ""; next !== undefined; ) {
    const { body } = await page(next && `?after=${next}`);
    for (const { id } of body.events) seen.add(id);
    next = body.next;
  }
  expect(seen.size).toBe(261);
  const titles = async (query: string) => (await page(query)).body.events.map((each) => each.title);
  expect(await titles("?q=0%25+CLAY_")).toEqual(["100% clay_work"]);
  expect(await titles("?q=clayXwork")).toEqual([]);
  expect(await titles("?state=draft")).toEqual(["100% clay_work"]);
  expect(await titles("?state=published&q=259+evening")).toEqual(["Evening 259"]);
  expect(draft.event.state).toBe("draft");
});

test("publishing is asked about where dates are over or have begun, or one lasts longer than 31 days", async () => {
  const over = await makeEvent(ctx, { inHours: -48, published: false });
  const long = await makeEvent(ctx, { sessions: 2, published: false });
  const begun = await makeEvent(ctx, { sessions: 4, inHours: -47, published: false });
  await db.execute(
    sql`update sessions set ends_at = starts_at + interval '1 year' where id = ${long.session.id}`,
  );
  for (const [made, warnings] of [
    [over, { isOver: true, long: 0 }],
    [long, { isOver: false, begun: 0, long: 1 }],
    [begun, { isOver: false, begun: 2, long: 0 }],
  ] as const) {
    const pressed = await go(overviewRoute, made, { form: { intent: "publish" } });
    expect(pressed.location).toMatch(/\/publish$/);
    expect((await go(publishRoute, made)).body.warnings).toMatchObject(warnings);
    expect((await go(publishRoute, made, { form: {} })).location).toMatch(new RegExp(`${made.event.id}$`));
  }
  const plain = await makeEvent(ctx, { published: false });
  expect((await go(overviewRoute, plain, { form: { intent: "publish" } })).location).toMatch(/[0-9a-f]$/);
  const states = await db.execute(sql`select distinct state from events
    where id in (${over.event.id}, ${long.event.id}, ${begun.event.id}, ${plain.event.id})`);
  expect([...states]).toEqual([{ state: "published" }]);
});

test("unpublishing is asked about where people are booked, who keep their bookings", async () => {
  const made = await makeEvent(ctx);
  await bookSome(ctx, [made.session.id], 2);
  const pressed = await go(overviewRoute, made, { form: { intent: "unpublish" } });
  expect(pressed.location).toMatch(/\/unpublish$/);
  expect((await go(unpublishRoute, made)).body.booked).toBe(1);
  expect((await go(unpublishRoute, made, { form: {} })).status).toBe(303);
  expect(await rowOf(made.session.id)).toMatchObject({ booked: 2, cancelled: false });
});
