import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { switchBooking } from "#app/events/booking-switch.server.ts";
import { removeEvent } from "#app/events/end-event.server.ts";
import { findEvent } from "#app/events/find-events.server.ts";
import { publishEvent, unpublishEvent } from "#app/events/publish-event.server.ts";
import { findDatesSaving, saveNextDates, stopSaving } from "#app/events/save-dates-task.server.ts";
import * as adminEventRoute from "#app/routes/admin/events/$id._index.tsx";
import * as editRoute from "#app/routes/admin/events/$id.edit.tsx";
import * as eventRoute from "#app/routes/public/e.$slug._index.tsx";
import * as bookRoute from "#app/routes/public/e.$slug.book.tsx";
import { runTasks, type TaskStep } from "#app/tasks/run-tasks.server.ts";
import { deleteOldTasks } from "#app/tasks/tasks.server.ts";
import { tasks } from "#db/schema/index.ts";
import { bookSome, makeOrganization, partsOf } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { addManySessions } from "#tests/support/many-events.ts";
import { signedIn } from "#tests/support/members.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db, "Yearly courses");
const cookie = await signedIn(context, ctx.organizationId, "editor");

/** More dates than are saved together twice, with the event's own one. */
const DATES = 1_100;

async function makeYear(): Promise<MadeEvent> {
  const made = await makeEvent(ctx);
  await addManySessions(ctx, made.event.id, DATES - 1);
  return made;
}

/** How often the event's first date is closed where the task closes it once: it was closed as part of a draft, too. */
const CLOSED_ONCE = 2;

const processTask = (step: TaskStep = saveNextDates) =>
  runTasks({ ...partsOf(db), steps: { "save-dates": step } });

/** How many of an event's resources are in each state. */
async function statesOf({ event }: MadeEvent): Promise<Record<string, number>> {
  const rows = await db.execute<{ state: string; number: number }>(sql`
    select case when r.cancelled then 'CANCELLED' else r.state end as state, count(*)::int as number from sessions s
      join session_resources sr on sr.organization_id = s.organization_id and sr.session_id = s.id
      join resources r on r.organization_id = sr.organization_id and r.id = sr.resource_id
    where s.organization_id = ${ctx.organizationId} and s.event_id = ${event.id} group by 1`);
  return Object.fromEntries(rows.map(({ state, number }) => [state, Number(number)]));
}

/** How often the resource was closed that was closed most often. */
async function mostWrites({ event }: MadeEvent): Promise<number> {
  const [row] = await db.execute<{ most: number }>(sql`
    select max(written)::int as most from (
      select count(*) as written from ledger l join sessions s on s.id::text = l.resource_id
      where s.event_id = ${event.id} and l.kind = 'closed' group by l.resource_id) each`);
  return Number(row?.most);
}

const findIn = async ({ event }: MadeEvent) => {
  const found = await findEvent(ctx, event.id);
  if (!found) throw new Error("The event is gone.");
  return found;
};

const close = async (made: MadeEvent) => switchBooking(ctx, await findIn(made), "close");

interface EventPage {
  panel: { state: string };
  formToken: string;
}

const page = (made: MadeEvent) =>
  requestRoute<EventPage>(context, eventRoute, `/e/${made.event.slug}`, {
    params: { slug: made.event.slug },
  });

/** Ends the leases at once, as if the instances that hold them had died long ago. */
const endLease = () => db.update(tasks).set({ leasedUntil: sql`now()` });

test("dates beyond 500 are closed by a task, and the event cannot be booked until it has ended", async () => {
  const made = await makeYear();
  const { formToken } = (await page(made)).body;
  expect(await close(made)).toEqual({ ok: true });
  expect(await findDatesSaving(ctx, made.event.id)).toMatchObject({
    state: "unfinished",
    done: 0,
    total: DATES,
    isRetried: false,
  });
  expect((await page(made)).body.panel.state).toBe("paused");
  const asked = { formToken, session: made.session.id, seats: "1", intent: "hold" };
  const held = await requestRoute(context, bookRoute, `/e/${made.event.slug}/book`, {
    params: { slug: made.event.slug },
    form: asked,
  });
  expect(held.status).toBe(503);
  await processTask();
  expect(await statesOf(made)).toEqual({ CLOSED: DATES });
  expect((await findIn(made)).saving).toBe(false);
  expect((await page(made)).body.panel.state).toBe("switched-off");
  expect(await findDatesSaving(ctx, made.event.id)).toBeUndefined();
});

test("an event whose dates are being saved cannot be changed, and nothing typed is lost", async () => {
  const made = await makeYear();
  expect(await unpublishEvent(ctx, made.event.id)).toEqual({ ok: true });
  expect(await statesOf(made)).toEqual({ OPEN: DATES - 500, CLOSED: 500 });
  const refused = { ok: false, refusal: "EVENT_SAVING" };
  expect(await publishEvent(ctx, made.event.id)).toMatchObject(refused);
  expect(await close(made)).toMatchObject(refused);
  const at = { params: { id: made.event.id }, cookie };
  const { draft } = (
    await requestRoute<{ draft: Record<string, unknown> }>(context, editRoute, "/admin/e/edit", at)
  ).body;
  const typed = { ...textsOf(draft), title: "Typed meanwhile" };
  const answer = await requestRoute<{ draft: { title: string } }>(context, editRoute, "/admin/e/edit", {
    ...at,
    form: typed,
  });
  expect([answer.status, answer.body.draft.title]).toEqual([409, "Typed meanwhile"]);
  await processTask();
  expect(await statesOf(made)).toEqual({ CLOSED: DATES });
  expect(await publishEvent(ctx, made.event.id)).toEqual({ ok: true });
  await processTask();
  expect(await statesOf(made)).toEqual({ OPEN: DATES });
});

