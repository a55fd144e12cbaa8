import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { findEvent } from "#app/events/find-events.server.ts";
import { listBookable } from "#app/events/open-event.server.ts";
import { publishEvent } from "#app/events/publish-event.server.ts";
import type { ZoneGroup } from "#app/platform/zone-choices.ts";
import * as editRoute from "#app/routes/admin/events/$id.edit.tsx";
import * as newRoute from "#app/routes/admin/events/new.tsx";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { signedIn } from "#tests/support/members.ts";
import { type RouteModule, requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);
const cookie = await signedIn(context, ctx.organizationId, "editor");

// In Berlin the clocks go forward on 31 March 2030 at 02:00, and back on 27 October 2030 at 03:00.
const CORE: Record<string, string> = {
  title: "Night shift",
  timeZone: "Europe/Berlin",
  stock: "mint",
  maxPerBooking: "3",
  "sessions[0].startsAt": "2030-10-26T22:00",
  "sessions[0].endsAt": "2030-10-27T05:00",
  "sessions[0].capacity": "12",
  intent: "save",
};

interface Answer {
  draft: Record<string, string> & { sessions: Record<string, string>[] };
  errors?: Record<string, string[]>;
}

const send = (form: Record<string, string>, id?: string) =>
  requestRoute<Answer>(context, (id ? editRoute : newRoute) as RouteModule, "/admin", {
    cookie,
    form,
    params: id ? { id } : {},
  });

async function made(form: Record<string, string>): Promise<string> {
  const { location = "", body } = await send({ ...CORE, ...form });
  expect(body?.errors).toBeUndefined();
  return location.split("/").at(-1) ?? "";
}

async function timesOf(id: string): Promise<string[]> {
  const [row] = await db.execute<Record<string, string>>(sql`
    select s.starts_at, s.ends_at, e.opens_at from sessions s join events e on e.id = s.event_id where e.id = ${id}`);
  return [row?.starts_at, row?.ends_at, row?.opens_at].map((at) => (at ? new Date(at).toISOString() : ""));
}

test("a time that the clocks skip is refused with the times around it, and stays as typed", async () => {
  const skipped = "2030-03-31T02:30";
  const form = {
    "sessions[0].startsAt": skipped,
    "sessions[0].endsAt": "2030-03-31T05:00",
    opensAt: skipped,
  };
  const { status, body } = await send({ ...CORE, ...form });
  expect(status).toBe(422);
  const words = ["The clocks go forward that night: this time doesn’t exist. Enter 01:30 or 03:30."];
  expect(body.errors).toEqual({ "sessions[0].startsAt": words, opensAt: words });
  expect(body.draft.sessions[0]?.startsAt).toBe(skipped);
});

test("a time that the clocks repeat is asked about, and either reading is stored and shown again", async () => {
  const twice = "2030-10-27T02:30";
  const asked = await send({ ...CORE, "sessions[0].endsAt": twice, opensAt: "2029-10-28T02:30" });
  expect([asked.status, Object.keys(asked.body.errors ?? {})]).toEqual([
    422,
    ["sessions[0].endsAtReading", "opensAtReading"],
  ]);
  for (const [reading, end, opening] of [
    ["earlier", "2030-10-27T00:30:00.000Z", "2029-10-28T00:30:00.000Z"],
    ["later", "2030-10-27T01:30:00.000Z", "2029-10-28T01:30:00.000Z"],
  ]) {
    const id = await made({
      "sessions[0].endsAt": twice,
      "sessions[0].endsAtReading": String(reading),
      opensAt: "2029-10-28T02:30",
      opensAtReading: String(reading),
    });
    const stored = ["2030-10-26T20:00:00.000Z", end, opening];
    expect(await timesOf(id)).toEqual(stored);
    const { draft } = (await requestRoute<Answer>(context, editRoute, "/admin", { cookie, params: { id } }))
      .body;
    expect([draft.sessions[0]?.endsAtReading, draft.opensAtReading]).toEqual([reading, reading]);
    const { sessions, questions: _none, ...rest } = draft as typeof draft & { questions: unknown };
    const row = Object.entries(sessions[0] ?? {}).map(([name, value]) => [`sessions[0].${name}`, value]);
    const texts = Object.entries(rest).filter(([, value]) => typeof value === "string");
    const unchanged = { intent: "save", ...Object.fromEntries(row), ...Object.fromEntries(texts) };
    expect((await send(unchanged, id)).status).toBe(303);
    expect(await timesOf(id)).toEqual(stored);
  }
});

