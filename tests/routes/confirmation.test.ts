import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { findBookingDetails } from "#app/attendees/booking-details.server.ts";
import { settleTickets } from "#app/attendees/tickets.server.ts";
import { bookSeats, cancelAsAttendee } from "#app/checkout/book-seats.server.ts";
import { newToken, toBase32 } from "#app/platform/secrets.ts";
import { createSigner } from "#app/platform/signer.ts";
import * as confirmationRoute from "#app/routes/public/b.$reference._index.tsx";
import * as findRoute from "#app/routes/public/find.tsx";
import * as ticketRoute from "#app/routes/public/t.$id.tsx";
import { makeOrganization, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);

interface Made {
  bookingId: string;
  reference: string;
  token: string;
  email: string;
}

let guests = 0;

async function booked(wish: { seats?: number; codePer?: "booking" | "guest" } = {}): Promise<Made> {
  const made = await makeEvent(ctx);
  await db.execute(
    sql`update events set code_per = ${wish.codePer ?? "booking"} where id = ${made.event.id}`,
  );
  const email = `guest${++guests}@example.org`;
  const outcome = await bookSeats(ctx, {
    event: made.event,
    session: made.session,
    seats: wish.seats ?? 2,
    formToken: newToken(),
    booker: { name: "Ada Guest", email, locale: "en" },
  });
  if (!outcome.ok) throw new Error(outcome.refusal);
  return { ...outcome, email };
}

interface Confirmed {
  tickets: { id: string; position: number }[];
  correctUntil: Date | undefined;
  problem?: { error: string };
}

function confirmation({ reference, token }: Made, form?: Record<string, string>) {
  const path = `/b/${reference}?t=${token}`;
  return requestRoute<Confirmed>(context, confirmationRoute, path, { params: { reference }, form });
}

const ticket = (id: string) => requestRoute(context, ticketRoute, `/t/${id}`, { params: { id } });
const ticketsOf = async (made: Made) => (await confirmation(made)).body.tickets;
const mailsOf = ({ bookingId }: Made) =>
  db.execute(sql`select kind, state from mails where booking_id = ${bookingId} order by created_at, id`);

test("a booking has one code, or one a guest where the event wants it, the same however often it is asked", async () => {
  const [whole, single] = [await booked({ seats: 3 }), await booked({ seats: 3, codePer: "guest" })];
  expect(await ticketsOf(whole)).toHaveLength(1);
  const codes = await ticketsOf(single);
  expect(codes.map((each) => each.position)).toEqual([0, 1, 2]);
  expect(new Set(codes.map((each) => each.id)).size).toBe(3);
  const again = await Promise.all(Array.from({ length: 5 }, () => ticketsOf(single)));
  for (const each of again) expect(each).toEqual(codes);
  const [row] = await db.execute(sql`
    select count(*)::int as number from tickets where booking_id = ${single.bookingId}`);
  expect(row?.number).toBe(3);
});

test("a ticket's id follows from the deployment's secret, and only its hash is kept", async () => {
  const made = await booked();
  const [only] = await ticketsOf(made);
  const bytes = testSigner.sign("ticket", ctx.organizationId, made.bookingId, "0");
  expect(only?.id).toBe(toBase32(bytes.slice(0, 16)));
  expect(only?.id).toMatch(/^[A-Z2-7]{26}$/);
  for (const table of ["tickets", "bookings", "people", "history", "outbox"]) {
    const [row] = await db.execute(
      sql`select coalesce(json_agg(t)::text, '') as text from ${sql.identifier(table)} t`,
    );
    expect(row?.text).not.toContain(only?.id);
  }
});

test("after a change of the secret new codes are given out, and the old ones still let in", async () => {
  const made = await booked();
  const [old] = await ticketsOf(made);
  const booking = await findBookingDetails(ctx, made.bookingId);
  if (!booking) throw new Error("the booking is there");
  const signer = createSigner("another secret of the tests, as long as it must be");
  const [next] = await settleTickets({ ...ctx, signer }, booking);
  expect(next?.id).not.toBe(old?.id);
  expect([(await ticket(old?.id ?? "")).status, (await ticket(next?.id ?? "")).status]).toEqual([200, 200]);
});

test("a ticket opens its page by its id alone; any other text is not found", async () => {
  const [only] = await ticketsOf(await booked({ seats: 2 }));
  const id = only?.id ?? "";
  const answer = await ticket(id);
  expect(answer).toMatchObject({ status: 200, body: { ticket: { admits: 2, name: "Ada Guest" } } });
  for (const wrong of ["", id.toLowerCase(), id.slice(1), `${id}A`, "A".repeat(26), "x".repeat(5000)]) {
    expect((await ticket(wrong)).status).toBe(404);
  }
});

test("an address is put right once: the mail goes again, and what the wrong one got lets nobody in", async () => {
  const made = await booked();
  const [old] = await ticketsOf(made);
  const mailed = newToken();
  await db.execute(sql`
    insert into link_tokens (organization_id, token_hash, booking_id, created_at)
    values (${ctx.organizationId}, sha256(${mailed}::bytea), ${made.bookingId}, now())`);
  expect((await confirmation({ ...made, token: mailed })).status).toBe(200);

  const wrong = await confirmation(made, { email: "ada.example.org" });
  expect(wrong).toMatchObject({ status: 422, body: { problem: { email: "ada.example.org" } } });
  const answers = await Promise.all(
    ["right@example.org", "right@example.org", "right@example.org"].map((email) =>
      confirmation(made, { email }),
    ),
  );
  expect(answers.map((each) => each.status).sort()).toEqual([303, 409, 409]);
  const [person] = await db.execute(sql`select email from people where booking_id = ${made.bookingId}`);
  expect(person?.email).toBe("right@example.org");
  expect(await mailsOf(made)).toEqual([{ kind: "corrected", state: "queued" }]);
  expect((await confirmation({ ...made, token: mailed })).status).toBe(403);
  expect((await ticket(old?.id ?? "")).status).toBe(410);
  const [next] = await ticketsOf(made);
  expect((await ticket(next?.id ?? "")).status).toBe(200);
  expect((await confirmation(made)).body.correctUntil).toBeUndefined();
});

