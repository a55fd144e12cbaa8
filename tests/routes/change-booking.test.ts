import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { cancel } from "#app/booking/commands.server.ts";
import { bookSeats } from "#app/checkout/book-seats.server.ts";
import { newToken } from "#app/platform/secrets.ts";
import * as bookingRoute from "#app/routes/admin/bookings/$id.tsx";
import * as cancelEventRoute from "#app/routes/admin/events/$id.cancel.tsx";
import * as manageRoute from "#app/routes/public/b.$reference.manage.tsx";
import { checkInvariants } from "#db/invariants.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { signedIn } from "#tests/support/members.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";

const { db, pool, owner } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);

interface Made extends MadeEvent {
  bookingId: string;
  reference: string;
  token: string;
}

async function booked(seats: number, wish: Parameters<typeof makeEvent>[1] & { columns?: string } = {}) {
  const { columns, ...event } = wish;
  const made = await makeEvent(ctx, event);
  if (columns) await db.execute(sql.raw(`update events set ${columns} where id = '${made.event.id}'`));
  const outcome = await bookSeats(ctx, {
    event: made.event,
    session: made.session,
    seats,
    formToken: newToken(),
    booker: {
      name: "Ada Guest",
      email: "ada@example.org",
      locale: "en",
      guests: ["Bo", "Cy"].slice(0, seats - 1),
    },
  });
  if (!outcome.ok) throw new Error(outcome.refusal);
  return { ...made, ...outcome } satisfies Made;
}

interface Shown {
  booking: { seats: number; fate: string; session: { id: string } };
  people: { position: number; name: string }[];
  places: number[];
  most: number;
  others: { id: string }[];
  open: boolean;
  timeline: { kind: string; seats: number; by: string }[];
  problem?: { intent: string; title?: string; errors?: Record<string, string[]> };
}

function manage({ reference, token }: Made, form?: Record<string, string>) {
  return requestRoute<Shown>(context, manageRoute, `/b/${reference}/manage?t=${token}`, {
    params: { reference },
    form,
  });
}

const shown = async (made: Made) => (await manage(made)).body;
const bookedOf = async (sessionId: string) =>
  Number((await db.execute(sql`select booked::int from resources where id = ${sessionId}`))[0]?.booked);

test("more and fewer seats are decided at once, and said in the history", async () => {
  const made = await booked(2, { capacity: 4, columns: "guest_names = 'none'" });
  expect((await manage(made, { intent: "seats", seats: "4" })).status).toBe(303);
  expect((await shown(made)).booking.seats).toBe(4);
  expect((await manage(made, { intent: "seats", seats: "1" })).status).toBe(303);
  const page = await shown(made);
  expect(page.booking.seats).toBe(1);
  expect(page.timeline.map(({ kind, seats }) => `${kind} ${seats}`)).toEqual([
    "confirmed 2",
    "changed 4",
    "changed 1",
  ]);
  expect(await bookedOf(made.session.id)).toBe(1);
  expect(await checkInvariants(pool)).toEqual([]);
});

test("more than there is are refused with how many there are, and the booking is as it was", async () => {
  const made = await booked(2, { capacity: 3, columns: "guest_names = 'none'" });
  const answer = await manage(made, { intent: "seats", seats: "4" });
  expect(answer.status).toBe(409);
  expect(answer.body.problem?.title).toBe("Only 1 more is available. Your booking hasn’t changed.");
  expect(await bookedOf(made.session.id)).toBe(2);
  for (const seats of ["", "x", "0", "1.5", "5000"]) {
    expect((await manage(made, { intent: "seats", seats })).status).toBe(422);
  }
});

test("ten people who want the last seat at once get it once", async () => {
  const made = await booked(1, { capacity: 11, columns: "guest_names = 'none', max_per_booking = 2" });
  const others = [];
  for (let each = 0; each < 9; each++) {
    const outcome = await bookSeats(ctx, {
      event: made.event,
      session: made.session,
      seats: 1,
      formToken: newToken(),
      booker: { name: "Bo", email: `bo${each}@example.org`, locale: "en" },
    });
    if (outcome.ok) others.push({ ...made, ...outcome });
  }
  const answers = await Promise.all(
    [made, ...others].map((each) => manage(each, { intent: "seats", seats: "2" })),
  );
  expect(answers.map((each) => each.status).sort()).toEqual([303, ...Array(9).fill(409)]);
  expect(await bookedOf(made.session.id)).toBe(11);
});