/** The fields of a form that holds this draft. */
function textsOf({ sessions, questions: _, ...rest }: Record<string, unknown>): Record<string, string> {
  const fields = (sessions as Record<string, string>[]).flatMap((session, index) =>
    Object.entries(session).map(([name, value]) => [`sessions[${index}].${name}`, value]),
  );
  const ticked = Object.entries(rest).filter(([, value]) => value !== false);
  return Object.fromEntries([
    ...ticked.map(([name, value]) => [name, value === true ? "on" : String(value)]),
    ...fields,
  ]);
}

test("a task whose instance fails goes on where it was, and does nothing twice", async () => {
  const made = await makeYear();
  await close(made);
  let steps = 0;
  await processTask((...given) => {
    if (steps++ === 1) throw new Error("the instance ends here");
    return saveNextDates(...given);
  });
  expect(await statesOf(made)).toEqual({ OPEN: DATES - 500, CLOSED: 500 });
  await processTask();
  expect(await statesOf(made)).toEqual({ OPEN: DATES - 500, CLOSED: 500 });
  await endLease();
  await processTask();
  expect(await statesOf(made)).toEqual({ CLOSED: DATES });
  expect(await mostWrites(made)).toBe(CLOSED_ONCE);
});

test("an instance that was taken for dead does no step that another has done", async () => {
  const made = await makeYear();
  await close(made);
  await processTask(async (stepCtx, task) => {
    await endLease();
    let steps = 0;
    await processTask((...given) => {
      if (steps++ === 2) throw new Error("the other instance ends here");
      return saveNextDates(...given);
    });
    return saveNextDates(stepCtx, task);
  });
  expect(await findDatesSaving(ctx, made.event.id)).toMatchObject({ state: "unfinished", done: 1_000 });
  await endLease();
  await processTask();
  expect(await statesOf(made)).toEqual({ CLOSED: DATES });
  expect(await mostWrites(made)).toBe(CLOSED_ONCE);
});

test("a member stops a task between two steps, reads how far it came, and dismisses that", async () => {
  const made = await makeYear();
  await close(made);
  const send = (form: Record<string, string>) =>
    requestRoute(context, adminEventRoute, "/admin/events/id", {
      params: { id: made.event.id },
      cookie,
      form,
    });
  await processTask(async (...given) => {
    const count = await saveNextDates(...given);
    await send({ intent: "stop-saving" });
    return count;
  });
  expect(await statesOf(made)).toEqual({ OPEN: DATES - 500, CLOSED: 500 });
  const stopped = await findDatesSaving(ctx, made.event.id);
  expect(stopped).toMatchObject({ state: "stopped", done: 500, total: DATES });
  expect((await findIn(made)).saving).toBe(false);
  expect((await send({ intent: "dismiss-saving", task: stopped?.id ?? "" })).status).toBe(303);
  expect(await findDatesSaving(ctx, made.event.id)).toBeUndefined();
});

test("another organisation neither sees nor stops it", async () => {
  const made = await makeYear();
  await close(made);
  const others = await makeOrganization(db, "Others");
  await stopSaving(others, made.event.id);
  expect(await findDatesSaving(others, made.event.id)).toBeUndefined();
  expect(await findDatesSaving(ctx, made.event.id)).toMatchObject({ state: "unfinished" });
  await processTask();
  expect(await statesOf(made)).toEqual({ CLOSED: DATES });
});

test("a date that is booked while its event is removed stays booked, is closed, and is reported", async () => {
  const made = await makeYear();
  expect(await removeEvent(ctx, made.event.id)).toMatchObject({ ok: true });
  const [last] = await db.execute<{ id: string; resource: string }>(sql`
    select s.id, sr.resource_id as resource from sessions s join session_resources sr on sr.session_id = s.id
      join resources r on r.id = sr.resource_id
    where s.event_id = ${made.event.id} and r.state = 'OPEN' order by s.starts_at desc limit 1`);
  await bookSome(ctx, [last?.resource ?? ""]);
  await processTask();
  expect(await statesOf(made)).toEqual({ CANCELLED: DATES - 1, CLOSED: 1 });
  expect(await findDatesSaving(ctx, made.event.id)).toMatchObject({
    state: "done",
    refused: 1,
    refusedDates: [{ id: last?.id, refusal: "CAPACITY_BELOW_BOOKED" }],
  });
});

test("an event of many dates is not removed while one of them is booked", async () => {
  const made = await makeYear();
  await bookSome(ctx, made.session.resourceIds);
  expect(await removeEvent(ctx, made.event.id)).toMatchObject({
    ok: false,
    refusal: "CAPACITY_BELOW_BOOKED",
  });
  expect(await statesOf(made)).toEqual({ OPEN: DATES });
});

test("tasks that ended more than 30 days ago are removed, unfinished ones never", async () => {
  const ended = await makeYear();
  await close(ended);
  await processTask();
  const unfinished = await makeYear();
  await close(unfinished);
  await db.update(tasks).set({ endedAt: sql`now() - interval '31 days'` }).where(eq(tasks.state, "done"));
  await deleteOldTasks(db);
  const left = await db.select({ subject: tasks.subjectId }).from(tasks).where(eq(tasks.state, "done"));
  expect(left).toEqual([]);
  expect(await findDatesSaving(ctx, unfinished.event.id)).toMatchObject({ state: "unfinished" });
});