describe("where a person may book two seats", () => {
  async function bookFor(made: MadeEvent, email: string) {
    const wish = { event: made.event, session: made.session, seats: 2, formToken: newToken() };
    const booked = await bookSeats(ctx, {
      ...wish,
      booker: { name: "Ada", email, locale: "en" },
    });
    return booked.ok ? { ...booked, email } : booked.refusal;
  }

  async function twoEach() {
    const made = await makeEvent(ctx, { maxPerBooking: 2, maxPerPerson: 2, capacity: 20 });
    const mistyped = await bookFor(made, "ada@exmaple.org");
    if (typeof mistyped === "string") throw new Error(mistyped);
    return { made, mistyped };
  }

  test("the limit follows the address that is put right: it has had its seats, the mistyped one has not", async () => {
    const { made, mistyped } = await twoEach();
    expect((await confirmation(mistyped, { email: "Ada@Example.org" })).status).toBe(303);
    expect(await bookFor(made, "ada@example.org")).toBe("TOO_MANY_PER_PERSON");
    expect(await bookFor(made, "ada@exmaple.org")).toMatchObject({ ok: true });
    await cancelAsAttendee(ctx, mistyped.bookingId);
    expect(await bookFor(made, "ada@example.org")).toMatchObject({ ok: true });
  });

  test("an address that has booked as much as it may is refused, and nothing is changed or sent", async () => {
    const { made, mistyped } = await twoEach();
    await bookFor(made, "eve@example.org");
    const refused = await confirmation(mistyped, { email: "eve@example.org" });
    expect(refused).toMatchObject({ status: 409, body: { problem: { email: "eve@example.org" } } });
    expect(refused.body.problem?.error).toMatch(/as many seats as one person may .* Nothing was changed/);
    const [person] = await db.execute(sql`select email from people where booking_id = ${mistyped.bookingId}`);
    expect(person?.email).toBe("ada@exmaple.org");
    expect(await mailsOf(mistyped)).toEqual([]);
    expect((await confirmation(mistyped, { email: "ada@example.org" })).status).toBe(303);
  });

  test.each([null, 1])("a limit that is %s by now stands in no correction's way", async (limit) => {
    const { made, mistyped } = await twoEach();
    const set = (most: number | null) =>
      db.execute(sql`update resources set max_per_person = ${most} where scope = ${made.event.id}`);
    await set(limit);
    expect((await confirmation(mistyped, { email: "ada@example.org" })).status).toBe(303);
    await set(2);
    expect(await bookFor(made, "ada@example.org")).toBe("TOO_MANY_PER_PERSON");
  });
});

test("after a quarter of an hour an address stays as it is", async () => {
  const made = await booked();
  const later = new Date(Date.now() + 16 * 60_000);
  const booking = await findBookingDetails(ctx, made.bookingId);
  if (!booking) throw new Error("the booking is there");
  const { correctAddress } = await import("#app/attendees/correct-address.server.ts");
  const input = { email: "late@example.org", token: made.token };
  expect(await correctAddress({ ...ctx, now: later }, booking, input)).toEqual({
    ok: false,
    refusal: "ADDRESS_NOT_CORRECTABLE",
  });
  expect(await mailsOf(made)).toEqual([]);
});

const find = (email: string, changes = {}) =>
  requestRoute<{ error?: string; wait?: string }>(context, findRoute, "/find", {
    form: { email },
    context: changes,
  });

test("finding answers every address alike, and only one that has booked gets a mail, in any case of letters", async () => {
  const made = await booked();
  for (let round = 0; round < 5; round++) {
    for (const email of [made.email.toUpperCase(), `nobody${round}@example.org`])
      expect(await find(email)).toMatchObject({ status: 303, location: "/find?sent=1" });
  }
  // Asked five times, told once.
  expect(await mailsOf(made)).toEqual([{ kind: "bookings", state: "queued" }]);
  const [row] = await db.execute(sql`select count(*)::int as number from mails where kind = 'bookings'`);
  expect(row?.number).toBe(1);
});

test("a thousand guesses at finding and at links are held up by the limit, and none opens anything", async () => {
  const limited = await testContext(db, { rateLimits: true });
  const mine = await booked();
  const found = await Promise.all(
    Array.from({ length: 1_000 }, (_, index) =>
      find(`guess${index}@example.org`, { rateLimits: limited.rateLimits }),
    ),
  );
  const statuses = found.map((each) => each.status);
  expect(statuses.filter((status) => status === 303)).toHaveLength(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(990);
  const links = await Promise.all(
    Array.from({ length: 1_000 }, () =>
      requestRoute(limited, confirmationRoute, `/b/${mine.reference}?t=${newToken()}`, {
        params: { reference: mine.reference },
      }),
    ),
  );
  expect(new Set(links.map((each) => each.status))).toEqual(new Set([403, 429]));
  expect(links.filter((each) => each.status === 403)).toHaveLength(20);
  // Whoever has the link is not kept out by those who guess from the same network.
  const own = await requestRoute(limited, confirmationRoute, `/b/${mine.reference}?t=${mine.token}`, {
    params: { reference: mine.reference },
  });
  expect(own.status).toBe(200);
});
