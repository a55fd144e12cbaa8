import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Event } from "#app/events/event.ts";
import { findEvent, listSessions } from "#app/events/find-events.server.ts";
import { publishEvent } from "#app/events/publish-event.server.ts";
import { createEvent } from "#app/events/save-event.server.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { answerField } from "#app/questions/booking-form.ts";
import { listQuestions } from "#app/questions/questions.server.ts";
import * as adminEventRoute from "#app/routes/admin/events/$id._index.tsx";
import * as editRoute from "#app/routes/admin/events/$id.edit.tsx";
import * as newRoute from "#app/routes/admin/events/new.tsx";
import * as embedRoute from "#app/routes/embed/o.$slug.tsx";
import * as organizationRoute from "#app/routes/public/o.$slug._index.tsx";
import { guestOf } from "#tests/support/booking-flow.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { signedIn } from "#tests/support/members.ts";
import { type RouteModule, requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db, "Instants club");
const cookie = await signedIn(context, ctx.organizationId, "editor");
const { slug = "" } = (await findOrganization(db, ctx.organizationId)) ?? {};

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

interface FormAnswer {
  draft: { opensAt: string; sessions: { startsAt: string; endsAt: string }[] };
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

const YEARS = "Enter a year from 1900 to 2200.";
const FIELDS = ["sessions[0].startsAt", "sessions[0].endsAt", "opensAt"];
const OUTSIDE = [
  "0027-05-01T18:00",
  "1899-12-31T23:59",
  "2201-01-01T00:00",
  "9999-12-31T23:59",
  "12031-06-02T18:00",
  "275760-09-13T00:00",
];

test.each(FIELDS)(
  "a year outside 1900 to 2200 is refused at the field %s, new and edited, and stays as it was typed",
  async (field) => {
    const { id } = await made(CORE);
    for (const typed of OUTSIDE) {
      for (const answer of [
        await send({ ...CORE, [field]: typed }),
        await send({ ...CORE, [field]: typed }, id),
      ]) {
        expect(answer.status, typed).toBe(422);
        expect(answer.body.errors?.[field], typed).toEqual([YEARS]);
        const { opensAt, sessions } = answer.body.draft;
        expect([opensAt, sessions[0]?.startsAt, sessions[0]?.endsAt]).toContain(typed);
      }
    }
  },
);

test("the first and the last year can be used, with deadlines that lie years before", async () => {
  const early = await made({
    ...CORE,
    "sessions[0].startsAt": "1900-01-01T00:00",
    "sessions[0].endsAt": "1900-01-01T02:00",
    closesBefore: "10000",
    closesUnit: "days",
    cancelBefore: "10000",
    cancelUnit: "days",
  });
  const late = await made({
    ...CORE,
    "sessions[0].startsAt": "2200-12-31T21:00",
    "sessions[0].endsAt": "2200-12-31T23:59",
  });
  const times = async ({ id }: Event) =>
    (await listSessions(ctx, id, { limit: 1 })).map(({ startsAt, endsAt }) =>
      [startsAt, endsAt].map((at) => at.toISOString()),
    );
  expect(await times(early)).toEqual([["1900-01-01T00:00:00.000Z", "1900-01-01T02:00:00.000Z"]]);
  expect(await times(late)).toEqual([["2200-12-31T21:00:00.000Z", "2200-12-31T23:59:00.000Z"]]);
  expect((await send({ ...CORE, title: "Renamed" }, early.id)).status).toBe(303);
});

const QUESTION = {
  "questions[0].key": "k",
  "questions[0].type": "date",
  "questions[0].label": "Birthday",
  "questions[0].hint": "",
  "questions[0].per": "booking",
  "questions[0].options": "",
};

test("a guest's date outside 1900 to 2200 is refused at its field, in the language of the page", async () => {
  const event = await made({ ...CORE, ...QUESTION, locale: "de" });
  await publishEvent(ctx, event.id);
  const [session] = await listSessions(ctx, event.id, { limit: 1 });
  if (!session) throw new Error("the event has no session");
  const guest = guestOf(context, { event, session, sessions: [session] });
  const { location = "" } = await guest.begin(1);
  const [question] = await listQuestions(ctx, event.id);
  const field = question ? answerField(question, 0) : "";
  for (const typed of ["0027-05-01", "1899-12-31", "2201-01-01", "12031-06-02"]) {
    const answer = await guest.send(location, { [field]: typed });
    expect(answer.status, typed).toBe(422);
    expect(answer.body.errors?.[field], typed).toEqual(["Bitte geben Sie ein Jahr von 1900 bis 2200 ein."]);
  }
  expect((await guest.send(location, { [field]: "1900-01-01" })).status).toBe(303);
});

const FAR = ["999999999999999", "8640000000000000", "8640000000000001", "-99999999999999", "7289654400000"];

test("a place in a list that lies outside the years counts as not said, whoever writes it into the address", async () => {
  const { id } = await made(CORE);
  for (const time of FAR) {
    const query = `?after=${time}.${randomUUID()}`;
    const list = await requestRoute<{ query: object }>(context, organizationRoute, `/o/${slug}${query}`, {
      params: { slug },
    });
    expect([list.status, list.body.query], query).toEqual([
      200,
      expect.not.objectContaining({ after: expect.anything() }),
    ]);
    const frame = await requestRoute(context, embedRoute, `/embed/o/${slug}${query}`, { params: { slug } });
    expect(frame.status, query).toBe(200);
  }
  for (const after of [...FAR.map((time) => `${time}_${randomUUID()}`), `1_${"-".repeat(36)}`]) {
    const page = await requestRoute(context, adminEventRoute, `/admin/events/${id}?after=${after}`, {
      cookie,
      params: { id },
    });
    expect(page.status, after).toBe(200);
  }
});

test("a list of what was over before 1970 goes on behind its first page", async () => {
  const old = await makeOrganization(db, "Archive");
  for (let year = 1950; year < 1972; year++) {
    const { id } = await createEvent(old, {
      title: `Fair of ${year}`,
      description: "",
      place: "",
      timeZone: "UTC",
      stock: "mint",
      maxPerBooking: 1,
      sessions: [{ label: "", startsAt: `${year}-05-01T10:00`, endsAt: `${year}-05-01T12:00`, capacity: 1 }],
    });
    await publishEvent(old, id);
  }
  const params = { slug: (await findOrganization(db, old.organizationId))?.slug ?? "" };
  interface Page {
    list: { events: { title: string }[]; next?: { startsAt: Date; id: string } };
  }
  const first = await requestRoute<Page>(context, organizationRoute, `/o/${params.slug}?past=1`, { params });
  const { next } = first.body.list;
  const after = `${next?.startsAt.getTime()}.${next?.id}`;
  expect(after).toMatch(/^-\d/);
  const second = await requestRoute<Page>(
    context,
    organizationRoute,
    `/o/${params.slug}?past=1&after=${after}`,
    {
      params,
    },
  );
  expect(second.body.list.events.map(({ title }) => title)).toEqual(["Fair of 1951", "Fair of 1950"]);
});

test("months and days outside of the calendar's range count as not said", async () => {
  await makeEvent(ctx);
  for (const query of [
    "month=0027-05",
    "month=2201-01",
    "day=0027-05-01",
    "day=9999-12-31",
    "view=month&month=275760-09",
  ]) {
    const page = await requestRoute<{ query: object }>(context, organizationRoute, `/o/${slug}?${query}`, {
      params: { slug },
    });
    expect([page.status, page.body.query], query).toEqual([
      200,
      expect.not.objectContaining({ day: expect.anything(), month: expect.anything() }),
    ]);
  }
});
