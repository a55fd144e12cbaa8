import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { closeResource, confirm, hold } from "#app/booking/commands.server.ts";
import { findResource } from "#app/booking/find-resources.server.ts";
import type { EventInput } from "#app/events/editor/event-form.ts";
import { cancelEvent, removeEvent } from "#app/events/end-event.server.ts";
import type { Session } from "#app/events/event.ts";
import { findEvent } from "#app/events/find-events.server.ts";
import { publishEvent, unpublishEvent } from "#app/events/publish-event.server.ts";
import { updateEvent } from "#app/events/save-event.server.ts";
import { localTimeOf } from "#app/platform/time-zone.ts";
import * as eventRoute from "#app/routes/admin/events/$id._index.tsx";
import * as addRoute from "#app/routes/admin/events/$id.dates.new.tsx";
import * as editRoute from "#app/routes/admin/events/$id.edit.tsx";
import { bookSome, makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { signedIn } from "#tests/support/members.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db, "Ours");
const cookie = await signedIn(context, ctx.organizationId, "editor");

const resourceOf = ({ resourceIds: [id = ""] }: Session) => id;
const bookAt = (session: Session) => bookSome(ctx, resourceOf(session));
const statesOf = ({ sessions }: MadeEvent) =>
  Promise.all(sessions.map(async (session) => (await findResource(ctx, resourceOf(session)))?.state));
const stateOf = async ({ event }: MadeEvent) => (await findEvent(ctx, event.id))?.state;

interface Form {
  draft: { capacity: string; sessions: object[] };
}

/** The form's input that changes nothing, with what is to be changed over it. */
function inputOf({ event, sessions }: MadeEvent, changes: Partial<EventInput> = {}): EventInput {
  const { title, description, place, timeZone, maxPerBooking } = event;
  return {
    title,
    description,
    place,
    timeZone,
    stock: "coral",
    maxPerBooking,
    sessions: sessions.map(({ id, label, startsAt, endsAt }) => ({
      id,
      label,
      startsAt: localTimeOf(startsAt, timeZone),
      endsAt: localTimeOf(endsAt, timeZone),
      capacity: 10,
    })),
    ...changes,
  };
}

describe("saving an event", () => {
  test("saves nothing where one of its capacities is below what is booked, and names that date", async () => {
    const made = await makeEvent(ctx, { sessions: 3 });
    const [first, second] = made.sessions as [Session, Session];
    await bookSome(ctx, resourceOf(second), 4);
    const before = await findResource(ctx, resourceOf(first));
    const input = inputOf(made, { title: "Another title", maxPerPerson: 7 });
    for (const session of input.sessions) session.capacity = 3;
    expect(await updateEvent(ctx, made.event, input)).toEqual({
      ok: false,
      refusal: "CAPACITY_BELOW_BOOKED",
      index: 1,
      needed: 4,
    });
    expect(await findEvent(ctx, made.event.id)).toEqual(made.event);
    expect(await findResource(ctx, resourceOf(first))).toEqual(before);
  });

  test("keeps the plan of a date of which more is booked: the forms have it, and saving something else changes no date", async () => {
    const made = await makeEvent(ctx, { sessions: 1 });
    const id = resourceOf(made.sessions[0] as Session);
    await bookSome({ ...ctx, actsAs: "desk" }, id, 12, { over: true });
    const before = await findResource(ctx, id);
    expect(before).toMatchObject({ capacity: 12, over: 2 });
    const params = { id: made.event.id };
    const edit = await requestRoute<Form>(context, editRoute, "/admin/events/id/edit", { cookie, params });
    expect(edit.body.draft.sessions).toMatchObject([{ capacity: "10" }]);
    const add = await requestRoute<Form>(context, addRoute, "/admin/events/id/dates/new", { cookie, params });
    expect(add.body.draft.capacity).toBe("10");
    expect(await updateEvent(ctx, made.event, inputOf(made, { title: "Renamed" }))).toEqual({ ok: true });
    expect(await findResource(ctx, id)).toEqual(before);
    const [row] = await db.execute(sql`
      select after from audit_log where organization_id = ${ctx.organizationId} and action = 'event.saved'
      order by sequence desc limit 1`);
    expect(row?.after).toMatchObject({ fields: ["title"], datesChanged: 0 });
  });

  test("is one transaction: the event, dates, capacities, rules and questions", async () => {
    const made = await makeEvent(ctx, { sessions: 2 });
    const question = { type: "text", label: "Diet", hint: "", required: false, per: "booking", options: [] };
    const input = inputOf(made, {
      title: "Another title",
      maxPerBooking: 2,
      questions: [question] as unknown as EventInput["questions"],
    });
    for (const session of input.sessions) session.capacity = 12;
    input.sessions.push({
      label: "New",
      startsAt: "2031-01-01T10:00",
      endsAt: "2031-01-01T11:00",
      capacity: 5,
    });
    expect(await updateEvent(ctx, made.event, input)).toEqual({ ok: true });
    const written = await db.execute(sql`
      select xmin::text from events where id = ${made.event.id}
      union select xmin::text from sessions where event_id = ${made.event.id}
      union select xmin::text from questions where event_id = ${made.event.id}
      union select r.xmin::text from resources r join session_resources sr on sr.resource_id = r.id
        join sessions s on s.id = sr.session_id where s.event_id = ${made.event.id}`);
    expect(written).toHaveLength(1);
    await expectSoundLedger(db, ctx.organizationId);
  });

  test("of two saves of the same version one is refused, and leaves nothing behind", async () => {
    const made = await makeEvent(ctx);
    const saves = ["One", "Two", "Three"].map((title) => {
      const input = inputOf(made, { title });
      input.sessions = input.sessions.map((session) => ({ ...session, capacity: 10 + title.length }));
      return updateEvent(ctx, made.event, input).then((saved) => ({ saved, title }));
    });
    const results = await Promise.all(saves);
    const [won, ...others] = results.filter(({ saved }) => saved.ok);
    expect(others).toEqual([]);
    expect(results.filter(({ saved }) => !saved.ok).map(({ saved }) => saved)).toEqual([
      { ok: false, refusal: "EVENT_CHANGED" },
      { ok: false, refusal: "EVENT_CHANGED" },
    ]);
    expect(await findEvent(ctx, made.event.id)).toMatchObject({ title: won?.title });
    expect(await findResource(ctx, resourceOf(made.session))).toMatchObject({
      capacity: 10 + (won?.title.length ?? 0),
    });
  });
});

describe("an event that is not before the public", () => {
  test("cannot be booked once it is unpublished, and can be again once it is published", async () => {
    const made = await makeEvent(ctx, { sessions: 2 });
    expect(await unpublishEvent(ctx, made.event.id)).toEqual({ ok: true });
    expect(await bookAt(made.session)).toMatchObject({ ok: false, refusal: "RESOURCE_CLOSED" });
    expect(await publishEvent(ctx, made.event.id)).toEqual({ ok: true });
    expect(await bookAt(made.session)).toMatchObject({ ok: true });
  });

  test("keeps closed what its organiser had closed before it was unpublished", async () => {
    const made = await makeEvent(ctx, { sessions: 2 });
    await closeResource(ctx, resourceOf(made.session));
    for (let round = 0; round < 2; round++) {
      await unpublishEvent(ctx, made.event.id);
      expect(await statesOf(made)).toEqual(["CLOSED", "CLOSED"]);
      await publishEvent(ctx, made.event.id);
      expect(await statesOf(made)).toEqual(["CLOSED", "OPEN"]);
    }
  });

  test("is for nobody once it is cancelled or removed: nothing is booked, and no hold confirmed", async () => {
    const made = await makeEvent(ctx, { sessions: 2 });
    const held = await hold(ctx, {
      clientId: "guest",
      claims: [{ resourceId: resourceOf(made.session), quantity: 1 }],
    });
    const bookingId = held.ok ? (held.booking?.id ?? "") : "";
    expect(await cancelEvent(ctx, made.event.id, "The kiln broke.")).toEqual({ ok: true });
    expect(await confirm(ctx, { bookingId })).toMatchObject({ ok: false, refusal: "RESOURCE_CANCELLED" });
    const removed = await makeEvent(ctx);
    expect(await removeEvent(ctx, removed.event.id)).toMatchObject({ ok: true });
    for (const session of [made.session, removed.session]) {
      expect(await bookAt(session)).toMatchObject({ ok: false, refusal: "RESOURCE_CANCELLED" });
    }
  });

  test("takes no new date once it is cancelled, which programs could book", async () => {
    const made = await makeEvent(ctx);
    await cancelEvent(ctx, made.event.id, "The kiln broke.");
    const added = { "sessions[1].startsAt": "2031-01-01T10:00", "sessions[1].endsAt": "2031-01-01T11:00" };
    const form = { ...sentBy(made, added), "sessions[1].capacity": "5", "sessions[1].label": "" };
    const answer = await edit(made, { ...form, version: String(made.event.version + 1) });
    expect(answer).toMatchObject({ status: 409, body: { draft: { title: made.event.title } } });
    const [row] = await db.execute(
      sql`select count(*)::int as dates from sessions where event_id = ${made.event.id}`,
    );
    expect(row).toEqual({ dates: 1 });
  });

  test("is not opened to booking while it is a draft", async () => {
    const made = await makeEvent(ctx);
    await unpublishEvent(ctx, made.event.id);
    const form = { intent: "open" };
    const answer = await requestRoute(context, eventRoute, "/admin/events/id", {
      params: { id: made.event.id },
      cookie,
      form,
    });
    expect(answer.status).toBe(400);
    expect(await statesOf(made)).toEqual(["CLOSED"]);
  });

  test("changes its state once, however often that is asked for", async () => {
    const made = await makeEvent(ctx, { published: false });
    const publish = () => publishEvent(ctx, made.event.id);
    const results = await Promise.all([publish(), publish(), publish()]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter((each) => !each.ok && each.refusal === "EVENT_STATE")).toHaveLength(2);
    expect(await findEvent(ctx, made.event.id)).toMatchObject({ version: made.event.version + 1 });
  });
});

test("an event is removed or booked, never both, when the two meet", async () => {
  const ends = { removed: 0, booked: 0 };
  for (let round = 0; round < 20; round++) {
    const made = await makeEvent(ctx, { sessions: 2 });
    const [removed, booked] = await Promise.all([
      removeEvent(ctx, made.event.id),
      bookAt(made.sessions[round % 2] ?? made.session),
    ]);
    expect([removed.ok, booked.ok]).toEqual(removed.ok ? [true, false] : [false, true]);
    expect(await stateOf(made)).toBe(removed.ok ? "removed" : "published");
    expect(await statesOf(made)).toEqual(removed.ok ? ["CANCELLED", "CANCELLED"] : ["OPEN", "OPEN"]);
    ends[removed.ok ? "removed" : "booked"] += 1;
  }
  expect(ends.removed + ends.booked).toBe(20);
});

interface Edited {
  draft: { title: string; place: string };
  version?: number;
  conflict?: { version: number; savedBy: string; differences: unknown[] };
  event: { version: number };
}

const edit = (made: MadeEvent, form?: Record<string, string>) =>
  requestRoute<Edited>(context, editRoute, "/admin/events/id/edit", {
    params: { id: made.event.id },
    cookie,
    form,
  });

/** What the form sends that was opened when the event was `made`. */
function sentBy(made: MadeEvent, typed: Record<string, string>): Record<string, string> {
  const { event, session } = made;
  return {
    version: String(event.version),
    title: event.title,
    description: event.description,
    place: event.place,
    timeZone: event.timeZone,
    stock: event.stock,
    locale: event.locale,
    seatNoun: event.seatNoun,
    numbersShown: event.numbersShown,
    guestNames: event.guestNames,
    codePer: event.codePer,
    visibility: event.visibility,
    maxPerBooking: String(event.maxPerBooking),
    holdMinutes: String(event.holdMinutes),
    extendMinutes: String(event.extendMinutes),
    closesBefore: "0",
    closesUnit: "minutes",
    cancelBefore: "0",
    cancelUnit: "hours",
    "sessions[0].id": session.id,
    "sessions[0].label": session.label,
    "sessions[0].capacity": "10",
    "sessions[0].startsAt": localTimeOf(session.startsAt, event.timeZone),
    "sessions[0].endsAt": localTimeOf(session.endsAt, event.timeZone),
    ...typed,
  };
}

describe("a form that was opened before somebody else saved the event", () => {
  test("is not saved over it: it keeps what was typed, and says who saved what", async () => {
    const made = await makeEvent(ctx);
    expect((await edit(made, sentBy(made, { title: "Theirs" }))).status).toBe(303);
    const answer = await edit(made, sentBy(made, { title: "Mine", message: "Bring a towel" }));
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      draft: { title: "Mine" },
      version: made.event.version + 1,
      conflict: {
        savedBy: expect.any(String),
        differences: [
          { label: "admin.eventForm.title", values: { saved: "Theirs", typed: "Mine" } },
          { label: "admin.eventForm.message" },
        ],
      },
    });
    expect(await findEvent(ctx, made.event.id)).toMatchObject({ title: "Theirs", message: "" });
    // Sent again as the page shows it now, it is saved.
    const again = sentBy(made, { title: "Mine", version: String(answer.body.version) });
    expect((await edit(made, again)).status).toBe(303);
    expect(await findEvent(ctx, made.event.id)).toMatchObject({ title: "Mine" });
  });

  test("keeps its version while dates are added to it, so that the conflict is not missed", async () => {
    const made = await makeEvent(ctx);
    expect((await edit(made, sentBy(made, { title: "Theirs" }))).status).toBe(303);
    const added = await edit(made, sentBy(made, { intent: "add-session" }));
    expect(added.body).toMatchObject({ version: made.event.version });
  });

  test("is taken as saved where it says what is saved, as the second of a double click does", async () => {
    const made = await makeEvent(ctx);
    const twice = await Promise.all([1, 2].map(() => edit(made, sentBy(made, { title: "Clicked" }))));
    expect(twice.map(({ status }) => status)).toEqual([303, 303]);
    expect(await findEvent(ctx, made.event.id)).toMatchObject({
      title: "Clicked",
      version: made.event.version + 1,
    });
  });
});