test("who does not come gives up their own seat, name, answers and code; the others keep theirs", async () => {
  const made = await booked(3, { columns: "code_per = 'guest'" });
  expect((await shown(made)).places).toEqual([0, 1, 2]);
  const form = { intent: "people", name: "Ada G.", "guest-1": "Bo", "guest-2": "Cy Young", "gone-1": "yes" };
  expect((await manage(made, form)).status).toBe(303);
  const page = await shown(made);
  expect(page.booking.seats).toBe(2);
  expect(page.people.map(({ position, name }) => `${position} ${name}`)).toEqual(["0 Ada G.", "2 Cy Young"]);
  expect(page.places).toEqual([0, 2]);
  expect(await bookedOf(made.session.id)).toBe(2);
});

test("a seat is given back with its guest's name or not at all, when writing the names fails", async () => {
  const made = await booked(3, { columns: "code_per = 'guest'" });
  await owner.db.execute(sql`create function refuse_name() returns trigger language plpgsql as
    $$ begin raise exception 'refused for a test'; end $$`);
  await owner.db.execute(sql`create trigger refuse_name before update or delete on people
    for each row when (old.name = 'Cy') execute function refuse_name()`);
  const form = { intent: "people", name: "Ada G.", "guest-1": "Bo", "guest-2": "Cy Young", "gone-1": "yes" };
  await expect(manage(made, form)).rejects.toThrow();
  await owner.db.execute(sql`drop trigger refuse_name on people`);
  const page = await shown(made);
  expect([page.booking.seats, page.places, await bookedOf(made.session.id)]).toEqual([3, [0, 1, 2], 3]);
  expect(page.people.map(({ name }) => name)).toEqual(["Ada Guest", "Bo", "Cy"]);
  expect((await manage(made, form)).status).toBe(303);
  expect(await bookedOf(made.session.id)).toBe(2);
});

test("a name that is missing keeps the whole form from being saved, and what was typed is there", async () => {
  const made = await booked(2);
  const answer = await manage(made, { intent: "people", name: " ", "guest-1": "Bo II" });
  expect(answer).toMatchObject({
    status: 422,
    body: { problem: { errors: { name: ["Enter your name."] } } },
  });
  expect((await shown(made)).people.map(({ name }) => name)).toEqual(["Ada Guest", "Bo"]);
});

test("a booking moves to another date with all of its seats, and not to one that is full or of another event", async () => {
  const made = await booked(2, { sessions: 3, capacity: 3 });
  const [, second, third] = made.sessions;
  const taken = await bookSeats(ctx, {
    event: made.event,
    session: third as NonNullable<typeof third>,
    seats: 2,
    formToken: newToken(),
    booker: { name: "Bo", email: "bo@example.org", locale: "en" },
  });
  expect(taken.ok).toBe(true);
  expect((await shown(made)).others.map(({ id }) => id)).toEqual([second?.id]);
  expect((await manage(made, { intent: "move", session: third?.id ?? "" })).status).toBe(409);
  const elsewhere = await makeEvent(ctx);
  expect((await manage(made, { intent: "move", session: elsewhere.session.id })).status).toBe(422);
  expect((await manage(made, { intent: "move" })).status).toBe(422);
  expect((await manage(made, { intent: "move", session: second?.id ?? "" })).status).toBe(303);
  expect((await shown(made)).booking.session.id).toBe(second?.id);
  expect([await bookedOf(made.session.id), await bookedOf(second?.id ?? "")]).toEqual([0, 2]);
  expect(await checkInvariants(pool)).toEqual([]);
});

test("after the deadline nothing can be changed, and the page says so", async () => {
  const made = await booked(2, { columns: "cancel_minutes_before = 10000" });
  await db.execute(
    sql`update resources set cancel_until = now() - interval '1 minute' where id = ${made.session.id}`,
  );
  expect((await shown(made)).open).toBe(false);
  const forms: Record<string, string>[] = [
    { intent: "people", name: "Eve" },
    { intent: "seats", seats: "1" },
    { intent: "cancel" },
  ];
  for (const form of forms) expect((await manage(made, form)).status).toBe(409);
  const page = await shown(made);
  expect(page.people[0]?.name).toBe("Ada Guest");
  expect(page.booking).toMatchObject({ seats: 2, fate: "confirmed" });
});