test("an unchanged save keeps the seconds of a stored time", async () => {
  const id = await made({});
  await db.execute(sql`update sessions set starts_at = '2030-10-26 20:00:07.25Z' where event_id = ${id}`);
  const { draft } = (await requestRoute<Answer>(context, editRoute, "/admin", { cookie, params: { id } }))
    .body;
  const row = Object.entries(draft.sessions[0] ?? {}).map(([name, value]) => [`sessions[0].${name}`, value]);
  expect((await send({ ...CORE, ...Object.fromEntries(row) }, id)).status).toBe(303);
  expect((await timesOf(id))[0]).toBe("2030-10-26T20:00:07.250Z");
});

test.each(["Asia/Calcutta", "Europe/Kiev", "Asia/Kolkata", "US/Eastern"])(
  "a stored zone %s is in the list of its form as it is stored, and kept by an unchanged save",
  async (timeZone) => {
    const made = await send(CORE);
    const id = made.location?.split("/").at(-1) ?? "";
    await db.execute(sql`update events set time_zone = ${timeZone} where id = ${id}`);
    const opened = await requestRoute<Answer & { zones: ZoneGroup[] }>(
      context,
      editRoute as RouteModule,
      "/admin",
      {
        cookie,
        params: { id },
      },
    );
    const listed = opened.body.zones.flatMap(({ zones }) => zones.map(({ name }) => name));
    expect(listed).toContain(timeZone);
    const { sessions, questions: _, ...fields } = opened.body.draft;
    expect(fields.timeZone).toBe(timeZone);
    const dates = sessions.flatMap((session, index) =>
      Object.entries(session).map(([name, value]) => [`sessions[${index}].${name}`, value]),
    );
    const texts = Object.entries(fields).filter(([, value]) => String(value) !== "false");
    const saved = await send({ ...Object.fromEntries([...texts, ...dates]), intent: "save" }, id);
    expect(saved.status).toBe(303);
    expect((await findEvent(ctx, id))?.timeZone).toBe(timeZone);
  },
);

test("a day before is the same time of the day across a clock change, in the form, the engine and the lists", async () => {
  const times = { "sessions[0].startsAt": "2030-03-31T18:00", "sessions[0].endsAt": "2030-03-31T20:00" };
  const deadlines: string[][] = [];
  for (const unit of ["days", "hours"]) {
    const number = unit === "days" ? "1" : "24";
    const id = await made({
      ...times,
      closesBefore: number,
      closesUnit: unit,
      cancelBefore: number,
      cancelUnit: unit,
    });
    const [rules] = await db.execute(sql`select closes_at, cancel_until from resources where scope = ${id}`);
    deadlines.push([rules?.closes_at, rules?.cancel_until].map((at) => new Date(String(at)).toISOString()));
    const { draft } = (await requestRoute<Answer>(context, editRoute, "/admin", { cookie, params: { id } }))
      .body;
    expect([draft.closesBefore, draft.closesUnit, draft.cancelBefore, draft.cancelUnit]).toEqual([
      ...[number, unit, number, unit],
    ]);
    await publishEvent(ctx, id);
    const event = await findEvent(ctx, id);
    if (!event) throw new Error("the event is gone");
    const closing = new Date(deadlines.at(-1)?.[0] ?? "").getTime();
    const at = async (now: number) =>
      (await listBookable({ ...ctx, now: new Date(now) }, event, { limit: 9 })).length;
    expect([await at(closing - 1_000), await at(closing + 1_000)]).toEqual([1, 0]);
  }
  expect(deadlines).toEqual([
    ["2030-03-30T17:00:00.000Z", "2030-03-30T17:00:00.000Z"],
    ["2030-03-30T16:00:00.000Z", "2030-03-30T16:00:00.000Z"],
  ]);
});
