import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { setUpAvailability } from "#app/availability/cache.server.ts";
import { findVisited } from "#app/checkout/find-visited.server.ts";
import { holdOfToken } from "#app/checkout/hold-token.ts";
import * as eventRoute from "#app/routes/public/e.$slug._index.tsx";
import { guestOf } from "#tests/support/booking-flow.ts";
import { makeOrganization, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { addManySessions, makeManyEvents } from "#tests/support/many-events.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";

/** How often a connection was lent: once for a lone query, and once for each command that the engine carries out. */
let loans = 0;
const { db, owner } = await testDatabase({
  observe: {
    acquired() {
      loans += 1;
    },
    held() {},
  },
});
// Numbers of seats that were shown stay known, however slow the machine is.
setUpAvailability(db, { ttlMs: 60_000, maxSize: 1_000 });
const context = await testContext(db);
const ctx = await makeOrganization(db);

async function loansOf<T>(work: () => Promise<T>): Promise<{ answer: T; queries: number }> {
  loans = 0;
  const answer = await work();
  return { answer, queries: loans };
}

/** Holds two seats and opens the details, as a guest who has filled them in. */
async function filledIn({ due = false } = {}) {
  const made = await makeEvent(ctx, { sessions: 2 });
  const guest = guestOf(context, made);
  const { location = "" } = await guest.begin(2);
  const { body } = await guest.details(location);
  if (due) {
    await db.execute(sql`
      update bookings set expires_at = date_trunc('milliseconds', clock_timestamp()) - interval '1 second'
      where scope = ${made.event.id}`);
  }
  const form = { formToken: body.formToken, session: made.session.id, seats: "2" };
  const filled = { ...form, name: "Ada Guest", email: "ada@example.org" };
  return {
    read: () => loansOf(() => guest.details(location)),
    send: (more: Record<string, string>) => loansOf(() => guest.post(location, { ...filled, ...more })),
  };
}

const LOOK_UP = 1;
const COMMAND = 1;
/** Other dates, and maintenance mode. */
const PAGE = 2;

interface Submit {
  what: string;
  due?: boolean;
  form: Record<string, string>;
  status: number;
  queries: number;
}

const SUBMITS: Submit[] = [
  { what: "that is too old", form: { formToken: "old" }, status: 422, queries: LOOK_UP },
  { what: "that names no seats", form: { seats: "" }, status: 422, queries: LOOK_UP },
  { what: "without a name", form: { name: "" }, status: 422, queries: LOOK_UP },
  { what: "that confirms", form: {}, status: 303, queries: LOOK_UP + COMMAND },
  {
    what: "that confirms a hold that is overdue",
    due: true,
    form: {},
    status: 303,
    queries: LOOK_UP + COMMAND,
  },
  { what: "that confirms other seats", form: { seats: "3" }, status: 303, queries: LOOK_UP + 2 * COMMAND },
  { what: "that looks again", form: { intent: "look" }, status: 200, queries: LOOK_UP + PAGE },
  {
    what: "that extends the hold",
    form: { intent: "extend" },
    status: 200,
    queries: LOOK_UP + COMMAND + LOOK_UP + PAGE,
  },
  {
    what: "that changes the seats of the hold",
    form: { intent: "seats", seats: "3" },
    status: 200,
    queries: LOOK_UP + COMMAND + LOOK_UP + PAGE,
  },
  {
    what: "that holds the seats again",
    due: true,
    form: { intent: "hold:2" },
    status: 200,
    queries: LOOK_UP + COMMAND + LOOK_UP + PAGE,
  },
  {
    what: "that extends what is overdue",
    due: true,
    form: { intent: "extend" },
    status: 409,
    queries: LOOK_UP + COMMAND,
  },
];

test.each(SUBMITS)(
  "a form of the details $what takes $queries queries",
  async ({ due, form, ...expected }) => {
    const { send } = await filledIn({ due });
    const { answer, queries } = await send(form);
    expect({ status: answer.status, queries }).toEqual({
      status: expected.status,
      queries: expected.queries,
    });
  },
);

test("the page of the details takes one query for all that its address names, and two for what is around it", async () => {
  const { read } = await filledIn();
  const { answer, queries } = await read();
  expect(answer.body).toMatchObject({ seats: 2, hold: { fate: "pending" }, others: [{}] });
  expect(queries).toBe(LOOK_UP + PAGE);
});

test("a hold is looked up with its session in a few rows, however many dates the event has", async () => {
  // Most events have two dates, so the planner expects few of this one too.
  const many = await makeOrganization(db);
  await makeManyEvents({ ...many, db: owner.db }, 2_000);
  const made = await makeEvent(many);
  await addManySessions(many, made.event.id, 500);
  await owner.db.execute(sql`analyze sessions, session_resources`);
  const { location = "" } = await guestOf(context, made).begin(2);
  const hold = holdOfToken(testSigner, location.split("h=")[1] ?? "");
  await db.transaction(async (tx) => {
    const rowsRead = async () => {
      const [row] = await tx.execute<{ read: number }>(sql`
        select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables
        where relname in ('sessions', 'session_resources', 'bookings', 'reservations')`);
      return row?.read ?? Number.NaN;
    };
    const before = await rowsRead();
    const visited = await findVisited(tx, made.event.slug, { hold });
    expect(visited).toMatchObject({ session: { id: made.session.id }, hold: { id: hold, seats: 2 } });
    expect((await rowsRead()) - before).toBeLessThan(30);
  });
});

test("the form of the event's page takes one query and one command", async () => {
  const made = await makeEvent(ctx);
  const guest = guestOf(context, made);
  const { body } = await guest.eventPage();
  const fields = { formToken: body.formToken, session: made.session.id, seats: "2" };
  const params = { slug: made.event.slug };
  const { answer, queries } = await loansOf(() =>
    requestRoute(context, eventRoute, `/e/${params.slug}?send=1`, { params, form: fields }),
  );
  expect(answer.status).toBe(303);
  expect(queries).toBe(LOOK_UP + COMMAND);
});