test("an organiser changes it after the deadline, and reads in the history that the deadline had passed", async () => {
  const made = await booked(2, { sessions: 2 });
  await db.execute(
    sql`update resources set cancel_until = now() - interval '1 minute' where id = ${made.session.id}`,
  );
  const cookie = await signedIn(context, ctx.organizationId, "editor");
  const admin = (form?: Record<string, string>) =>
    requestRoute<{ record: { timeline: { id: string; kind: string }[] }; notes: Record<string, string[]> }>(
      context,
      bookingRoute,
      `/admin/bookings/${made.bookingId}`,
      { params: { id: made.bookingId }, cookie, form },
    );
  expect((await admin({ intent: "move", session: made.sessions[1]?.id ?? "" })).status).toBe(303);
  expect((await admin({ intent: "cancel" })).status).toBe(303);
  const { record, notes } = (await admin()).body;
  expect(record.timeline.map(({ id, kind }) => [kind, notes[id]])).toEqual([
    ["confirmed", []],
    ["changed", ["Although the deadline had passed."]],
    ["cancelled", []],
  ]);
});

test("the mail is sent again, but not twice within two minutes", async () => {
  const made = await booked(1);
  expect((await manage(made, { intent: "resend" })).location).toContain("done=resent");
  expect((await manage(made, { intent: "resend" })).location).toContain("done=justSent");
  const rows = await db.execute(sql`select kind from mails where booking_id = ${made.bookingId}`);
  expect(rows).toEqual([{ kind: "resent" }]);
});

test("an organiser sees what became of a booking, and may cancel it with or without a mail", async () => {
  const [told, untold] = [await booked(2), await booked(2)];
  const cookie = await signedIn(context, ctx.organizationId, "editor");
  const admin = ({ bookingId }: Made, form?: Record<string, string>) =>
    requestRoute<{
      record: { people: unknown[]; mails: { kind: string; state: string }[] };
      mail?: { to: string; text: string };
    }>(context, bookingRoute, `/admin/bookings/${bookingId}`, { params: { id: bookingId }, cookie, form });
  const before = (await admin(told)).body;
  expect(before.record.people).toHaveLength(2);
  // What the guest would be told can be read before.
  expect(before.mail).toMatchObject({ to: "ada@example.org", text: expect.stringContaining("cancelled") });
  expect((await admin(told, { intent: "cancel", notify: "yes" })).status).toBe(303);
  expect((await admin(untold, { intent: "cancel" })).status).toBe(303);
  expect((await admin(untold, { intent: "cancel" })).status).toBe(409);
  const { emptyOutbox } = await import("#app/jobs/empty-outbox.server.ts");
  const { listBookings } = await import("#app/desk/list-bookings.server.ts");
  const states = async (made: Made) =>
    (await admin(made)).body.record.mails.map(({ kind, state }) => `${kind} ${state}`).sort();
  const lastState = async ({ event, bookingId }: Made) =>
    (await listBookings(ctx, event.id, {})).bookings.find(({ id }) => id === bookingId)?.mail;
  // The same before and after the changes are taken out of the outbox.
  for (const taken of [false, true]) {
    if (taken) while ((await emptyOutbox(db)) > 0);
    expect(await states(told)).toEqual(["cancelled queued", "confirmed queued"]);
    expect(await states(untold)).toEqual(["cancelled withheld", "confirmed queued"]);
    expect(await lastState(told)).toBe("queued");
    expect(await lastState(untold)).toBe("withheld");
  }
  expect((await admin(told)).body.mail).toBe(undefined);
  const foreign = await makeOrganization(db, "Another Club");
  const stranger = await signedIn(context, foreign.organizationId, "owner");
  const answer = await requestRoute(context, bookingRoute, `/admin/bookings/${told.bookingId}`, {
    params: { id: told.bookingId },
    cookie: stranger,
  });
  expect(answer.status).toBe(404);
});

test("who cancels an event can read before what one of its guests would be told, with room for the reason", async () => {
  const made = await booked(2);
  const cookie = await signedIn(context, ctx.organizationId, "editor");
  const look = async () =>
    requestRoute<{ mail?: { to: string; text: string }; placeholder: string }>(
      context,
      cancelEventRoute,
      `/admin/events/${made.event.id}/cancel`,
      { params: { id: made.event.id }, cookie },
    );
  const { mail, placeholder } = (await look()).body;
  expect(mail?.to).toBe("ada@example.org");
  expect(mail?.text).toContain(made.event.title);
  expect(mail?.text.split(placeholder)).toHaveLength(2);
  await cancel(ctx, { bookingId: made.bookingId });
  expect((await look()).body.mail).toBe(undefined);
});
